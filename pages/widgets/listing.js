/* A table that the server sorts and pages; a click on a heading, a row or the pager tells it what is wanted. */
import { button, heading, make, row, table } from "./rows.js";

export default function ({ data: [data], parentElement, setTriggerValue }) {
  const component = { data, setTriggerValue };
  const root = parentElement.querySelector(".listing");
  const content = JSON.stringify(data);
  if (root.dataset.content === content) return; // a run that changes nothing here leaves focus and scroll alone
  root.dataset.content = content;
  const rows = data.rows.length ? scrolled(component) : make("p", "empty", data.empty);
  root.replaceChildren(rows, ...(data.pager.length ? [pager(component)] : []));
}

function scrolled({ data, setTriggerValue }) {
  const opener = (key) => (text) => button(text, () => setTriggerValue("open", key));
  const line = ([key, cells, alarm]) => acting(data, key, setTriggerValue, counted(data, key, row(alarm ? "alarm" : "", cells.map(
    (content, i) => filled(data, i, content, !i && data.opens && key ? opener(key) : undefined)))));
  const total = counted(data, "", row("", data.total.map((content, i) => filled(data, i, content))));
  const heads = data.heads.map((head) => sorter(head, data.sorted, setTriggerValue));
  const scroll = make("div", "scroll");
  scroll.tabIndex = 0;
  scroll.setAttribute("role", "region");
  scroll.setAttribute("aria-label", data.caption);
  const all = table(data.caption, heads, data.rows.map(line), data.total.length ? [total] : []);
  all.dataset.count = data.count; // paper says how many rows it leaves out
  scroll.append(all);
  return scroll;
}

/* A cell with its text, made by `write` where it opens something, and what stands below it. */
function filled(data, i, content, write = (text) => text) {
  const [text, below] = Array.isArray(content) ? content : [content, ""];
  const cell = empty(data, i);
  cell.append(write(text));
  if (below) cell.append(make("small", "", below));
  return cell;
}

/* The row with a button in its last cell, where rows have one; it says of which row it is to who hears it alone. */
function acting({ act }, key, setTriggerValue, tr) {
  if (!act || !key) return tr;
  const node = button(act, () => setTriggerValue("act", key));
  node.className = "act";
  node.setAttribute("aria-label", `${act}: ${tr.querySelector("th button")?.textContent ?? ""}`);
  tr.lastChild.append(node);
  return tr;
}

/* The row with what its numbers count, for machines. */
function counted({ counts }, key, tr) {
  if (counts[key]) tr.dataset.counts = counts[key];
  return tr;
}

/* The cell of column i, which a narrow screen shows below the others, with its heading. */
function empty({ heads }, i) {
  const [title, number, , , alarms] = heads[i];
  const cls = [number && "number", alarms && "alarms"].filter(Boolean).join(" ");
  if (!i) return heading("row", cls);
  const cell = make("td", cls);
  cell.dataset.head = title;
  return cell;
}

function sorter([title, number, sort, label], [by, rising], setTriggerValue) {
  const th = heading("col", number ? "number" : "", sort ? undefined : title);
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
}

function pager({ data, setTriggerValue }) {
  const [back, on, where] = data.pager;
  const nav = make("nav");
  nav.setAttribute("aria-label", where);
  const previous = button(back, () => setTriggerValue("page", data.page - 1));
  const next = button(on, () => setTriggerValue("page", data.page + 1));
  previous.disabled = data.page <= 1;
  next.disabled = data.page >= data.pages;
  nav.append(previous, make("span", "", where), next);
  return nav;
}
