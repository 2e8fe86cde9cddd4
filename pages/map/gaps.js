/* The list of a map that has targets: one line a region, the furthest behind first, the others one press away. */
import { button, heading, make, row, shape } from "./rows.js";

const CLASSES = ["bar", "value", "gap", "short", "change", "since"];

/* Fills `root` from the data of rank.js; `line` of a region: [place, code, name, value, date, bar, parts, faded, group,
   tick, gap, short, change, line, since, lacks, begun]. */
export function gaps(root, data, pick) {
  const { heads, groups, orders, sorted, note } = data.gaps;
  const [first] = groups[0];
  const chosen = data.rows.find((line) => line[1] && line[1] === data.selected);
  if (chosen && chosen[8] !== undefined) root.shown = new Set([...(root.shown ?? []), chosen[8]]);
  const open = (group) => group === first || root.shown?.has(group);
  const again = () => gaps(root, data, pick);
  const bar = make("div", "over");
  bar.append(make("b", "", groups[0][1] + " · " + groups[0][2]), ordering(root, orders, sorted, again));
  const node = make("table", heads.map((text, i) => (text ? "" : "no-" + CLASSES[i])).join(" ").trim());
  node.append(make("caption", "", data.caption), part("thead", [row("", headings(data.heads[1], heads))]));
  for (const [group, name, count] of groups) {
    if (!open(group)) continue;
    const lines = data.rows.filter((line) => line[8] === group);
    const named = group === first ? [] : [row("group", [across(name + " · " + count)])];
    node.append(part("tbody", [...named, ...order(lines, root.order).map((line) => region(line, heads, data.selected, pick))]));
  }
  const joint = data.rows.filter((line) => !line[1]);
  if (joint.length) node.append(part("tbody", joint.map(together)));
  const folds = make("div", "folds");
  for (const [group, name, count] of groups.slice(1)) folds.append(fold(root, group, name + " · " + count, open(group), again));
  if (note) folds.append(make("small", "", note));
  root.replaceChildren(bar, node, folds);
}

function ordering(root, orders, sorted, again) {
  const box = make("span", "orders", sorted + " ");
  orders.forEach((name, i) => {
    const one = button(name, () => {
      root.order = i;
      again();
      root.querySelectorAll(".orders button")[i].focus();
    });
    one.setAttribute("aria-pressed", String((root.order ?? 0) === i));
    box.append(one);
  });
  return box;
}

function order(lines, by) {
  if (by === 1) return [...lines].sort((a, b) => b[15] - a[15]);
  if (by === 2) return [...lines].sort((a, b) => (a[16] || "9").localeCompare(b[16] || "9"));
  return lines;
}

function headings(region, heads) {
  return [heading("col", "", region), ...heads.map((text, i) => heading("col", CLASSES[i], text))];
}

function fold(root, group, text, isOpen, again) {
  const one = button(text, () => {
    root.shown = new Set(root.shown);
    if (!root.shown.delete(group)) root.shown.add(group);
    again();
    [...root.querySelectorAll(".folds button")].find((other) => other.textContent === text)?.focus();
  });
  one.setAttribute("aria-expanded", String(Boolean(isOpen)));
  return one;
}

function region(line, heads, chosen, pick) {
  const [, code, name, value, , bar, parts, faded, group, tick, gap, short, change, points, since] = line;
  const selected = code === chosen;
  const head = heading("row");
  const open = button(name);
  if (selected) open.setAttribute("aria-current", "true");
  head.append(open);
  const told = make("td", "value", value);
  if (parts) told.title = parts;
  const moved = make("td", "change", change);
  if (points) moved.append(drawn(points));
  const cells = [head, length(bar, tick, group === 0), told, make("td", "gap", gap), make("td", "short", short), moved, make("td", "since", since)];
  cells.slice(1).forEach((cell, i) => (cell.dataset.head = heads[i])); // said beside the number where the rows are cards
  const tr = row((selected ? "on " : "") + (faded ? "faded" : ""), cells);
  tr.dataset.code = code;
  tr.onclick = () => pick(code);
  return tr;
}

/* The value as a bar, the target as a line across it, and what is missing between them outlined. */
function length(bar, tick, isBehind) {
  const cell = make("td", "bar");
  const track = make("div");
  const piece = (cls, from, to) => {
    const node = make("i", cls);
    node.style.left = from + "%";
    node.style.width = Math.max(to - from, 0) + "%";
    track.append(node);
  };
  if (bar) piece("have", 0, bar);
  if (tick >= 0) {
    if (isBehind) piece("lacks", Math.min(bar, tick), Math.max(bar, tick));
    piece("tick", tick, tick);
  }
  cell.append(track);
  return cell;
}

function drawn(points) {
  const svg = shape("svg", { viewBox: "0 0 62 16", "aria-hidden": "true" });
  const stretches = points.split(";");
  svg.append(...stretches.map((stretch) => shape("polyline", { points: stretch })));
  const [cx, cy] = stretches.at(-1).split(" ").at(-1).split(",");
  svg.append(shape("circle", { cx, cy, r: 2 }));
  return svg;
}

function together([, , name, value, , , parts]) {
  const cell = make("td", "value", value);
  cell.title = parts;
  return row("joint", [heading("row", "", name), make("td", "bar"), cell, ...["gap", "short", "change", "since"].map((cls) => make("td", cls))]);
}

function across(text) {
  const th = heading("colgroup", "", text);
  th.colSpan = 7;
  return th;
}

function part(tag, rows) {
  const node = make(tag);
  node.append(...rows);
  return node;
}
