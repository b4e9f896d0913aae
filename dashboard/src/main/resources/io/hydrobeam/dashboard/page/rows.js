// The rows of the rig that is shown, by time, each in its highest revision, or a complete one.

export const [AVG, MIN, MAX, COUNT] = [0, 1, 2, 3];
const FIGURES = 4;

export class Rows {
  #rows = [];
  #changes = 0;

  constructor(most) {
    this.most = most;
  }

  /** Forgets what there is and takes these. */
  replace(rows) {
    this.#rows = rows;
    this.#changes++;
  }

  /** Takes in rows that have just come. */
  add(rows) {
    for (const row of rows) this.#add(row);
    if (this.#rows.length > this.most) this.#rows.splice(0, this.#rows.length - this.most);
    this.#changes++;
  }

  /** Another number after each change. */
  get version() {
    return this.#changes;
  }

  #add(row) {
    let at = this.#rows.length;
    while (at > 0 && isBefore(row, this.#rows[at - 1])) at--;
    const known = this.#rows[at - 1];
    if (known && known.t === row.t && known.c === row.c) {
      if (row.k === known.k ? row.v >= known.v : row.k) this.#rows[at - 1] = row;
    } else {
      this.#rows.splice(at, 0, row);
    }
  }

  get newest() {
    return this.#rows.at(-1);
  }

  /** The rows of so many seconds up to the newest. */
  last(seconds) {
    if (!this.newest) return [];
    const from = this.newest.e - seconds * 1000;
    let at = this.#rows.length;
    while (at > 0 && this.#rows[at - 1].t >= from) at--;
    return this.#rows.slice(at);
  }

  /**
   * When each cycle began, by its number: known where the row before is another cycle's and
   * directly before, since what came before is not to be guessed.
   */
  cycleStarts() {
    const starts = new Map();
    for (let at = 1; at < this.#rows.length; at++) {
      const [before, row] = [this.#rows[at - 1], this.#rows[at]];
      if (before.c !== row.c && row.t - before.e <= 1000) starts.set(row.c, row.t);
    }
    return starts;
  }

  /** All rows of one cycle. */
  ofCycle(cycle) {
    return this.#rows.filter((row) => row.c === cycle);
  }

  /** The cycles that are there, the newest first. */
  cycles() {
    return [...new Set(this.#rows.map((row) => row.c))].reverse();
  }
}

/** A figure of a sensor, null where it has none. */
export const figure = (row, sensor, which) => row.s[sensor * FIGURES + which];

const isBefore = (a, b) => a.t < b.t || (a.t === b.t && a.c < b.c);
