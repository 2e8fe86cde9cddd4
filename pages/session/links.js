export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".links");
  const said = JSON.stringify(data);
  if (root.dataset.said === said) return;
  root.dataset.said = said;
  root.setAttribute("aria-label", data.label);
  const label = document.createElement("span");
  label.textContent = data.label;
  const buttons = data.links.map(([page, title]) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = title;
    button.onclick = () => setTriggerValue("go", page);
    return button;
  });
  root.replaceChildren(label, ...buttons);
}
