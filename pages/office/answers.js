/* Tiles whose numbers open the page that says the same. Links of HTML would open a new session, without the chosen role. */
import { button, make, targetBar } from "./rows.js";

export default function ({ data: [data], parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".answers");
  const content = JSON.stringify(data);
  if (root.dataset.content === content) return; // a run that changes nothing here leaves the focus alone
  root.dataset.content = content;
  root.replaceChildren(...data.rows.map((row) => tile(row, data.counts[row[0]], setTriggerValue)));
}

function tile([, heading, number, bar, lines], counts, setTriggerValue) {
  const node = make("article");
  if (counts) node.dataset.counts = counts;
  const first = written("number", number, setTriggerValue);
  if (bar) first.append(targetBar(bar));
  node.append(make("h2", "", heading), first, ...lines.map((line) => written("", line, setTriggerValue)));
  return node;
}

function written(cls, pieces, setTriggerValue) {
  const node = make("p", cls);
  node.append(...pieces.map(([text, way, style]) => {
    if (!way) return make("span", style, text);
    const opens = button(text, () => setTriggerValue("open", way));
    opens.className = style;
    return opens;
  }));
  return node;
}
