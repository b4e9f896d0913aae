// What is wrong, the worst and newest first; a new alert is told until it has been on the screen.
import { arrange, byId, element, icon, setIcon, setText } from "./dom.js";
import { brief, count, dateTime, place, sentence, wholeDuration, words } from "./format.js";

const RANK = { critical: 2, warning: 1, info: 0 };

/** The worst first, and of these the newest. */
export const byUrgency = (a, b) => RANK[b.severity] - RANK[a.severity] || b.since - a.since;

export class Alerts {
  #cards = new Map();
  #unseen = new Map();
  #pastIsChosen = false;
  #onScreen = new IntersectionObserver((entries) => this.#seen(entries), { threshold: 0.6 });

  constructor(onChoose) {
    this.onChoose = onChoose;
    byId("news-show").addEventListener("click", () => this.#showUnseen());
    byId("past").querySelector("summary").addEventListener("click", () => { this.#pastIsChosen = true; });
    document.addEventListener("visibilitychange", () => this.#watchAgain());
  }

  /**
   * Shows the alerts. The caller knows their units, up to when each is known to last, and the time of
   * what is shown if that is not now, or else "".
   */
  show(active, past, unitOf, knownOf, asOf) {
    const sorted = [...active].sort(byUrgency);
    const ids = new Set(sorted.map((alert) => alert.id));
    for (const [id, card] of this.#cards) {
      if (!ids.has(id)) this.#forget(id, card);
    }
    for (const alert of sorted) this.#update(alert, unitOf, knownOf(alert));
    arrange(byId("alerts-active"), sorted.map((alert) => this.#cards.get(alert.id).item));
    byId("alerts-none").hidden = sorted.length > 0;
    setText(byId("alerts-count"), sorted.length > 0 ? `${sorted.length} active${asOf && ` at ${asOf}`}` : "");
    this.#showPast(past, sorted.length === 0);
    this.#tell();
  }

  #update(alert, unitOf, known) {
    const card = this.#cards.get(alert.id) ?? this.#make(alert);
    card.alert = alert;
    card.item.dataset.severity = alert.severity;
    setIcon(card.icon, alert.severity);
    setText(card.severity, alert.state === "raised" ? alert.severity : `${alert.severity}, ${alert.state}`);
    setText(card.where, place(alert));
    setText(card.message, sentence(alert));
    const lasted = `${words(alert.type)} since ${dateTime(alert.since)}, ${wholeDuration(known.until - alert.since)}`;
    setText(card.since, known.isOld ? `${lasted}, as of ${dateTime(known.until)}` : lasted);
    const amount = (number) => `${brief(number)}${alert.sensor ? unitOf(alert, number) : ""}`;
    setText(card.value, alert.value === null ? "" : amount(alert.value));
    setText(card.limit, alert.limit === null ? "" : `limit ${amount(alert.limit)}`);
    card.component.hidden = !alert.component;
    setText(card.component, alert.component ? `suspected: ${alert.component}` : "");
  }

  #make(alert) {
    const part = (className) => element("span", className);
    const card = {
      icon: icon(alert.severity), severity: part("severity"), where: element("button", "where"),
      message: element("p", "message"), since: part("since"),
      value: part("value"), limit: part("limit"), component: part("component"),
    };
    card.where.type = "button";
    card.where.addEventListener("click", () => this.onChoose(card.alert.rig, card.alert.sensor));
    card.item = element("li", "alert",
        element("div", "head", card.icon, card.severity, card.where),
        card.message,
        element("div", "figures", card.value, card.limit, card.component),
        card.since);
    card.item.dataset.id = alert.id;
    this.#cards.set(alert.id, card);
    this.#unseen.set(alert.id, card);
    this.#onScreen.observe(card.item);
    return card;
  }

  #forget(id, card) {
    this.#onScreen.unobserve(card.item);
    this.#cards.delete(id);
    this.#unseen.delete(id);
  }

  /** What was wrong is open to see while nothing is, unless somebody has opened or closed it. */
  #showPast(past, allIsWell) {
    byId("past").hidden = past.length === 0;
    if (!this.#pastIsChosen) byId("past").open = allIsWell;
    setText(byId("past-count"), String(past.length));
    arrange(byId("alerts-past"), past.map((alert) => element("li", "",
        element("span", "since", `${dateTime(alert.since)}, ${wholeDuration(alert.until - alert.since)}`),
        element("span", "where", place(alert)),
        element("span", "message", sentence(alert)))));
  }

  #seen(entries) {
    if (document.hidden) return;
    for (const entry of entries) {
      if (entry.isIntersecting) this.#unseen.delete(entry.target.dataset.id);
    }
    this.#tell();
  }

  /** What was on the screen while nobody looked at the page was not seen. */
  #watchAgain() {
    for (const card of this.#unseen.values()) {
      this.#onScreen.unobserve(card.item);
      this.#onScreen.observe(card.item);
    }
  }

  #tell() {
    const unseen = [...this.#unseen.values()].map((card) => card.alert).sort(byUrgency);
    const news = byId("news");
    if (unseen.length > 0) {
      news.dataset.severity = unseen[0].severity;
      setIcon(byId("news-icon"), unseen[0].severity);
      setText(byId("news-text"), `${count(unseen.length, "new alert")}: ${place(unseen[0])}: ${sentence(unseen[0])}`);
    }
    if (news.hidden !== (unseen.length === 0)) news.hidden = unseen.length === 0;
  }

  #showUnseen() {
    const first = [...this.#unseen.values()].sort((a, b) => byUrgency(a.alert, b.alert))[0];
    first?.item.scrollIntoView({ block: "center" });
    first?.where.focus({ preventScroll: true });
  }
}
