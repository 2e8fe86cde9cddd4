/* What a style sheet alone cannot know of a view on paper: how small its map is beside the list, and how much of it fits
   one page. Lists go on with how many more there are, and only then does everything become smaller: nothing is cut. */
const PAGES = { upright: [733, 1062], across: [1062, 733] }; // pixels within the edges that print.css leaves
const ROOM = 12; // pixels of a page that are left free, since paper rounds otherwise than a screen
const SIZES = [1, 0.94, 0.88];
const SMALLER = [0.82, 0.76, 0.7, 0.64, 0.58, 0.5];
const ROWS = [Infinity, 60, 40, 28, 20, 16, 13, 10, 8, 6, 5, 4, 3];
let undo;

const said = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

addEventListener("beforeprint", () => {
  const view = document.querySelector('[data-testid="stMainBlockContainer"]');
  if (!view) return;
  document.documentElement.toggleAttribute("data-paper", true);
  shrinkFrames(1);
  const lists = [...every("table", document)].map(list);
  const page = PAGES[said("--paper-page")];
  shorten(lists, Infinity);
  if (page) asPaper(() => fit(view, lists, page));
  undo = () => {
    document.documentElement.toggleAttribute("data-paper", false);
    document.documentElement.style.removeProperty("--paper-size");
    for (const { rows, more } of lists) {
      more?.remove();
      for (const row of rows) row.style.display = "";
    }
  };
});

addEventListener("afterprint", () => undo?.());

/* A frame has a window of its own, whose picture keeps the size that it was drawn in: on paper it is shown smaller,
   by as much as it takes to stand beside the list. print.css reads what is written here. */
function shrinkFrames(size) {
  for (const frame of document.querySelectorAll("iframe")) {
    const { clientWidth: width, clientHeight: height } = frame;
    const scale = Math.min(1, (size * Number(said("--paper-map"))) / width);
    frame.style.setProperty("--paper", scale);
    frame.style.setProperty("--paper-high", `${height}px`);
    frame.style.setProperty("--paper-beside", `${(scale - 1) * width}px`);
    frame.style.setProperty("--paper-below", `${(scale - 1) * height}px`);
  }
}

/* All that a selector names, also inside of components, which are documents of their own. */
function* every(selector, root) {
  yield* root.querySelectorAll(selector);
  for (const host of root.querySelectorAll("*")) if (host.shadowRoot) yield* every(selector, host.shadowRoot);
}

/* A table with its rows, without those that sum them up, and how many there are in all, also on other pages of it. */
function list(table) {
  const rows = [...table.querySelectorAll("tbody tr:not(.total)")];
  return { table, rows, count: Math.max(Number(table.dataset.count ?? 0), rows.length) };
}

/* At most so many rows of each list, and below it how many more there are. One row more takes no more room than that. */
function shorten(lists, most) {
  for (const one of lists) {
    one.more?.remove();
    const kept = one.rows.length > most + 1 ? most : one.rows.length;
    one.rows.forEach((row, at) => (row.style.display = at < kept ? "" : "none"));
    if (one.count > kept && one.rows.length) one.table.after((one.more = rest(one.count - kept)));
  }
}

function rest(count) {
  const { lang, dataset } = document.documentElement;
  const line = document.createElement("p");
  line.textContent = (dataset.rest ?? "").replace("{n}", count.toLocaleString(lang));
  line.style.cssText = "margin: 0.2rem 0 0; font-size: 0.875rem";
  return line;
}

/* The view becomes as short as the page, by the longest lists and the largest letters with which it can. Letters are
   what becomes smaller, and with them all that is measured by them: what is zoomed cuts the map in its frame. */
function fit(view, lists, [width, height]) {
  const longest = Math.max(0, ...lists.map((one) => one.rows.length));
  const fits = (size) => {
    document.documentElement.style.setProperty("--paper-size", size);
    shrinkFrames(size);
    return view.offsetHeight <= height - ROOM;
  };
  view.style.setProperty("width", `${width}px`, "important");
  const found = ROWS.filter((most) => most === Infinity || most < longest - 1).some((most) => {
    shorten(lists, most);
    return SIZES.some(fits);
  });
  if (!found) SMALLER.some(fits);
  view.style.removeProperty("width");
}

/* Does something while the page is laid out as on paper, which no script sees otherwise. */
function asPaper(measure) {
  const rules = [...paperRules(document)];
  for (const rule of rules) rule.mediaText = "all";
  try {
    measure();
  } finally {
    for (const rule of rules) rule.mediaText = "print";
  }
}

function* paperRules(root) {
  for (const sheet of root.styleSheets)
    for (const rule of sheet.cssRules) if (rule instanceof CSSMediaRule && rule.media.mediaText === "print") yield rule.media;
  for (const host of root.querySelectorAll("*")) if (host.shadowRoot) yield* paperRules(host.shadowRoot);
}
