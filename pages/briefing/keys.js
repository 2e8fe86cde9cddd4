/* Keys of a clicker on the wall, from the first moment of the page on: what comes before the screens are there is kept
   for them, and nothing else in the page sees it. */
if (["/tayang", "/catatan"].includes(window.location.pathname)) {
  const waiting = [];
  let follow = null;
  window.petaKeys = {
    follow(next) {
      follow = next;
      while (follow && waiting.length) follow(waiting.shift());
    },
  };
  window.addEventListener("keydown", (event) => {
    if (event.target.closest?.("input, textarea, select, [contenteditable], [role=dialog], [role=listbox]")) return;
    const kept = { key: event.key, ctrlKey: event.ctrlKey, metaKey: event.metaKey, altKey: event.altKey };
    const taken = follow ? follow(event) : waiting.push(kept) && event.key !== "Tab" && !event.ctrlKey;
    if (!taken) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);
}
