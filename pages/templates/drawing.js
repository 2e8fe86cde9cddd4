/* A drawing made by the page as SVG: parsed as SVG, never as HTML, and put in as it is. */
export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".drawing");
  const read = new DOMParser().parseFromString(data.svg, "image/svg+xml");
  const drawn = document.importNode(read.documentElement, true);
  root.replaceChildren(...(data.svg && !read.querySelector("parsererror") ? [drawn] : []));
  // What is wider than its place is moved, by keys too.
  if (root.scrollWidth > root.clientWidth) root.tabIndex = 0;
}
