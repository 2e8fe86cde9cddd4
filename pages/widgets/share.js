export default function ({ data: [data], parentElement, setTriggerValue }) {
  const button = parentElement.querySelector(".copy");
  button.textContent = data.label;
  choices(parentElement.querySelector(".choices"), data.choices);
  document.documentElement.lang = data.language;
  document.documentElement.dataset.display = data.display;
  document.documentElement.dataset.rest = data.rest;
  document.documentElement.toggleAttribute("data-roles", data.roles);
  const skip = document.querySelector('[data-testid="stSkipToContent"]');
  if (skip) skip.textContent = data.skip;
  const add = parentElement.querySelector(".add");
  add.hidden = !data.add;
  add.textContent = data.add;
  add.title = data.adds;
  add.setAttribute("aria-label", data.adds);
  add.onclick = () => setTriggerValue("add", true);
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

/* On a phone everything that one may set lies behind one button; shell.css hides it until the page says "open". */
function choices(button, label) {
  const page = document.documentElement;
  button.textContent = label;
  button.onclick = () => {
    page.toggleAttribute("data-choices");
    button.setAttribute("aria-expanded", String(page.hasAttribute("data-choices")));
  };
}
