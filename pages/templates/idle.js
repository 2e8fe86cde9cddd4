/* What can wait is written when the browser has nothing more urgent to do: first the map is recoloured.

   What a place shows first is written at once; later work replaces what still waits for the same place. */
const waiting = new WeakMap();
const later = window.requestIdleCallback ?? ((work) => setTimeout(work, 30)); // Safari has no idle callback
const never = window.cancelIdleCallback ?? clearTimeout;

export function whenIdle(root, work) {
  never(waiting.get(root));
  if (root.firstChild) waiting.set(root, later(work, { timeout: 80 }));
  else work();
}
