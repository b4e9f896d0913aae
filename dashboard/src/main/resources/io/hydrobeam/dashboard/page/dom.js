// Small helpers. Whatever comes from Kafka goes into the page by textContent and nothing else.

export const byId = (id) => document.getElementById(id);

/** A new element with a class and children, which are elements or texts. */
export function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

/** The icon of a state: another shape for each, since colour alone tells nothing to some. */
export function icon(state) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#icon-${state}`);
  svg.append(use);
  return svg;
}

/** Changes an icon. */
export function setIcon(svg, state) {
  const use = svg.firstElementChild ?? svg;
  const href = `#icon-${state}`;
  if (use.getAttribute("href") !== href) use.setAttribute("href", href);
}

/** Sets a text if it is another one, so that nothing is laid out anew in vain. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** Puts children in this order, and moves only those that are elsewhere. */
export function arrange(parent, children) {
  children.forEach((child, at) => {
    if (parent.children[at] !== child) parent.insertBefore(child, parent.children[at] ?? null);
  });
  while (parent.children.length > children.length) parent.lastElementChild.remove();
}
