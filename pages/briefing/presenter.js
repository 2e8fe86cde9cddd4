/* The wall: every screen is in the page from the start, so that a key only changes which of them is seen.
   What it shows it tells the other windows of the briefing (notes.js), and does what they say. */
import { joined } from "./channel.js";

const NEXT = new Set(["PageDown", "ArrowRight", "ArrowDown", " ", "Spacebar", "MediaTrackNext"]);
const BACK = new Set(["PageUp", "ArrowLeft", "ArrowUp", "Backspace", "MediaTrackPrevious"]);
const BLACK = new Set(["b", "B", ".", ","]);

export default function ({ data: [data], parentElement }) {
  const root = parentElement.querySelector(".presenter");
  if (root.told === data.screens.join("")) return;
  root.told = data.screens.join("");
  root.leave?.();
  const wall = new Wall(root, data);
  root.leave = () => wall.leave();
}

class Wall {
  constructor(root, data) {
    this.data = data;
    this.kept = `${data.channel}-at`;
    this.number = "";
    this.build(root);
    this.channel = joined(data.channel, (state) => this.follow(state), () => this.state);
    this.state = { at: this.remembered(), black: false, detail: "", paused: false, count: 0 };
    this.fit = () => this.fitted();
    window.addEventListener("resize", this.fit);
    this.show();
    this.tell(true);
    window.petaKeys?.follow((event) => this.key(event));
    if (data.kiosk) this.timer = setInterval(() => this.state.paused || this.step(1, true), data.kiosk * 1000);
  }

  leave() {
    window.removeEventListener("resize", this.fit);
    window.petaKeys?.follow(null);
    clearInterval(this.timer);
    this.channel.close();
  }

  build(root) {
    root.replaceChildren();
    this.screens = this.data.screens.map((html, at) => {
      const frame = document.createElement("div");
      frame.className = "frame";
      frame.append(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
      frame.addEventListener("click", (event) => this.clicked(event, at));
      root.append(frame);
      return frame;
    });
    this.detail = element("div", "detail", root);
    this.dark = element("div", "dark", root);
    this.dark.setAttribute("aria-label", this.data.black);
    this.root = root;
    this.fitted();
  }

  /* The stage that suits the window, as large as it can be without being cut. */
  fitted() {
    const [width, height] = [window.innerWidth, window.innerHeight];
    const narrow = width / height < 1.55;
    const scale = Math.min(width / (narrow ? 1440 : 1920), height / 1080);
    this.root.dataset.stage = narrow ? "sempit" : "lebar";
    this.root.style.setProperty("--scale", scale);
  }

  remembered() {
    const at = Number(sessionStorage.getItem(this.kept) ?? 0);
    return at >= 0 && at < this.data.screens.length ? at : 0;
  }

  show() {
    const { at, black, detail } = this.state;
    this.screens.forEach((frame, number) => {
      frame.toggleAttribute("data-seen", number === at);
      frame.inert = number !== at;
    });
    this.dark.toggleAttribute("data-seen", black);
    this.root.dataset.at = at;
    this.showDetail(detail);
    sessionStorage.setItem(this.kept, at);
  }

  showDetail(code) {
    const said = this.data.details[this.state.at]?.[code];
    this.detail.toggleAttribute("data-seen", Boolean(said));
    if (!said) return;
    const [name, value, parts, held, dated] = said;
    this.detail.replaceChildren();
    element("h2", "", this.detail).textContent = name;
    element("p", "value", this.detail).textContent = value;
    for (const text of [parts, held, dated]) if (text) element("p", "", this.detail).textContent = text;
  }

  change(parts) {
    Object.assign(this.state, parts);
    this.show();
    this.tell();
  }

  tell(first = false) {
    if (!first) this.state.count = Date.now();
    this.channel.tell(this.state);
  }

  follow(state) {
    if (state.count <= this.state.count || state.at >= this.screens.length) return;
    this.state = { ...state };
    this.show();
  }

  step(by, around = false) {
    const last = this.screens.length - 1;
    const to = this.state.at + by;
    this.change({ at: around && to > last ? 0 : Math.min(Math.max(to, 0), last), black: false, detail: "" });
  }

  clicked(event) {
    const code = event.target.closest("[data-code]")?.dataset.code;
    if (this.state.detail) this.change({ detail: "" });
    else if (code && this.data.details[this.state.at]?.[code]) this.change({ detail: code });
  }

  /* One key brings back what was left for a region that somebody asked about; else the keys of a clicker. */
  key(event) {
    const key = event.key;
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    if (key === "F5") return this.whole();
    if (this.state.detail && (NEXT.has(key) || BACK.has(key) || key === "Escape")) return this.done({ detail: "" });
    if (/^[0-9]$/.test(key)) return (this.number += key), true;
    if (key === "Enter") return this.entered();
    this.number = "";
    if (NEXT.has(key)) return this.step(1), true;
    if (BACK.has(key)) return this.step(-1), true;
    if (key === "Home") return this.done({ at: 0, black: false });
    if (key === "End") return this.done({ at: this.screens.length - 1, black: false });
    if (BLACK.has(key)) return this.done({ black: !this.state.black });
    if (key === "p" || key === "P") return this.done({ paused: !this.state.paused });
    if (key === "Escape") return this.escaped();
    return !["Tab", "F11", "F12"].includes(key);
  }

  done(parts) {
    this.change(parts);
    return true;
  }

  entered() {
    const asked = Number(this.number);
    this.number = "";
    if (asked >= 1 && asked <= this.screens.length) return this.done({ at: asked - 1, black: false, detail: "" });
    return this.step(1), true;
  }

  whole() {
    if (!document.fullscreenElement) document.documentElement.requestFullscreen?.().catch(() => {});
    return true;
  }

  escaped() {
    if (this.state.black) return this.done({ black: false });
    if (document.fullscreenElement) document.exitFullscreen();
    else window.location.assign(this.data.back);
    return true;
  }
}

function element(tag, name, parent) {
  const made = document.createElement(tag);
  if (name) made.className = name;
  return parent.appendChild(made);
}
