// Numbers, times and durations as people read them.

const pad = (number) => String(number).padStart(2, "0");

/** 14:30:45 */
export function time(millis) {
  const at = new Date(millis);
  return `${pad(at.getUTCHours())}:${pad(at.getUTCMinutes())}:${pad(at.getUTCSeconds())}`;
}

/** 2025-11-08 14:30:45, or the time alone if that day is today. */
export function dateTime(millis) {
  const day = new Date(millis).toISOString().slice(0, 10);
  return day === new Date().toISOString().slice(0, 10) ? time(millis) : `${day} ${time(millis)}`;
}

/** 0.4 s, 12 s, 3 min 5 s, 2 h 10 min, 4 d */
export function duration(millis) {
  const seconds = Math.max(0, millis) / 1000;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  return wholeDuration(millis);
}

/** The same in whole seconds. */
export function wholeDuration(millis) {
  const seconds = Math.max(0, Math.floor(millis / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  if (seconds < 86400) return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
  return `${Math.floor(seconds / 86400)} d`;
}

/** A value with four significant digits, and a thin space between thousands. */
export function value(number) {
  if (number === null || number === undefined) return "–";
  const digits = Math.abs(number) >= 1000 ? 0 : Math.abs(number) >= 100 ? 1 : Math.abs(number) >= 10 ? 2 : 3;
  const text = number.toFixed(digits);
  return digits === 0 ? grouped(text) : text;
}

/** A value as it was said: with no more than five significant digits, and no zeros for show. */
export const brief = (number) => String(Number(number.toPrecision(5)));

/** A whole number with a thin space between thousands. */
export const grouped = (number) => String(number).replace(/\B(?=(\d{3})+(?!\d))/g, "\u2009");

/** "rig" for one, "rigs" for any other number */
export const plural = (number, noun) => `${noun}${number === 1 ? "" : "s"}`;

/** "1 rig", "3 rigs" */
export const count = (number, noun) => `${grouped(number)} ${plural(number, noun)}`;

/** What alerts about the stream itself have for a rig. */
export const NO_RIG = "*";

/** Where an alert is: "rig-1", "rig-1 · PS1", "rig-1 · pressure mean", "the stream" */
export const place = ({ rig, sensor }) =>
  rig === NO_RIG ? "the stream" : sensor ? `${rig} · ${words(sensor)}` : rig;

/** An alert's sentence without what is said beside it: which rig, and since when. */
export function sentence({ rig, message }) {
  const own = message.startsWith(`Rig ${rig}: `) ? message.slice(rig.length + 6) : message;
  const plain = own.replace(/ \([^()]*since [^()]* UTC, for [^();]*\)$/, "");
  return plain.charAt(0).toUpperCase() + plain.slice(1);
}

/** high_pressure as "high pressure" */
export const words = (name) => name.replaceAll("_", " ");
