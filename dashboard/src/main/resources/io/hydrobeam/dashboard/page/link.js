// The connection to the server: found again by itself when it is lost.

const SILENCE_MILLIS = 4_000;
const START_MILLIS = 30_000;
const AGAIN_MILLIS = [500, 1_000, 2_000, 4_000];

/** Opens the events of a rig; the handlers get each event's name and content. */
export class Link {
  #source = null;
  #rig = "";
  #tries = 0;
  #fill = "";
  #openedAt = 0;
  #heardAt = performance.now();
  #timer = null;

  constructor(onEvent, onNone) {
    this.onEvent = onEvent;
    this.onNone = onNone;
    setInterval(() => this.#watch(), 1_000);
  }

  /** Asks for the rows of a rig from now on. */
  open(rig) {
    this.#rig = rig;
    this.#connect();
  }

  #connect() {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#openedAt = this.#heardAt = performance.now();
    const source = new EventSource(`events?rig=${encodeURIComponent(this.#rig)}${this.#fill}`);
    this.#source = source;
    for (const name of ["hello", "state", "history", "rows"]) {
      source.addEventListener(name, (event) => {
        if (source !== this.#source) return;
        this.#heardAt = performance.now();
        this.#tries = 0;
        this.onEvent(name, JSON.parse(event.data));
      });
    }
    source.onerror = () => {
      if (source === this.#source) this.#lost();
    };
  }

  /** A connection may be dead without an error: the server sends the state every second. */
  #watch() {
    const now = performance.now();
    if (!this.#source || now - this.#heardAt <= SILENCE_MILLIS) return;
    // A proxy may hold short events back; the server then fills them up.
    if (now - this.#openedAt < START_MILLIS) this.#fill = "&fill=1";
    this.#lost();
  }

  #lost() {
    this.#source.close();
    this.#source = null;
    this.onNone("lost");
    const wait = AGAIN_MILLIS[Math.min(this.#tries++, AGAIN_MILLIS.length - 1)];
    this.#timer = setTimeout(() => this.#again(), wait);
  }

  /** The token may be missing now: then the server leads to its form. */
  async #again() {
    try {
      const answer = await fetch("./", { method: "HEAD", redirect: "manual" });
      if (answer.type === "opaqueredirect") location.reload();
    } catch {
      // Still away.
    }
    this.#connect();
  }
}
