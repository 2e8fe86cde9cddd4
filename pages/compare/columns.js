/* Places side by side. A name opens the place's own page: a link of HTML would open a new session, without the chosen role. */
import { button, make, targetBar } from "./rows.js";

export default function ({ data: [data], parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".columns");
  const content = JSON.stringify(data);
  if (root.dataset.content === content) return; // a run that changes nothing here leaves the focus alone
  root.dataset.content = content;
  root.style.setProperty("--measures", 1 + Math.max(...data.rows.map((row) => row[3].length)));
  root.replaceChildren(...data.rows.map((row) => column(row, data.counts[row[0]], setTriggerValue)));
}

function column([code, name, note, measures], counts, setTriggerValue) {
  const node = make("section");
  node.setAttribute("aria-label", name);
  if (counts) node.dataset.counts = counts;
  const head = make("header");
  const title = make("h2");
  title.append(button(name, () => setTriggerValue("open", code)));
  head.append(title, make("p", "", note));
  node.append(head, ...measures.map(measure));
  return node;
}

function measure([heading, number, bar, lines]) {
  const node = make("article");
  const first = make("div", "first");
  first.append(make("h3", "", heading), make("p", "number", number));
  if (bar) first.append(targetBar(bar));
  node.append(first, ...lines.map((line) => make("p", look(line), line)));
  return node;
}

/* What is overdue is red with its dot, what is below its target bold with its mark. */
function look(line) {
  if (line.startsWith("●")) return "late";
  return line.startsWith("▼") ? "behind" : "";
}
