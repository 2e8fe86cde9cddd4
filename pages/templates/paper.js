/* A frame has a window of its own, whose picture keeps the size that it was drawn in: on paper it is shown smaller,
   by as much as it takes to stand beside the list. print.css reads what is written here. */
addEventListener("beforeprint", () => {
  const widest = Number(getComputedStyle(document.documentElement).getPropertyValue("--paper-map"));
  for (const frame of document.querySelectorAll("iframe")) {
    const { width, height } = frame.getBoundingClientRect();
    const scale = Math.min(1, widest / width);
    frame.style.setProperty("--paper", scale);
    frame.style.setProperty("--paper-high", `${height}px`);
    frame.style.setProperty("--paper-beside", `${(scale - 1) * width}px`);
    frame.style.setProperty("--paper-below", `${(scale - 1) * height}px`);
  }
});
