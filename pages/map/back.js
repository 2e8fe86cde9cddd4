/* The way from a region's panel back to the list: a button, and Escape wherever nothing else is open that it closes. */
import { button, way } from "./rows.js";

const OPEN = '[role="listbox"], [role="dialog"], [data-testid="stPopoverBody"]';
let latest = null;
addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !latest?.root.isConnected || document.querySelector(OPEN)) return;
  latest.close();
}, true);

export default function ({ data: [data], parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".back");
  const close = () => { way.back = data.region; setTriggerValue("close", data.region); };
  latest = { root, close };
  if (!root.firstChild) root.append(button(data.label));
  root.firstChild.textContent = data.label;
  root.firstChild.onclick = close;
  if (way.to === data.region) {
    root.firstChild.focus({ preventScroll: true });
    root.scrollIntoView({ block: "nearest" });
  }
  way.to = "";
}
