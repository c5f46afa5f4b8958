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

// A link that names a key is followed by it, as with the neighbours of a task.
document.addEventListener("keydown", (event) => {
  if (event.target.matches("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
  const link = document.querySelector(`a[href][data-key="${CSS.escape(event.key)}"]`);
  if (!link) return;
  event.preventDefault();
  link.click();
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

// The list one came from is remembered, so that a task knows its neighbours there, also beyond the page of the list.
const tasksOf = (page) => [...page.querySelectorAll("main table a[href^='/tasks/']")].map((link) => link.getAttribute("href").split("?")[0]).filter((path, place, all) => /^\/tasks\/\d+\/$/.test(path) && all.indexOf(path) === place);
const listOf = (page, address) => {
  const beside = (rel) => {
    const href = page.querySelector(`.pages a[rel=${rel}]`)?.getAttribute("href");
    return href ? new URL(href, address).href : null;
  };
  return { from: address.pathname + address.search, paths: tasksOf(page), prev: beside("prev"), next: beside("next") };
};
const rememberList = (list) => list.paths.length > 0 && sessionStorage.setItem("list", JSON.stringify(list));
const rememberHere = () => tasksOf(document).length > 1 && rememberList(listOf(document, new URL(location.href)));

const neighbours = document.querySelector("[data-neighbours]");
const pageBeside = async (address) => {
  const answer = await fetch(address).catch(() => null);
  return answer?.ok ? listOf(new DOMParser().parseFromString(await answer.text(), "text/html"), new URL(address)) : null;
};
const showNeighbours = async () => {
  const list = JSON.parse(sessionStorage.getItem("list") ?? '{"paths": []}');
  const place = list.paths.indexOf(location.pathname);
  if (place < 0) return;
  if (list.from.startsWith("/tasks/?")) document.querySelector("[data-list]").href = list.from;
  for (const [rel, step] of [["prev", -1], ["next", 1]]) {
    const link = neighbours.querySelector(`[rel=${rel}]`);
    let path = list.paths[place + step];
    if (!path && list[rel]) {
      // The last of its page: the next page of the list is asked for, and remembered when one goes there.
      const beyond = await pageBeside(list[rel]);
      path = beyond?.paths.at(step < 0 ? -1 : 0);
      if (path) link.addEventListener("click", () => rememberList(beyond));
    }
    if (path) link.href = path;
    // Its place is kept, so that nothing moves.
    else link.classList.add("nowhere");
  }
  neighbours.hidden = false;
};
if (neighbours) {
  showNeighbours();
} else {
  rememberHere();
  document.addEventListener("htmx:afterSettle", rememberHere);
}

// After the jump to the address's anchor, which would take the focus away again.
window.addEventListener("load", () => requestAnimationFrame(() => document.querySelector("[data-focus]")?.focus()));
document.querySelector(".rail [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
