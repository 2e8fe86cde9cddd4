/* A line of links to pages. Links of HTML would open a new session, without the role that somebody chose. */
export default function ({ data: [data], parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".links");
  const content = JSON.stringify(data);
  if (root.dataset.content === content) return; // a run that changes nothing here leaves the focus alone
  root.dataset.content = content;
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
