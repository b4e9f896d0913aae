// The data itself: how complete each sensor is, and what was not used.
import { COUNT, figure } from "./rows.js";
import { byId, element, setText } from "./dom.js";
import { grouped, words } from "./format.js";

const HEIGHT = 16;

/** The completeness of each sensor as a strip: full height is all samples, none is a gap. */
export class Data {
  #strips;
  #counts = new Map();
  #drawn = "";

  constructor(sensors) {
    this.sensors = sensors;
    this.#strips = sensors.map((sensor) => {
      const strip = { canvas: element("canvas"), share: element("span", "share") };
      strip.canvas.setAttribute("aria-hidden", "true");
      byId("strips").append(element("div", "strip", element("span", "name", sensor.name), strip.canvas, strip.share));
      return strip;
    });
  }

  /** Draws the strips of so many seconds up to the newest row. */
  showStrips(rows, span) {
    const style = getComputedStyle(document.documentElement);
    const full = style.getPropertyValue("--full");
    const part = style.getPropertyValue("--part");
    const wide = this.#strips[0].canvas.clientWidth * devicePixelRatio;
    const drawn = [rows.version, span, full, part, wide].join();
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    const visible = rows.last(span);
    const end = rows.newest?.e ?? 0;
    this.sensors.forEach((sensor, at) => {
      const { canvas, share } = this.#strips[at];
      const [width, height] = [canvas.clientWidth * devicePixelRatio, HEIGHT * devicePixelRatio];
      canvas.width = width;
      canvas.height = height;
      const context = canvas.getContext("2d");
      let [there, promised] = [0, 0];
      for (const row of visible) {
        const expected = Math.max(1, Math.round((sensor.hertz * (row.e - row.t)) / 1000));
        const got = figure(row, at, COUNT) ?? 0;
        there += Math.min(got, expected);
        promised += expected;
        const x = width * (1 - (end - row.t) / (span * 1000));
        const tall = height * Math.min(1, got / expected);
        context.fillStyle = got >= expected ? full : part;
        context.fillRect(x, height - tall, Math.max(1, (width * (row.e - row.t)) / (span * 1000) - 0.4), tall);
      }
      setText(share, promised === 0 ? "–" : `${((100 * there) / promised).toFixed(there === promised ? 0 : 1)} %`);
    });
  }

  /** Shows what has been counted. */
  showCounts(counts) {
    const reasons = Object.entries(counts.deadLetters);
    const late = counts.deadLetters.late ?? 0;
    const malformed = reasons.reduce((sum, [reason, number]) => sum + (reason === "late" ? 0 : number), 0);
    this.#count("Rows a second", counts.perSecond.toFixed(1));
    this.#count("Rows", grouped(counts.rows));
    this.#count("Incomplete at first", grouped(counts.incomplete));
    this.#count("Revised", grouped(counts.revised));
    this.#count("Late samples", grouped(late));
    this.#count("Malformed messages", grouped(malformed), reasons
        .filter(([reason]) => reason !== "late")
        .map(([reason, number]) => `${words(reason)} ${grouped(number)}`).join(", "));
    if (counts.unreadable > 0) this.#count("Unreadable here", grouped(counts.unreadable));
    if (counts.notShown > 0) this.#count("Rows of too many rigs", grouped(counts.notShown));
  }

  #count(label, text, note = "") {
    let shown = this.#counts.get(label);
    if (!shown) {
      shown = { number: element("dd"), note: element("dd", "quiet") };
      byId("counts").append(element("div", "", element("dt", "", label), shown.number, shown.note));
      this.#counts.set(label, shown);
    }
    setText(shown.number, text);
    setText(shown.note, note);
  }
}
