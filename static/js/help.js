// The section about this page opens beside it. Without this file the ? leads to the chapter.

const link = document.querySelector("[data-help]");
const panel = document.getElementById("help-panel");
const inside = panel?.querySelector("[data-section]");

const close = () => {
  panel.hidden = true;
  link.setAttribute("aria-expanded", "false");
  link.focus();
};

const open = async () => {
  const answer = await fetch(link.href, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!answer?.ok || answer.redirected) return location.assign(link.href);
  inside.innerHTML = await answer.text();
  // The page itself may have an element of that name.
  for (const named of inside.querySelectorAll("[id]")) named.removeAttribute("id");
  panel.hidden = false;
  link.setAttribute("aria-expanded", "true");
  panel.focus({ preventScroll: true });
};

// A Chinese keyboard gives the wide question mark.
document.addEventListener("keydown", (event) => {
  if (!["?", "？"].includes(event.key) || event.target.matches("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  link?.click();
});

if (link && panel && link.search) {
  link.setAttribute("aria-expanded", "false");
  link.setAttribute("aria-controls", "help-panel");
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (panel.hidden) open();
    else close();
  });
  panel.querySelector("[data-close]").addEventListener("click", close);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden && !event.defaultPrevented) close();
  });
}
