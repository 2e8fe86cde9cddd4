/* The lanes of enforcement: a box for each step, in the order of the law; a click narrows the lists below to it. */
import { make } from "./rows.js";

export default function ({ data: [data], parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".pipeline");
  const content = JSON.stringify(data);
  if (root.dataset.content === content) return; // a run that changes nothing here leaves the focus alone
  const focused = document.activeElement?.shadowRoot?.activeElement?.dataset?.key ?? parentElement.activeElement?.dataset?.key;
  root.dataset.content = content;
  root.replaceChildren(...data.lanes.map((lane) => drawn(lane, data, setTriggerValue)));
  if (focused) root.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
}

function drawn([[name, ...said], boxes], data, setTriggerValue) {
  const node = make("section");
  const head = make("div");
  head.append(make("h2", "", name), ...said.filter(Boolean).map((text) => make("p", "", text)));
  const list = make("ol");
  list.setAttribute("aria-label", name);
  list.append(...boxes.map((one) => step(one, data, setTriggerValue)));
  node.append(head, list);
  return node;
}

function step([key, name, limit, count, late, rupiah, pressed], { counts }, setTriggerValue) {
  const item = make("li");
  const box = make("button");
  box.type = "button";
  box.dataset.key = key;
  box.setAttribute("aria-pressed", pressed ? "true" : "false");
  if (counts[key]) box.dataset.counts = counts[key];
  box.onclick = () => setTriggerValue("open", key);
  const number = make("span");
  number.append(make("b", count === "0" ? "none" : "", count));
  if (late) number.append(" ", make("span", "late", late));
  box.append(make("span", "", name), make("span", "", limit), number, make("span", "", rupiah));
  item.append(box);
  return item;
}
