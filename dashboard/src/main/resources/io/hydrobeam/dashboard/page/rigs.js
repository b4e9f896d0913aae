// All rigs at a glance: one button each, with a sign, a name and a word.
import { arrange, byId, element, icon, setIcon, setText } from "./dom.js";
import { wholeDuration } from "./format.js";

const names = new Intl.Collator("en", { numeric: true });
const RANK = { critical: 4, silent: 3, warning: 2, info: 1, ok: 0 };

/** How a rig is: the worst of its alerts, or silent. */
export function stateOf(rig, alerts, silentAfter, sinceState) {
  const worst = alerts
    .filter((alert) => alert.rig === rig.name)
    .reduce((most, alert) => (RANK[alert.severity] > RANK[most] ? alert.severity : most), "ok");
  const silent = rig.silent + sinceState > silentAfter;
  return silent && RANK[worst] < RANK.silent ? "silent" : worst;
}

export const worse = (a, b) => RANK[a] > RANK[b];

const WORDS = { ok: "well", info: "note", warning: "warning", critical: "critical" };

export class Rigs {
  #tiles = new Map();

  constructor(onChoose) {
    this.onChoose = onChoose;
    byId("rigs").addEventListener("keydown", (event) => this.#move(event));
  }

  /**
   * Shows the rigs: each has a name, a state, its alerts, and whether and how long it is silent. Where what is
   * known is old, asOf is its time, and none counts as well.
   */
  show(rigs, chosen, asOf) {
    const sorted = [...rigs].sort((a, b) => names.compare(a.name, b.name));
    for (const name of this.#tiles.keys()) {
      if (!rigs.some((rig) => rig.name === name)) this.#tiles.delete(name);
    }
    for (const rig of sorted) this.#update(rig, rig.name === chosen, asOf);
    arrange(byId("rigs"), sorted.map((rig) => this.#tiles.get(rig.name).item));
  }

  #update(rig, isChosen, asOf) {
    const tile = this.#tiles.get(rig.name) ?? this.#make(rig.name);
    const state = asOf && rig.state === "ok" ? "unknown" : rig.state;
    tile.button.dataset.state = state;
    tile.button.setAttribute("aria-pressed", String(isChosen));
    tile.button.tabIndex = isChosen ? 0 : -1;
    setIcon(tile.icon, state);
    const silence = rig.isSilent ? `no data ${wholeDuration(rig.silentFor)}` : "";
    const alerts = rig.alerts > 1 ? `${rig.alerts} alerts` : "";
    const words = [WORDS[rig.state], silence, alerts].filter(Boolean).join(", ");
    setText(tile.word, asOf ? `${words} at ${asOf}` : words);
  }

  #make(name) {
    const tile = { icon: icon("unknown"), word: element("span", "word") };
    tile.button = element("button", "rig", tile.icon, element("span", "name", name), tile.word);
    tile.button.type = "button";
    tile.button.addEventListener("click", () => this.onChoose(name));
    tile.item = element("li", "", tile.button);
    this.#tiles.set(name, tile);
    return tile;
  }

  /** One stop of the Tab key for all rigs; the arrows go from one to the next. */
  #move(event) {
    const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    if (!(event.key in steps)) return;
    const buttons = [...byId("rigs").querySelectorAll("button")];
    const next = buttons[buttons.indexOf(document.activeElement) + steps[event.key]];
    if (next) {
      event.preventDefault();
      next.focus();
    }
  }
}
