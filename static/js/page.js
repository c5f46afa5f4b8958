// Manners of every page. Everything works without this file; it only makes it quicker.

// A form is sent once, however often its button is pressed.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-once]")) return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
  window.setTimeout(() => delete form.dataset.sent, 8000);
});

// Choosing a filter shows the list at once.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-at-once]");
  if (form && !event.target.matches("input[type=search]")) form.requestSubmit();
});

// What was left blank needs no place in the address.
document.addEventListener("htmx:configRequest", (event) => {
  const { verb, parameters } = event.detail;
  if (verb !== "get") return;
  for (const [name, value] of [...parameters.entries()]) if (value === "") parameters.delete(name);
});

// Menus close on a click elsewhere and on Escape.
const closeMenus = (except) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) if (menu !== except) menu.open = false;
};
document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  document.querySelector("details.menu[open] > summary")?.focus();
  closeMenus();
});

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// The list one came from is remembered, so that a task knows its neighbours there.
const tasksHere = () => [...document.querySelectorAll("main table a[href^='/tasks/']")].map((link) => link.getAttribute("href").split("?")[0]).filter((path) => /^\/tasks\/\d+\/$/.test(path));
const rememberList = () => {
  const paths = tasksHere();
  if (paths.length > 1) sessionStorage.setItem("list", JSON.stringify({ from: location.pathname + location.search, paths }));
};
const neighbours = document.querySelector("[data-neighbours]");
if (neighbours) {
  const { from, paths } = JSON.parse(sessionStorage.getItem("list") ?? '{"paths": []}');
  const place = paths.indexOf(location.pathname);
  if (place >= 0) {
    if (from.startsWith("/tasks/?")) document.querySelector("[data-list]").href = from;
    for (const [rel, path] of [["prev", paths[place - 1]], ["next", paths[place + 1]]]) {
      const link = neighbours.querySelector(`[rel=${rel}]`);
      if (path) link.href = path; else link.remove();
    }
    neighbours.hidden = false;
  }
} else {
  rememberList();
  document.addEventListener("htmx:afterSettle", rememberList);
}

// After the jump to the address's anchor, which would take the focus away again.
window.addEventListener("load", () => requestAnimationFrame(() => document.querySelector("[data-focus]")?.focus()));
document.querySelector(".rail [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
