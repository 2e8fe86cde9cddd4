export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".listing");
  const said = JSON.stringify(data);
  if (root.dataset.said === said) return;
  root.dataset.said = said;
  const make = (tag, cls, text) => {
    const node = document.createElement(tag);
    if (cls) node.className = cls;
    if (text !== undefined) node.textContent = text;
    return node;
  };
  const button = (text, act) => {
    const node = make("button", "", text);
    node.type = "button";
    node.onclick = act;
    return node;
  };
  const [by, rising] = data.sorted;
  const heading = ([title, number, sort, label]) => {
    const th = make("th", number ? "number" : "", sort ? undefined : title);
    th.scope = "col";
    if (!sort) return th;
    const node = button(title, () => setTriggerValue("sort", sort));
    node.title = label;
    if (sort === by) {
      th.setAttribute("aria-sort", rising ? "ascending" : "descending");
      node.append(make("i", "", rising ? " ▲" : " ▼"));
      node.lastChild.setAttribute("aria-hidden", "true");
    }
    th.append(node);
    return th;
  };
  const fill = (cell, said, key) => {
    const [text, below] = Array.isArray(said) ? said : [said, ""];
    cell.append(key ? button(text, () => setTriggerValue("open", key)) : text);
    if (below) cell.append(make("small", "", below));
    return cell;
  };
  const line = ([key, cells, alarm]) => {
    const tr = make("tr", alarm ? "alarm" : "");
    cells.forEach((said, i) => {
      const cell = make(i ? "td" : "th", data.heads[i][1] ? "number" : "");
      if (!i) cell.scope = "row";
      else cell.dataset.head = data.heads[i][0];
      tr.append(fill(cell, said, !i && data.opens ? key : ""));
    });
    return tr;
  };
  const table = make("table");
  table.append(make("caption", "", data.caption));
  const heads = make("tr");
  heads.append(...data.heads.map(heading));
  const thead = make("thead");
  thead.append(heads);
  const body = make("tbody");
  body.append(...data.rows.map(line));
  table.append(thead, body);
  if (data.total.length) {
    const tr = make("tr");
    data.total.forEach((text, i) => {
      const cell = make(i ? "td" : "th", data.heads[i][1] ? "number" : "", text);
      if (!i) cell.scope = "row";
      else cell.dataset.head = data.heads[i][0];
      tr.append(cell);
    });
    const foot = make("tfoot");
    foot.append(tr);
    table.append(foot);
  }
  const scroll = make("div", "scroll");
  scroll.tabIndex = 0;
  scroll.setAttribute("role", "region");
  scroll.setAttribute("aria-label", data.caption);
  scroll.append(table);
  const parts = [data.rows.length ? scroll : make("p", "empty", data.empty)];
  if (data.pager.length) {
    const [back, on, where] = data.pager;
    const nav = make("nav");
    nav.setAttribute("aria-label", where);
    const one = button(back, () => setTriggerValue("page", data.page - 1));
    const two = button(on, () => setTriggerValue("page", data.page + 1));
    one.disabled = data.page <= 1;
    two.disabled = data.page >= data.pages;
    nav.append(one, make("span", "", where), two);
    parts.push(nav);
  }
  root.replaceChildren(...parts);
}
