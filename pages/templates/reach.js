/* On the wall the controls are unseen until the mouse or the keyboard reaches one of them; then all of them show.

   A style sheet can say so too, as body:has(… :hover), but then the browser looks through the whole page at each of its
   changes: that took a tenth of the time of a switch of the indicator, on every screen. */
const CONTROLS = ['.st-key-tools', '[data-testid="stLayoutWrapper"]:has(> .st-key-controls)', '.st-key-head > [class*="st-key-w_"]'];
const REACHED = CONTROLS.map((one) => `${one}:is(:hover, :has(:focus-visible))`).join();
const root = document.documentElement;

function reach() {
  root.toggleAttribute("data-reached", Boolean(root.dataset.display && document.querySelector(REACHED)));
}

for (const event of ["pointerover", "pointerout", "focusin", "focusout"]) {
  // What is hovered and focused is known when the event is over.
  addEventListener(event, () => root.dataset.display && requestAnimationFrame(reach), { passive: true });
}
