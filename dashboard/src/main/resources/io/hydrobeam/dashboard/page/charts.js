// The measurements: a small chart of each sensor, and a large one of the sensor that is chosen.
import uPlot from "./uplot.js";
import { AVG, COUNT, MAX, MIN, figure } from "./rows.js";
import { arrange, byId, element, icon, setIcon, setText } from "./dom.js";
import { dateTime, time, value, words } from "./format.js";

const CYCLE_SECONDS = 60;
const PREVIOUS_CYCLES = 5;
const RANK = { info: 0, warning: 1, critical: 2 };
const GROUPS = [
  ["Pressure", ["pressure"]],
  ["Temperature", ["temperature"]],
  ["Flow", ["volume flow"]],
  ["Motor power", ["motor power"]],
  ["Vibration", ["vibration"]],
  ["Cooling", ["cooling efficiency", "cooling power"]],
  ["Efficiency", ["efficiency factor"]],
];

/** The colours of the style sheet, for what is drawn. */
function colours() {
  const style = getComputedStyle(document.documentElement);
  const get = (name) => style.getPropertyValue(`--${name}`).trim();
  return {
    line: get("line"), band: get("band"), normal: get("normal"), grid: get("grid"), ink: get("quiet"),
    critical: get("critical"), warning: get("warning"), info: get("info"), mark: get("mark"),
    past: get("past"),
  };
}

/** Columns of a sensor over time, with a hole where a second is missing. */
function columns(rows, sensor) {
  const [x, avg, min, max] = [[], [], [], []];
  let end = null;
  for (const row of rows) {
    if (end !== null && row.t - end > 500) {
      x.push(end / 1000);
      for (const column of [avg, min, max]) column.push(null);
    }
    if (x.length > 0 && row.t / 1000 <= x.at(-1)) continue; // a second that two cycles share
    x.push(row.t / 1000);
    avg.push(figure(row, sensor, AVG));
    min.push(figure(row, sensor, MIN));
    max.push(figure(row, sensor, MAX));
    end = row.e;
  }
  return [x, avg, min, max];
}

/** Stretches of time in which something was wrong, topped by a bar; those of the sensor itself are shaded. */
function drawMarks(chart, marks, palette) {
  const { ctx, bbox } = chart;
  ctx.save();
  const shade = new Path2D(); // one for all, since they overlap
  for (const mark of [...marks].sort((a, b) => RANK[a.severity] - RANK[b.severity])) {
    const from = Math.floor(Math.max(bbox.left, chart.valToPos(mark.from / 1000, "x", true)));
    const to = Math.ceil(Math.min(bbox.left + bbox.width, chart.valToPos(mark.to / 1000, "x", true)));
    if (to < bbox.left || from > bbox.left + bbox.width) continue;
    const width = Math.max(to - from, 3 * devicePixelRatio);
    if (mark.isOwn) shade.rect(from, bbox.top, width, bbox.height);
    ctx.fillStyle = palette[mark.severity];
    ctx.fillRect(from, bbox.top, width, 4 * devicePixelRatio);
  }
  ctx.fillStyle = palette.mark;
  ctx.fill(shade);
  ctx.restore();
}

function drawLimits(chart, limits, palette, labelled) {
  const { ctx, bbox } = chart;
  ctx.save();
  ctx.lineWidth = 1.5 * devicePixelRatio;
  ctx.setLineDash([6 * devicePixelRatio, 4 * devicePixelRatio]);
  ctx.font = `${12 * devicePixelRatio}px system-ui, sans-serif`;
  ctx.textAlign = "left";
  ctx.textBaseline = "alphabetic";
  for (const limit of limits) {
    const y = chart.valToPos(limit.value, "y", true);
    if (y < bbox.top || y > bbox.top + bbox.height) continue;
    ctx.strokeStyle = ctx.fillStyle = palette[limit.severity];
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    if (labelled) {
      ctx.fillText(`${limit.label} ${limit.value}`, bbox.left + 6 * devicePixelRatio, y - 6 * devicePixelRatio);
    }
  }
  ctx.restore();
}

/** A range that holds all values with some room, and a limit once it is not far away. */
function rangeWith(limits, always) {
  return (chart, least, most) => {
    if (least === null) return [0, 1];
    const room = Math.max((most - least) * 0.12, Math.abs(most) * 0.005, 1e-6);
    let [from, to] = [least - room, most + room];
    for (const { value: limit } of limits) {
      const near = always || (limit < to + 4 * room && limit > from - 4 * room);
      if (near) [from, to] = [Math.min(from, limit - room), Math.max(to, limit + room)];
    }
    return always ? [from, to + (to - from) * 0.08] : [from, to];
  };
}

/** Least and greatest: thin, so that a spike of one second is to be seen. */
const edge = (palette) => ({ stroke: palette.past, width: 1, points: { show: false } });

/** The bounds of a band that is only filled. */
const hidden = { width: 0, points: { show: false } };

/** An alert's mark that is not only topped by a bar. */
const shaded = (mark) => ({ ...mark, isOwn: true });

/** The worst severity of those that are active, if there are any. */
function worst(alerts) {
  const severities = alerts.filter((alert) => alert.isActive).map((alert) => alert.severity);
  return ["critical", "warning", "info"].find((severity) => severities.includes(severity));
}

/** One sensor's card. */
class Card {
  constructor(sensor, at, onChoose) {
    this.sensor = sensor;
    this.at = at;
    this.icon = icon("warning");
    this.value = element("span", "value");
    this.note = element("span", "note");
    this.plot = element("div", "plot");
    this.plot.setAttribute("aria-hidden", "true");
    this.button = element("button", "sensor",
        element("span", "head", this.icon, element("span", "name", sensor.name), this.value),
        this.plot, element("span", "foot", element("span", "unit", sensor.unit), this.note));
    this.button.type = "button";
    this.button.addEventListener("click", () => onChoose(sensor.name));
  }

  show(rows, version, range, marks, severity, isChosen) {
    const newest = rows.at(-1);
    const silent = newest && figure(newest, this.at, COUNT) === 0;
    const state = severity ?? (silent ? "silent" : "ok");
    this.button.dataset.state = state;
    this.button.setAttribute("aria-pressed", String(isChosen));
    setIcon(this.icon, state);
    setText(this.value, newest ? value(figure(newest, this.at, AVG)) : "–");
    setText(this.note, silent ? "no samples" : newest
        ? `${value(figure(newest, this.at, MIN))} to ${value(figure(newest, this.at, MAX))}` : "no data");
    const drawn = JSON.stringify([version, range, marks]);
    if (this.chart && drawn === this.drawn) return;
    this.drawn = drawn;
    this.marks = marks;
    this.range = range;
    const data = columns(rows, this.at);
    if (!this.chart) this.#draw(data);
    else this.chart.setData(data);
  }

  #draw(data) {
    const palette = colours();
    this.chart = new uPlot({
      width: Math.max(60, this.plot.clientWidth), height: 56, padding: [5, 0, 2, 0],
      legend: { show: false }, cursor: { show: false },
      scales: { x: { time: false, range: () => this.range }, y: { range: rangeWith(this.sensor.limits, false) } },
      axes: [{ show: false }, { show: false }],
      series: [{}, { stroke: palette.line, width: 1.4, points: { show: false } }, edge(palette), edge(palette)],
      bands: [{ series: [3, 2], fill: palette.band }],
      hooks: {
        drawClear: [(chart) => drawMarks(chart, this.marks, palette)],
        draw: [(chart) => drawLimits(chart, this.sensor.limits, palette, false)],
      },
    }, data, this.plot);
  }

  resize() {
    this.chart?.setSize({ width: Math.max(60, this.plot.clientWidth), height: 56 });
  }

  forget() {
    this.chart?.destroy();
    this.chart = null;
  }
}

export class Charts {
  #cards = [];
  #groups = [];
  #large = null;
  #largeKind = "";
  #drawn = "";

  constructor({ sensors, features, pressureSpike }, onChoose) {
    this.sensors = sensors;
    this.features = features;
    this.pressureSpike = pressureSpike;
    this.#cards = sensors.map((sensor, at) => new Card(sensor, at, onChoose));
    arrange(byId("groups"), GROUPS.map(([title, quantities]) => {
      const cards = this.#cards.filter((card) => quantities.includes(card.sensor.quantity));
      const note = { icon: icon("warning"), text: element("span") };
      note.all = element("span", "note", note.icon, note.text);
      const group = element("section", "group", element("h3", "", `${title} `, note.all),
          element("div", "cards", ...cards.map((card) => card.button)));
      group.style.setProperty("--cards", cards.length);
      this.#groups.push({ names: cards.map((card) => card.sensor.name), note });
      return group;
    }));
    new ResizeObserver(() => this.#resize()).observe(byId("measurements"));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#forget());
  }

  /** Draws all charts: rows, alerts of the rig, and what is chosen. */
  show(rows, alerts, chosen, span, view) {
    const visible = rows.last(span);
    const end = rows.newest ? rows.newest.e / 1000 : 0;
    const range = [end - span, end];
    for (const card of this.#cards) {
      const own = alerts.filter((alert) => alert.sensor === card.sensor.name);
      const marks = [...own.map(shaded), ...this.#beyond(card.sensor, card.at, visible)];
      card.show(visible, rows.version, range, marks, worst(own), card.sensor.name === chosen);
    }
    this.#noteFeatures(alerts);
    const sensor = this.sensors.find((one) => one.name === chosen);
    const marks = [...this.#marks(sensor, alerts), ...this.#beyond(sensor, this.sensors.indexOf(sensor), visible)];
    const drawn = JSON.stringify([rows.version, chosen, span, view, marks]);
    if (this.#large && drawn === this.#drawn) return;
    this.#drawn = drawn;
    this.#caption(sensor, rows);
    if (view === "cycle") this.#showCycle(sensor, rows);
    else this.#showTime(sensor, rows, visible, range, marks);
  }

  /** A sensor's own alerts, and those that are no single sensor's. */
  #marks(sensor, alerts) {
    const others = alerts.filter((alert) => !this.sensors.some((one) => one.name === alert.sensor));
    return [...others, ...alerts.filter((alert) => alert.sensor === sensor.name).map(shaded)];
  }

  /** The seconds in which a sensor was beyond its limits, alerted or not. */
  #beyond(sensor, at, rows) {
    const spike = sensor.name === "PS1" ? this.pressureSpike : Infinity;
    const marks = [];
    for (const row of rows) {
      const [least, most] = [figure(row, at, MIN), figure(row, at, MAX)];
      if (least === null || most === null) continue;
      const passed = sensor.limits.filter(({ value: limit, below }) => (below ? least < limit : most > limit));
      const critical = passed.some((limit) => limit.severity === "critical");
      if (passed.length === 0 && most - least <= spike) continue;
      marks.push({ from: row.t, to: row.e, severity: critical ? "critical" : "warning", isOwn: true });
    }
    return marks;
  }

  /** Features have no chart: their alerts stand above those of the sensors that they are made of. */
  #noteFeatures(alerts) {
    for (const { names, note } of this.#groups) {
      const features = this.features.filter((feature) => names.includes(feature.sensor)).map((feature) => feature.name);
      const own = alerts.filter((alert) => alert.isActive && features.includes(alert.sensor));
      const severity = worst(own);
      note.all.hidden = !severity;
      if (!severity) continue;
      note.all.dataset.state = severity;
      setIcon(note.icon, severity);
      setText(note.text, own.map((alert) => `${words(alert.sensor)}: ${words(alert.type)}`).join(", "));
    }
  }

  #caption(sensor, rows) {
    const at = this.sensors.indexOf(sensor);
    setText(byId("detail-name"), `${sensor.name} ${sensor.quantity}`);
    const newest = rows.newest;
    setText(byId("detail-value"), newest ? `${value(figure(newest, at, AVG))} ${sensor.unit}` : "–");
    setText(byId("detail-note"), newest ? `cycle ${newest.c}, ${dateTime(newest.t)}` : "");
  }

  #showTime(sensor, rows, visible, range, marks) {
    const at = this.sensors.indexOf(sensor);
    const [x, avg, min, max] = columns(visible, at);
    const starts = rows.cycleStarts();
    const cycleAt = new Map(visible.map((row) => [row.t / 1000, row.c]));
    const normal = (bound) => x.map((second) => {
      const start = starts.get(cycleAt.get(second));
      return start === undefined ? null : sensor[bound]?.[Math.round(second - start / 1000)] ?? null;
    });
    const data = [x, avg, min, max, normal("normalLow"), normal("normalHigh")];
    this.#drawLarge(`time ${sensor.name}`, data, {
      scales: { x: { time: false, range: () => this.range }, y: { range: rangeWith(sensor.limits, true) } },
      values: (chart, splits) => splits.map((split) => time(split * 1000)),
      series: (palette) => [{}, { stroke: palette.line, width: 2, points: { show: false } },
        edge(palette), edge(palette), hidden, hidden],
      bands: (palette) => [{ series: [5, 4], fill: palette.normal }, { series: [3, 2], fill: palette.band }],
      sensor,
    }, range, marks);
    this.#key([["avg", "average"], ["band", "least to greatest"],
      ...(sensor.normalLow ? [["normal", "normal for that second (3 deviations)"]] : []),
      ...sensor.limits.map((limit) => [`limit ${limit.severity}`, `${limit.label} ${limit.value} ${sensor.unit}`]),
      ["mark", "beyond a limit, or an alert was active"]]);
  }

  #showCycle(sensor, rows) {
    const at = this.sensors.indexOf(sensor);
    const starts = rows.cycleStarts();
    const [current, ...others] = rows.cycles();
    const before = others.filter((cycle) => starts.has(cycle)).slice(0, PREVIOUS_CYCLES);
    const x = Array.from({ length: CYCLE_SECONDS }, (_, second) => second);
    const curve = (cycle) => {
      const values = new Array(CYCLE_SECONDS).fill(null);
      for (const row of starts.has(cycle) ? rows.ofCycle(cycle) : []) {
        const second = Math.round((row.t - starts.get(cycle)) / 1000);
        if (second >= 0 && second < CYCLE_SECONDS) values[second] = figure(row, at, AVG);
      }
      return values;
    };
    const none = new Array(CYCLE_SECONDS).fill(null);
    const past = Array.from({ length: PREVIOUS_CYCLES }, (_, one) => curve(before[one]));
    const data = [x, ...past, curve(current), sensor.normalLow ?? none, sensor.normalHigh ?? none];
    this.#drawLarge(`cycle ${sensor.name}`, data, {
      scales: { x: { time: false, range: [0, CYCLE_SECONDS] }, y: { range: rangeWith(sensor.limits, false) } },
      values: (chart, splits) => splits.map((split) => `${split} s`),
      series: (palette) => [{},
        ...past.map(() => ({ stroke: palette.past, width: 1.2, points: { show: false } })),
        { stroke: palette.line, width: 2.6, points: { show: false } }, hidden, hidden],
      bands: (palette) => [{ series: [PREVIOUS_CYCLES + 3, PREVIOUS_CYCLES + 2], fill: palette.normal }],
      sensor,
    }, [0, CYCLE_SECONDS], []);
    this.#key([["avg", starts.has(current) ? `cycle ${current}, now` : "the start of this cycle was not seen"],
      ...(before.length > 0 ? [["past", `cycles ${before.at(-1)} to ${before[0]}`]] : []),
      ...(sensor.normalLow ? [["normal", "normal (3 deviations)"]] : [])]);
  }

  #drawLarge(kind, data, parts, range, marks) {
    this.range = range;
    this.marks = marks;
    if (this.#largeKind === kind) {
      this.#large.setData(data);
      return;
    }
    this.#large?.destroy();
    this.#largeKind = kind;
    const palette = colours();
    const axis = {
      stroke: palette.ink, font: "12px system-ui, sans-serif",
      grid: { stroke: palette.grid, width: 1 }, ticks: { stroke: palette.grid, width: 1 },
    };
    this.#large = new uPlot({
      ...this.#largeSize(), padding: [12, 32, 0, 0], legend: { show: false },
      cursor: { drag: { x: false, y: false }, points: { show: false } },
      scales: parts.scales,
      axes: [{ ...axis, values: parts.values, space: 90 }, { ...axis, size: 58 }],
      series: parts.series(palette), bands: parts.bands(palette),
      hooks: {
        drawClear: [(chart) => drawMarks(chart, this.marks, palette)],
        draw: [(chart) => drawLimits(chart, parts.sensor.limits, palette, true)],
        setCursor: [(chart) => this.#readOut(chart, parts)],
      },
    }, data, byId("detail-chart"));
  }

  /** Values under the pointer, in the caption. */
  #readOut(chart, parts) {
    const at = chart.cursor.idx;
    if (at === null || at === undefined || chart.cursor.left < 0) return;
    const label = parts.values(chart, [chart.data[0][at]])[0];
    const shown = this.#largeKind.startsWith("time")
      ? `${label}: ${value(chart.data[1][at])}, ${value(chart.data[2][at])} to ${value(chart.data[3][at])} ${parts.sensor.unit}`
      : `${label}: ${value(chart.data[PREVIOUS_CYCLES + 1][at])} ${parts.sensor.unit}`;
    setText(byId("detail-note"), shown);
  }

  #key(entries) {
    arrange(byId("detail-key"), entries.map(([kind, text]) => element("li", kind, text)));
  }

  #largeSize() {
    return { width: Math.max(200, byId("detail-chart").clientWidth), height: innerWidth < 700 ? 220 : 300 };
  }

  #resize() {
    this.#large?.setSize(this.#largeSize());
    for (const card of this.#cards) card.resize();
  }

  #forget() {
    this.#large?.destroy();
    this.#large = null;
    this.#largeKind = "";
    for (const card of this.#cards) card.forget();
  }
}
