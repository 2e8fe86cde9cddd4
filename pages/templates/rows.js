/* Nodes of our tables. Every text goes in as a text node, so that a name out of a file is never read as HTML. */

export function make(tag, cls, text) {
  const node = document.createElement(tag);
  if (cls) node.className = cls;
  if (text !== undefined) node.textContent = text;
  return node;
}

/* A shape of a drawing, with its attributes. */
export function shape(tag, attributes) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

/* A bar up to the value, with a tick for each target; shares are of its length, from 0 to 1. */
export function targetBar([share, targets, label]) {
  const node = make("span", "bar");
  node.setAttribute("role", "img");
  node.setAttribute("aria-label", label);
  const filled = make("b");
  filled.style.width = `${100 * share}%`;
  node.append(filled, ...targets.map((at) => {
    const tick = make("i");
    tick.style.left = `${100 * at}%`;
    return tick;
  }));
  return node;
}

/* Which region's row was left for its panel, and which is come back to: the focus goes along. */
export const way = { to: "", back: "" };

export function button(text, onclick) {
  const node = make("button", "", text);
  node.type = "button";
  if (onclick) node.onclick = onclick;
  return node;
}

/* The heading of a column ("col") or a row ("row"). */
export function heading(scope, cls, text) {
  const th = make("th", cls, text);
  th.scope = scope;
  return th;
}

export function row(cls, cells) {
  const tr = make("tr", cls);
  tr.append(...cells);
  return tr;
}

/* The whole table: a caption, the headings of its columns, its rows, and the rows of its foot where it has one. */
export function table(caption, headings, rows, foot = []) {
  const node = make("table");
  node.append(make("caption", "", caption), part("thead", [row("", headings)]), part("tbody", rows));
  if (foot.length) node.append(part("tfoot", foot));
  return node;
}

function part(tag, rows) {
  const node = make(tag);
  node.append(...rows);
  return node;
}
