/* One screen as the wall will show it, small. */
export default function ({ data: [data], parentElement }) {
  const root = parentElement.querySelector(".preview");
  root.replaceChildren(...new DOMParser().parseFromString(data.html, "text/html").body.childNodes);
  const fit = () => root.style.setProperty("--scale", root.clientWidth / 1920);
  fit();
  root.watch ??= new ResizeObserver(fit);
  root.watch.observe(root);
}
