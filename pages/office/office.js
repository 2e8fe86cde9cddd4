/* The regions of an office side by side. Every text is put on the page as a text node. */
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".office");
  const make = (tag, cls, text) => {
    const node = document.createElement(tag);
    if (cls) node.className = cls;
    if (text !== undefined) node.textContent = text;
    return node;
  };
  const cells = (values) => values.map(([text, below], at) => {
    const cell = make("td");
    cell.dataset.label = data.heads[at + 1];
    const said = make("span", "", text);
    if (below) said.append(make("small", "", below));
    cell.append(said);
    return cell;
  });
  const line = (code, name, values) => {
    const tr = make("tr"), head = make("th");
    head.scope = "row";
    if (code) {
      const pick = make("button", "", name);
      pick.type = "button";
      pick.onclick = () => setTriggerValue("pick", code);
      head.append(pick);
    } else head.textContent = name;
    tr.append(head, ...cells(values));
    return tr;
  };
  const table = make("table");
  table.append(make("caption", "", data.caption));
  const heads = make("tr");
  data.heads.forEach((text) => {
    const th = make("th", "", text);
    th.scope = "col";
    heads.append(th);
  });
  const parts = { thead: [heads], tbody: data.rows.map((row) => line(...row)), tfoot: [line("", ...data.total)] };
  for (const [tag, lines] of Object.entries(parts)) {
    const part = make(tag);
    part.append(...lines);
    table.append(part);
  }
  root.replaceChildren(table);
}
