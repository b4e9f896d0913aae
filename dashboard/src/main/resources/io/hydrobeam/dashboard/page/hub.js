// One connection to the server for several clients: the tabs of a browser, or one page alone.

const SILENCE_MILLIS = 4_000;
const AGAIN_MILLIS = [500, 1_000, 2_000, 4_000];
const GONE_MILLIS = 20_000;
const START_MILLIS = 30_000;

/**
 * Receives the events of all rigs that its clients want, and passes on the name and content of each.
 * Clients get "lost" each second while there is no connection, and "login" if the server requires a token.
 */
export class Hub {
  #clients = new Map(); // by the function that tells a client: its rig, and when it last spoke
  #due = new Set(); // rigs whose history is still to come
  #last = new Map(); // the newest hello and state of this connection, for clients that come later
  #live = null;
  #next = null; // takes the place of the live connection with its first event
  #carried = "";
  #fill = false;
  #tries = 0;
  #openedAt = 0;
  #heardAt = 0;
  #timer = null;

  constructor() {
    setInterval(() => this.#watch(), 1_000);
  }

  /** Adds a client that wants the rows of a rig, or of none (""). The client repeats this each second. */
  want(tell, rig) {
    const known = this.#clients.get(tell);
    this.#clients.set(tell, { rig, heardAt: performance.now() });
    if (known?.rig === rig) return;
    if (!known && this.#live) this.#last.forEach((content, name) => tell(name, content));
    if (rig) this.#due.add(rig);
    this.#connect();
  }

  /** Removes a client; without clients there is no connection. */
  leave(tell) {
    if (this.#clients.delete(tell)) this.#connect();
  }

  /** Opens a connection for the rigs and histories that are wanted now, unless the present one has them. */
  #connect() {
    if (this.#timer !== null) return;
    if (this.#clients.size === 0) {
      this.#close();
      return;
    }
    const rigs = new Set([...this.#clients.values()].map((client) => client.rig).filter(Boolean));
    for (const rig of this.#due) if (!rigs.has(rig)) this.#due.delete(rig);
    const wanted = new URLSearchParams();
    // One history at a time, since each is long.
    const [first] = this.#due;
    if (first) wanted.append("rig", first);
    for (const rig of [...rigs].filter((one) => !this.#due.has(one)).sort()) wanted.append("also", rig);
    if (this.#fill) wanted.append("fill", "1");
    const carried = JSON.stringify([...rigs].sort());
    if ((this.#next || this.#live) && !first && carried === this.#carried) return;
    this.#carried = carried;
    this.#open(wanted);
  }

  #open(wanted) {
    this.#next?.close();
    this.#openedAt = performance.now();
    const source = new EventSource(`events?${wanted}`);
    this.#next = source;
    for (const name of ["hello", "state", "history", "rows"]) {
      source.addEventListener(name, (event) => this.#take(source, name, JSON.parse(event.data)));
    }
    source.onerror = () => {
      if (source === this.#live || source === this.#next) this.#lost();
    };
  }

  #take(source, name, content) {
    if (source !== this.#live && source !== this.#next) return;
    this.#heardAt = performance.now();
    this.#tries = 0;
    if (source === this.#next) {
      this.#live?.close();
      [this.#live, this.#next] = [source, null];
    }
    if (content.rig === undefined) this.#last.set(name, content);
    for (const [tell, { rig }] of this.#clients) {
      if (content.rig === undefined || content.rig === rig) tell(name, content);
    }
    if (name === "history" && this.#due.delete(content.rig)) this.#connect();
  }

  /** Clients and server speak each second. One that does not is gone, without an error in some cases. */
  #watch() {
    const now = performance.now();
    for (const [tell, { heardAt }] of this.#clients) {
      if (now - heardAt > GONE_MILLIS) this.leave(tell);
    }
    if (this.#timer !== null) {
      this.#tell("lost");
    } else if ((this.#live || this.#next) && now - (this.#next ? this.#openedAt : this.#heardAt) > SILENCE_MILLIS) {
      // A proxy may hold back what is short; the server then fills its events up.
      this.#fill ||= now - this.#openedAt < START_MILLIS;
      this.#lost();
    }
  }

  #lost() {
    this.#close();
    for (const { rig } of this.#clients.values()) if (rig) this.#due.add(rig);
    this.#tell("lost");
    const wait = AGAIN_MILLIS[Math.min(this.#tries++, AGAIN_MILLIS.length - 1)];
    this.#timer = setTimeout(() => this.#again(), wait);
  }

  /** The token may be missing now: then the server leads to its form. */
  async #again() {
    try {
      const answer = await fetch("./", { method: "HEAD", redirect: "manual", signal: AbortSignal.timeout(SILENCE_MILLIS) });
      if (answer.type === "opaqueredirect") this.#tell("login");
    } catch {
      // Still away.
    }
    this.#timer = null;
    this.#connect();
  }

  #close() {
    this.#last.clear();
    this.#live?.close();
    this.#next?.close();
    [this.#live, this.#next, this.#carried] = [null, null, ""];
  }

  #tell(name) {
    for (const tell of this.#clients.keys()) tell(name, {});
  }
}
