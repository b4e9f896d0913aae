// Puts the page together: what comes from the server, what the person has chosen, what is shown.
import { Alerts, byUrgency } from "./alerts.js";
import { Charts } from "./charts.js";
import { Data } from "./data.js";
import { byId, setIcon, setText } from "./dom.js";
import { count, dateTime, duration, NO_RIG, plural, sentence, wholeDuration } from "./format.js";
import { Link } from "./link.js";
import { Rigs, stateOf, worse } from "./rigs.js";
import { Rows } from "./rows.js";

const FAR_BEHIND_MILLIS = 10 * 60_000;

/** What is chosen stands in the address, so that a wall screen can be given it. */
const chosen = { rig: "", sensor: "PS1", span: "300", view: "time" };
const wanted = new URLSearchParams(location.hash.slice(1));
chosen.rig = wanted.get("rig") ?? "";
/** Until a person chooses, the page goes where the worst alert is. */
let follows = !wanted.has("rig") && !wanted.has("sensor");
let followed = "";
if (["60", "300", "900"].includes(wanted.get("span"))) chosen.span = wanted.get("span");
if (wanted.get("view") === "cycle") chosen.view = "cycle";

let hello = null;
let state = null;
let stateAt = 0;
let noEvents = null; // why nothing comes: "lost" or "hidden"
let historyIsDue = true;
let shownAs = "";
let rows = new Rows(900);
let charts = null;
let data = null;
let drawing = false;
let changed = true;
let announced = { about: "", ids: new Set() };

const rigs = new Rigs((rig) => choose({ rig }));
const alerts = new Alerts((rig, sensor) => {
  if (rig === NO_RIG) return;
  choose({ rig, sensor: shownBy(sensor) ?? chosen.sensor });
  byId("measurements").scrollIntoView({ block: "start" });
});
const link = new Link(onEvent, onNone);

function onEvent(name, content) {
  if (name === "hello") greet(content);
  if (name === "state") {
    noEvents = null;
    state = content;
    stateAt = performance.now();
    follow();
  }
  if (content.rig === chosen.rig) {
    if (name === "history") {
      rows.replace(content.rows);
      historyIsDue = false;
    }
    if (name === "rows") {
      rows.add(content.rows);
      heard(content.rig);
    }
  }
  draw();
}

/** What is shown is old from now on. In a hidden tab only the title is seen, and no frame is drawn. */
function onNone(why) {
  noEvents = why;
  historyIsDue = true;
  showGlance();
  draw();
}

/** A rig that sends is not silent, whatever was said of it a moment ago. */
function heard(name) {
  const rig = state?.rigs.find((one) => one.name === name);
  if (rig) rig.silent = stateAt - performance.now();
}

function greet(content) {
  if (hello && hello.version !== content.version) location.reload();
  if (!hello) {
    hello = content;
    rows = new Rows(hello.rowsEach);
    charts = new Charts(hello, (sensor) => choose({ sensor }));
    data = new Data(hello.sensors);
    chosen.sensor = shownBy(wanted.get("sensor")) ?? chosen.sensor;
  }
}

/** The sensor that has a chart: of a feature, the one to look at first. Messages may name what no rig has. */
const shownBy = (name) => [...hello.sensors, ...hello.features]
    .filter((one) => one.name === name).map((one) => one.sensor ?? one.name)[0];

/** Shows the rig with the worst alert, or else the first. */
function follow() {
  if (state.rigs.length === 0 || (chosen.rig && !follows)) return;
  const worst = [...state.active].sort(byUrgency).find((alert) => state.rigs.some((rig) => rig.name === alert.rig));
  if (worst && worst.id !== followed) {
    followed = worst.id;
    change({ rig: worst.rig, sensor: shownBy(worst.sensor) ?? chosen.sensor });
  } else if (!chosen.rig) {
    change({ rig: state.rigs[0].name });
  }
}

/** What a person chooses stays, and stands in the address. */
function choose(choice) {
  follows &&= !("rig" in choice || "sensor" in choice);
  change(choice);
  history.replaceState(null, "", `#${new URLSearchParams(chosen)}`);
}

function change(choice) {
  const before = chosen.rig;
  Object.assign(chosen, choice);
  if (chosen.rig !== before) {
    rows.replace([]);
    historyIsDue = true;
    link.open(chosen.rig);
  }
  draw();
}

/** At most once a frame, however much comes. */
function draw() {
  changed = true;
  drawSoon();
}

function drawSoon() {
  if (drawing) return;
  drawing = true;
  requestAnimationFrame(() => {
    drawing = false;
    showGlance();
    if (changed) show();
  });
}

function show() {
  changed = false;
  for (const button of document.querySelectorAll("[data-span], [data-view]")) {
    const [key, own] = button.dataset.span ? ["span", button.dataset.span] : ["view", button.dataset.view];
    button.setAttribute("aria-pressed", String(chosen[key] === own));
  }
  if (!state || !hello) return;
  const units = new Map([...hello.sensors, ...hello.features].map((one) => [one.name, one.unit]));
  alerts.show(state.active, state.past, unitOf(units), knownOf, asOf());
  setText(byId("chosen-rig"), chosen.rig);
  const span = Number(chosen.span);
  charts.show(rows, marks(), chosen.sensor, span, chosen.view);
  data.showStrips(rows, span);
  data.showCounts(state.counts);
}

/** What the value of an alert is in, where it is not in its sensor's own unit. */
const COUNTED_IN = { sensor_missing: "sample", zscore_outlier: "deviation", sudden_change: "deviation" };
const MEASURED_IN = {
  sensor_stuck: "s",
  rig_silent: "s",
  low_sample_rate: "of its rate",
  high_sample_rate: "of its rate",
};

/** The unit of a value or limit of an alert, if it has one. */
function unitOf(units) {
  const own = ["high_pressure", "high_temperature", "pressure_spike", "too_high", "too_low", "sensor_out_of_range"];
  return (alert, number) => {
    const noun = COUNTED_IN[alert.type];
    if (noun) return ` ${plural(number, noun)}`;
    return ` ${(own.includes(alert.type) ? units.get(alert.sensor) : MEASURED_IN[alert.type]) ?? ""}`;
  };
}

/** Up to when an alert is known to last, and whether that is not now. */
function knownOf(alert) {
  const rig = state.rigs.find((one) => one.name === alert.rig);
  if (alert.rig === NO_RIG) return { until: knownAt() ?? Date.now(), isOld: knownAt() !== null };
  return { until: rig?.data ?? alert.until, isOld: !rig || isSilent(rig) || knownAt() !== null };
}

/** When something was wrong with the rig that is shown; an alert that lasts goes on up to now. */
function marks() {
  const own = (list) => list.filter((alert) => alert.rig === chosen.rig);
  const newest = rows.newest?.e ?? 0;
  return [
    ...own(state.past).map((alert) => ({ ...alert, isActive: false, from: alert.since, to: alert.until })),
    ...own(state.active).map((alert) => ({
      ...alert, isActive: true, from: alert.since, to: Math.max(newest, alert.until),
    })),
  ];
}

/** The one glance: is everything all right? */
function showGlance() {
  const glance = assess();
  document.body.dataset.state = glance.state;
  document.body.classList.toggle("stale", isOld());
  setIcon(byId("glance-icon"), glance.state);
  setText(byId("headline"), glance.headline);
  setText(byId("subline"), glance.subline);
  setText(byId("alerts-none"), withoutAlerts());
  const newest = isOld() && rows.newest ? `as of ${dateTime(rows.newest.e)}` : "";
  setText(byId("measurements-time"), newest);
  setText(byId("data-time"), newest);
  document.title = `${glance.headline} · Hydrobeam`;
  announce(glance);
  noteAge();
}

/** Alerts are shown anew once they are no longer known to last, and the other way round. */
function noteAge() {
  const as = JSON.stringify([asOf(), silentRigs().map((rig) => rig.name)]);
  changed ||= as !== shownAs;
  shownAs = as;
}

/** What is said in the place of alerts: that nothing is wrong only while that is known. */
function withoutAlerts() {
  if (!state || !hello || state.rigs.length === 0) return "No data yet.";
  if (knownAt() !== null) return `No alert was active at ${asOf()}. What holds now is not known.`;
  const silent = silentRigs().length;
  if (silent > 0) return `No alert is active. Nothing is known of ${count(silent, "rig")} without data.`;
  return "Nothing is wrong that Hydrobeam knows of.";
}

/** Says each change of state and each new alert once, to those who listen instead of looking. */
function announce({ headline, subline, about }) {
  const active = state?.active ?? [];
  const fresh = active.filter((alert) => !announced.ids.has(alert.id)).sort(byUrgency);
  if (fresh.length === 0 && about === announced.about) return;
  announced = { about, ids: new Set(active.map((alert) => alert.id)) };
  const news = fresh.length > 0 ? fresh.slice(0, 3).map((alert) => told(alert, true)).join(" ") : subline;
  setText(byId("announce"), `${headline}. ${news}`);
}

/** How long ago the state came that is shown; while none comes, all is as it was then. */
const sinceState = () => (noEvents ? 0 : performance.now() - stateAt);

const silentFor = (rig) => rig.silent + sinceState();

const isSilent = (rig) => silentFor(rig) > hello.silentAfter;

const silentRigs = () => (state && hello ? state.rigs.filter(isSilent) : []);

const leastSilence = () => Math.min(...state.rigs.map(silentFor));

/** The moment of what is shown, by the server's clock: null while that is now, or while nothing is known. */
function knownAt() {
  if (!state || !hello || state.rigs.length === 0) return null;
  const at = state.now + sinceState();
  if (!state.broker || silentRigs().length === state.rigs.length) return at - leastSilence();
  return noEvents ? at : null;
}

/** The same as a text, empty while that is now. */
const asOf = () => (knownAt() === null ? "" : dateTime(knownAt()));

/** Whether the rows that are shown are not the newest of their rig. */
function isOld() {
  const rig = state?.rigs.find((one) => one.name === chosen.rig);
  return historyIsDue || knownAt() !== null || (rig !== undefined && hello !== null && isSilent(rig));
}

function assess() {
  if (!state || !hello) return noEvents ? withoutEvents("No data yet.") : glance("unknown", "No data yet", "Connecting to the dashboard.", "");
  const all = state.rigs.map((rig) => ({
    ...rig,
    state: stateOf(rig, state.active, hello.silentAfter, sinceState()),
    silentFor: silentFor(rig),
    isSilent: isSilent(rig),
    alerts: state.active.filter((alert) => alert.rig === rig.name).length,
  }));
  rigs.show(all, chosen.rig, noEvents || !state.broker ? asOf() : "");
  showFacts(all);
  if (!noEvents) return judge(all);
  const age = wholeDuration(performance.now() - stateAt);
  return withoutEvents(`What you see is from ${dateTime(state.now)}, ${age} ago.`);
}

function withoutEvents(shown) {
  if (noEvents === "hidden") return glance("lost", "Paused", `This tab was hidden. ${shown}`, "");
  return glance("lost", state ? "Connection lost" : "No connection", `${shown} The page tries again by itself.`, "");
}

function judge(all) {
  const silent = silentRigs();
  const kafka = state.broker ? "" : " Kafka does not answer; the page goes on once it does.";
  if (all.length === 0) {
    return glance("silent", "Waiting for data", `Nothing has come yet from any rig.${kafka}`, "");
  }
  if (silent.length === all.length || !state.broker) {
    const before = state.active.length > 0 ? ` Active then: ${count(state.active.length, "alert")}.` : "";
    return glance("silent", `No data for ${wholeDuration(leastSilence())}`,
        `What is below is from before that.${before}${kafka}`, state.broker);
  }
  const sorted = [...state.active].sort(byUrgency);
  const critical = sorted.filter((alert) => alert.severity === "critical").length;
  const warnings = sorted.filter((alert) => alert.severity === "warning").length;
  const worst = all.reduce((most, rig) => (worse(rig.state, most) ? rig.state : most), "ok");
  const also = silent.length > 0 ? ` ${count(silent.length, "rig")} of ${all.length} without data.` : "";
  const first = sorted[0] && told(sorted[0], all.length > 1);
  if (critical > 0) {
    const rest = warnings > 0 ? `, ${count(warnings, "warning")}` : "";
    return glance("critical", `${critical} critical${rest}`, first + also, sorted[0].id);
  }
  if (silent.length > 0) {
    return glance("silent", `${silent.length} of ${all.length} rigs silent`,
        silent.slice(0, 3).map((rig) => rig.name).join(", ") + (silent.length > 3 ? " and more" : ""), silent.length);
  }
  if (warnings > 0) return glance("warning", count(warnings, "warning"), first, sorted[0].id);
  return glance(worst, "All is well",
      first ?? `${count(all.length, "rig")} within all limits.`, "");
}

/** An alert's sentence, with the rig where there are several. */
const told = (alert, several) => (several && alert.rig !== NO_RIG ? `${alert.rig}: ${sentence(alert)}` : sentence(alert));

const glance = (which, headline, subline, about) => ({ state: which, headline, subline, about: `${which} ${about}` });

/** Figures of this moment; a dash for what is not known. */
function showFacts(all) {
  const rig = all.find((one) => one.name === chosen.rig) ?? all[0];
  if (!rig) return;
  setText(byId("fact-last"), noEvents ? "–" : `${duration(leastSilence())} ago`);
  const far = Math.abs(rig.delay) > FAR_BEHIND_MILLIS;
  const delay = far ? "replay" : duration(rig.delay);
  setText(byId("fact-delay"), noEvents || isSilent(rig) ? "–" : delay);
  setText(byId("fact-time"), dateTime(rig.data));
  setText(byId("fact-rate"), noEvents ? "–" : state.counts.perSecond.toFixed(1));
}

for (const button of document.querySelectorAll("[data-span]")) {
  button.addEventListener("click", () => choose({ span: button.dataset.span }));
}
for (const button of document.querySelectorAll("[data-view]")) {
  button.addEventListener("click", () => choose({ view: button.dataset.view }));
}
// Only the words that tell how long ago go on by themselves.
setInterval(drawSoon, 500);
link.open(chosen.rig);
