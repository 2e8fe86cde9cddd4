/* The notes: they follow the wall and move it. Only this window has controls. */
import { joined } from "./channel.js";

const NEXT = new Set(["PageDown", "ArrowRight", "ArrowDown", " "]);
const BACK = new Set(["PageUp", "ArrowLeft", "ArrowUp", "Backspace"]);
const SILENT = 5000; // milliseconds after which a wall that does not answer is taken for closed

export default function ({ data: [data], parentElement }) {
  const root = parentElement.querySelector(".notes");
  const told = JSON.stringify([data.screens, data.notes]);
  if (root.told === told) return;
  root.told = told;
  root.leave?.();
  const notes = new Notes(root, data);
  root.leave = () => notes.leave();
}

class Notes {
  constructor(root, data) {
    this.data = data;
    this.words = data.words;
    this.kept = `${data.channel}-clock`;
    this.clock = { started: 0, passed: 0, entered: 0, ...JSON.parse(sessionStorage.getItem(this.kept) ?? "{}") };
    this.state = { at: 0, black: false, detail: "", paused: false, count: 0 };
    this.heard = 0;
    this.build(root);
    this.channel = joined(data.channel, (state, from) => this.follow(state, from), () => this.state);
    this.timer = setInterval(() => this.tick(), 250);
    window.petaKeys?.follow((event) => this.key(event));
    this.show();
  }

  leave() {
    clearInterval(this.timer);
    window.petaKeys?.follow(null);
    this.channel.close();
  }

  build(root) {
    root.replaceChildren();
    const bar = made("div", "bar", root);
    this.time = made("b", "time", bar);
    this.plan = made("span", "plan", bar);
    this.now = made("span", "now", bar);
    this.line = made("div", "line", root);
    this.done = made("i", "", this.line);
    this.tickMark = made("em", "", this.line);
    this.lost = made("p", "lost", root);
    this.lost.append(this.words.lost + " ");
    this.button(this.lost, this.words.again, () => this.ask());
    const link = made("a", "", this.lost);
    Object.assign(link, { href: this.data.wall, target: "_blank", textContent: this.words.open });
    made("span", "", this.lost).textContent = ` ${this.words.whole}`;
    const columns = made("div", "columns", root);
    const left = made("div", "left", columns);
    const right = made("div", "right", columns);
    this.current = made("div", "current", left);
    const controls = made("div", "controls", left);
    this.button(controls, this.words.back, () => this.step(-1));
    this.button(controls, this.words.next, () => this.step(1)).classList.add("primary");
    this.dark = this.button(controls, this.words.black, () => this.change({ black: !this.state.black }));
    this.run = this.button(controls, this.words.start, () => this.toggle());
    this.place = made("b", "place", controls);
    this.said = made("p", "said", left);
    made("h2", "", left).textContent = this.words.saying;
    this.text = made("div", "text", left);
    this.coming = made("h2", "", right);
    this.next = made("div", "next", right);
    this.list = made("ol", "list", right);
    this.data.titles.forEach((title, at) => {
      const item = made("li", "", this.list);
      this.button(item, title, () => this.change({ at, black: false, detail: "" }));
    });
  }

  button(parent, label, press) {
    const one = made("button", "", parent);
    one.type = "button";
    one.textContent = label;
    one.onclick = press;
    return one;
  }

  ask() {
    this.channel.ask();
  }

  follow(state, from) {
    this.heard = Date.now();
    if (from !== "answer" && state.count <= this.state.count) return;
    if (from === "answer" && state.count < this.state.count) return this.channel.tell(this.state);
    const moved = state.at !== this.state.at;
    this.state = { ...state };
    if (moved) this.entered();
    this.show();
  }

  /* The clock starts with the first move, as a talk does. */
  entered() {
    if (!this.clock.started && !this.clock.passed) this.clock.started = Date.now();
    this.clock.entered = this.passed();
    this.keep();
  }

  change(parts) {
    const moved = parts.at !== undefined && parts.at !== this.state.at;
    Object.assign(this.state, parts, { count: Date.now() });
    if (moved) this.entered();
    this.channel.tell(this.state);
    this.show();
  }

  step(by) {
    const to = Math.min(Math.max(this.state.at + by, 0), this.data.screens.length - 1);
    this.change({ at: to, black: false, detail: "" });
  }

  toggle() {
    if (this.clock.started) Object.assign(this.clock, { passed: this.passed(), started: 0 });
    else this.clock.started = Date.now();
    this.keep();
    this.tick();
  }

  keep() {
    sessionStorage.setItem(this.kept, JSON.stringify(this.clock));
  }

  passed() {
    return this.clock.passed + (this.clock.started ? Date.now() - this.clock.started : 0);
  }

  show() {
    const { at, black, detail } = this.state;
    const of = this.data.screens.length;
    this.current.replaceChildren(...parsed(this.data.screens[at]));
    this.next.replaceChildren(...(at + 1 < of ? parsed(this.data.screens[at + 1]) : []));
    this.coming.textContent = at + 1 < of ? filled(this.words.coming, { at: at + 2, of }) : this.words.last;
    this.place.textContent = filled(this.words.at, { at: at + 1, of });
    this.text.textContent = this.data.notes[at] || this.words.silent;
    this.dark.setAttribute("aria-pressed", String(black));
    this.said.textContent = black ? this.words.is_black : "";
    [...this.list.children].forEach((item, number) => item.toggleAttribute("data-seen", number === at));
    this.tick();
  }

  tick() {
    if (Date.now() - (this.asked ?? 0) > 2000) {
      this.asked = Date.now();
      this.ask();
    }
    this.lost.hidden = Date.now() - this.heard < SILENT && this.heard > 0;
    const passed = this.passed() / 1000;
    const whole = this.data.minutes * 60;
    const planned = this.data.seconds.slice(0, this.state.at).reduce((sum, one) => sum + one, 0);
    const here = passed - this.clock.entered / 1000;
    const late = Math.round(passed - planned - Math.min(here, this.data.seconds[this.state.at]));
    this.time.textContent = `${clock(passed)} / ${clock(whole)}`;
    const parts = [filled(this.words.screen, { now: clock(here), plan: clock(this.data.seconds[this.state.at]) })];
    if (this.clock.started && Math.abs(late) >= 5)
      parts.push(filled(late > 0 ? this.words.behind : this.words.ahead, { time: clock(Math.abs(late)) }));
    this.plan.textContent = parts.join(" · ");
    this.now.textContent = `${new Intl.DateTimeFormat("id", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Jakarta" }).format(Date.now())} ${this.words.zone}`;
    this.done.style.width = `${Math.min(100, (100 * passed) / whole)}%`;
    this.tickMark.style.left = `${Math.min(100, (100 * planned) / whole)}%`;
    this.run.textContent = this.clock.started ? this.words.pause : this.words.start;
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    if (NEXT.has(event.key)) return this.step(1), true;
    if (BACK.has(event.key)) return this.step(-1), true;
    if (event.key === "Home") return this.change({ at: 0, black: false }), true;
    if (event.key === "End") return this.change({ at: this.data.screens.length - 1, black: false }), true;
    if (event.key === "b" || event.key === ".") return this.change({ black: !this.state.black }), true;
    return false;
  }
}

function parsed(html) {
  return [...new DOMParser().parseFromString(html, "text/html").body.childNodes];
}

function made(tag, name, parent) {
  const one = document.createElement(tag);
  if (name) one.className = name;
  return parent.appendChild(one);
}

function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  return `${String(Math.floor(whole / 60)).padStart(2, "0")}:${String(whole % 60).padStart(2, "0")}`;
}
