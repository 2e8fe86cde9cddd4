/* Drawings made by the page as SVG: parsed as SVG, never as HTML, and put in as they are. */
import { whenIdle } from "./idle.js";

const drawn = new WeakMap();

export default function ({ data: [data], parentElement }) {
  const root = parentElement.querySelector(".drawing"), given = data.drawings.join();
  whenIdle(root, () => {
    if (drawn.get(root) === given) return; // a run that changes nothing here leaves what is pointed at alone
    drawn.set(root, given);
    write(data, root);
  });
}

function write(data, root) {
  root.replaceChildren(...data.drawings.map(parsed).filter(Boolean));
  root.classList.toggle("several", root.childElementCount > 1);
  // What is wider than its place is moved, by keys too.
  if (root.scrollWidth > root.clientWidth) root.tabIndex = 0;
}

function parsed(svg) {
  if (!svg) return null;
  const read = new DOMParser().parseFromString(svg, "image/svg+xml");
  return read.querySelector("parsererror") ? null : document.importNode(read.documentElement, true);
}
