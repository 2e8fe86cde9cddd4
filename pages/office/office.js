/* The regions of an office side by side; a click on a region's name opens it on the map. */
import { button, heading, make, row, table } from "./rows.js";

export default function ({ data: [data], parentElement, setTriggerValue }) {
  const cells = (values) => values.map(([text, below], at) => {
    const cell = make("td");
    cell.dataset.label = data.heads[at + 1];
    const value = make("span", "", text);
    if (below) value.append(make("small", "", below));
    cell.append(value);
    return cell;
  });
  const counted = (tr, key) => { // what its numbers count, for machines
    if (data.counts[key]) tr.dataset.counts = data.counts[key];
    return tr;
  };
  const line = ([code, name, values]) => {
    const head = heading("row");
    head.append(code ? button(name, () => setTriggerValue("pick", code)) : make("span", "", name));
    const tr = row("", [head, ...cells(values)]);
    return code ? counted(tr, code) : tr; // the marks without a code are those of the sum
  };
  const [title, sums] = data.total;
  const foot = counted(row("", [heading("row", "", title), ...cells(sums)]), "");
  const heads = data.heads.map((text) => heading("col", "", text));
  parentElement.querySelector(".office").replaceChildren(table(data.caption, heads, data.rows.map(line), [foot]));
}
