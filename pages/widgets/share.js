export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button");
  button.textContent = data.label;
  document.documentElement.lang = data.language;
  document.documentElement.dataset.display = data.display;
  document.documentElement.dataset.rest = data.rest;
  const skip = document.querySelector('[data-testid="stSkipToContent"]');
  if (skip) skip.textContent = data.skip;
  const note = parentElement.querySelector("output");
  button.onclick = async () => {
    const address = window.location.href;
    try {
      await navigator.clipboard.writeText(address);
      note.textContent = data.done;
    } catch {
      const field = document.createElement("input");
      field.value = address;
      field.readOnly = true;
      field.setAttribute("aria-label", data.manual);
      note.replaceChildren(document.createTextNode(data.manual + " "), field);
      field.select();
    }
    setTimeout(() => { if (!note.querySelector("input")) note.textContent = ""; }, 4000);
  };
}
