/* What the style sheets want to know of the whole page, as attributes of its root: whether the controls are reached, and
   whether the server is there.

   A style sheet can ask for both itself, as body:has(…), but then the browser looks through the whole page at each of its
   changes: that took a quarter of the time of a switch of the indicator, on every screen. */
const root = document.documentElement;

// On the wall the controls are unseen until the mouse or the keyboard reaches one of them; then all of them show.
const CONTROLS = ['.st-key-tools', '[data-testid="stLayoutWrapper"]:has(> .st-key-controls)', '.st-key-head > [class*="st-key-w_"]'];
const REACHED = CONTROLS.map((one) => `${one}:is(:hover, :has(:focus-visible))`).join();

function reach() {
  root.toggleAttribute("data-reached", Boolean(root.dataset.display && document.querySelector(REACHED)));
}

for (const event of ["pointerover", "pointerout", "focusin", "focusout"]) {
  // What is hovered and focused is known when the event is over.
  addEventListener(event, () => root.dataset.display && requestAnimationFrame(reach), { passive: true });
}

// Streamlit writes on its outermost element whether it is connected.
const CONNECTION = "data-test-connection-state";
new MutationObserver((changes) => {
  root.toggleAttribute("data-apart", changes.at(-1).target.getAttribute(CONNECTION) !== "CONNECTED");
}).observe(root, { subtree: true, attributeFilter: [CONNECTION] });
