// The events of this page: from a worker that all tabs share, or from a connection of its own.
import { Hub } from "./hub.js";

const HIDDEN_MILLIS = 5_000;
const SILENT_TICKS = 5;
const MOST_SILENT_WORKERS = 2;

/** Passes on the name and content of each event. Without events it says why: "lost", or "hidden" until the tab is seen. */
export class Link {
  #rig = "";
  #want;
  #port = null;
  #isAway = false;
  #silentTicks = 0;
  #silentWorkers = 0;
  #timer = null;

  constructor(onEvent, onNone) {
    this.onEvent = onEvent;
    this.onNone = onNone;
    if ("SharedWorker" in window) this.#share();
    else this.#beAlone();
    document.addEventListener("visibilitychange", () => this.#seen());
    addEventListener("pagehide", () => this.#letGo());
    addEventListener("pageshow", () => this.#seen());
    setInterval(() => this.#tick(), 1_000);
    this.#seen();
  }

  /** Asks for the rows of a rig from now on. */
  open(rig) {
    this.#rig = rig;
    if (!this.#isAway) this.#want(rig);
  }

  /** Connects to the shared worker, which the browser starts if none runs. */
  #share() {
    // The worker of an earlier version of the page may still run; the version keeps them apart.
    const name = document.querySelector("meta[name=version]").content;
    let worker;
    try {
      worker = new SharedWorker("shared.js", { type: "module", name });
    } catch {
      this.#beAlone(); // The browser forbids shared workers here.
      return;
    }
    const { port } = worker;
    this.#port?.close();
    this.#port = port;
    worker.onerror = () => this.#notLoaded(port);
    port.onmessage = ({ data }) => {
      if (port === this.#port) this.#told(data.name, data.content);
    };
    this.#want = (rig) => port.postMessage({ rig });
    if (!this.#isAway) this.#want(this.#rig);
  }

  /** The browser cannot run the worker, or the server is away: then #tick tries again. */
  async #notLoaded(port) {
    const isServed = await fetch("shared.js", { method: "HEAD" }).then(({ status }) => status < 500, () => false);
    if (port !== this.#port) return;
    if (isServed) this.#beAlone();
    else this.#silentWorkers = 0;
  }

  #beAlone() {
    this.#port?.close();
    this.#port = null;
    const hub = new Hub();
    const tell = (name, content) => this.#told(name, content);
    this.#want = (rig) => (rig === null ? hub.leave(tell) : hub.want(tell, rig));
    if (!this.#isAway) this.#want(this.#rig);
  }

  #told(name, content) {
    this.#silentTicks = this.#silentWorkers = 0;
    if (this.#isAway) return;
    if (name === "lost") this.onNone("lost");
    else if (name === "login") location.reload();
    else this.onEvent(name, content);
  }

  /** Tells the hub that this page is still there. A hub sends something each second, or it has ended. */
  #tick() {
    if (this.#isAway) return;
    if (this.#port && ++this.#silentTicks > SILENT_TICKS) this.#replaceWorker();
    this.#want(this.#rig);
  }

  /** Where a second worker is silent, too, this page does without. */
  #replaceWorker() {
    this.#silentTicks = 0;
    this.onNone("lost");
    if (++this.#silentWorkers < MOST_SILENT_WORKERS) this.#share();
    else this.#beAlone();
  }

  #seen() {
    clearTimeout(this.#timer);
    if (document.hidden) {
      this.#timer = setTimeout(() => this.#letGo(), HIDDEN_MILLIS);
    } else if (this.#isAway) {
      this.#isAway = false;
      this.#silentTicks = 0;
      this.#want(this.#rig);
    }
  }

  #letGo() {
    this.#isAway = true;
    this.#want(null);
    this.onNone("hidden");
  }
}
