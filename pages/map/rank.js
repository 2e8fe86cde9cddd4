/* The table is written when the map has been recoloured. */
import { gaps } from "./gaps.js";
import { whenIdle } from "./idle.js";
import { button, heading, make, row, table, way } from "./rows.js";

export default function (component) {
  const root = component.parentElement.querySelector(".rank");
  whenIdle(root, () => write(component, root));
}

function write({ data: [data], setTriggerValue }, root) {
  const turn = () => setTriggerValue("whole", "1");
  const focused = way.back || root.getRootNode().activeElement?.closest?.("tr")?.dataset.code;
  way.back = "";
  root.classList.toggle("gaps", Boolean(data.gaps));
  const pick = (code) => { way.to = code; setTriggerValue("pick", code); };
  if (data.gaps) gaps(root, data, pick);
  else values(root, data, pick, turn);
  const again = focused && [...root.querySelectorAll("tbody tr")].find((tr) => tr.dataset.code === focused);
  again?.querySelector("button").focus({ preventScroll: true });
}

function values(root, data, pick, turn) {
  const line = ([place, code, name, value, date, bar, parts, faded]) => {
    const head = heading("row");
    const open = code ? button(name) : make("span", "", name);
    head.append(open);
    if (parts) head.append(make("small", "", parts));
    const cell = make("td", "value", value);
    const fill = make("i");
    fill.style.width = bar + "%";
    cell.append(fill);
    const tr = row((faded ? "faded " : "") + (code ? "" : "joint"), [make("td", "no", place), head, cell, make("td", "date", date)]);
    tr.dataset.code = code;
    if (code) tr.onclick = () => pick(code);
    return tr;
  };
  const heads = data.heads.map((text, i) => heading("col", ["no", "", "value", "date"][i], text));
  root.replaceChildren(table(data.caption, heads, data.rows.map(line)));
  if (data.more) root.append(...whole(data, turn));
}

/* The rest of a long list is a press away, in place. */
function whole(data, turn) {
  const box = make("p");
  box.append(button(data.more, turn));
  return [box];
}
