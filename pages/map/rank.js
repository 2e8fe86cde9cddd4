/* The map is recoloured first: the table is written when the browser has nothing more urgent to do. */
const waiting = new WeakMap();
const later = window.requestIdleCallback ?? ((work) => setTimeout(work, 30)); // Safari has no idle callback
const never = window.cancelIdleCallback ?? clearTimeout;

export default function (component) {
  const root = component.parentElement.querySelector(".rank");
  never(waiting.get(root));
  if (!root.firstChild) write(component, root);
  else waiting.set(root, later(() => write(component, root), { timeout: 80 }));
}

function write({ data, setTriggerValue }, root) {
  const make = (tag, cls, text) => {
    const node = document.createElement(tag);
    if (cls) node.className = cls;
    if (text !== undefined) node.textContent = text;
    return node;
  };
  const line = ([place, code, name, value, date, bar, parts, faded]) => {
    const tr = make("tr", (code === data.selected ? "on " : "") + (faded ? "faded" : ""));
    tr.dataset.code = code;
    tr.append(make("td", "no", place));
    const head = make("th");
    head.scope = "row";
    const pick = make("button", "", name);
    pick.type = "button";
    if (code === data.selected) pick.setAttribute("aria-current", "true");
    head.append(pick);
    if (parts) head.append(make("small", "", parts));
    const cell = make("td", "value", value);
    const fill = make("i");
    fill.style.width = bar + "%";
    cell.append(fill);
    tr.append(head, cell, make("td", "date", date));
    tr.onclick = () => setTriggerValue("pick", code);
    return tr;
  };
  const table = make("table");
  table.append(make("caption", "", data.caption));
  const heads = make("tr");
  data.heads.forEach((h, i) => {
    const th = make("th", ["no", "", "value", "date"][i], h);
    th.scope = "col";
    heads.append(th);
  });
  const thead = make("thead");
  thead.append(heads);
  const body = make("tbody");
  data.rows.forEach((row) => body.append(line(row)));
  table.append(thead, body);
  const at = root.scrollTop;
  const focused = root.getRootNode().activeElement?.closest?.("tr")?.dataset.code;
  root.replaceChildren(table);
  if (data.more) root.append(make("p", "", data.more));
  root.scrollTop = at;
  const on = root.querySelector("tr.on");
  if (focused) root.querySelector(`tr[data-code="${CSS.escape(focused)}"] button`)?.focus({ preventScroll: true });
  else if (on && (on.offsetTop < root.scrollTop || on.offsetTop + on.offsetHeight > root.scrollTop + root.clientHeight)) {
    root.scrollTop = on.offsetTop - 60;
  }
}
