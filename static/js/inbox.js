// The inbox by keyboard: j and k go from message to message, e is done with one, x ticks, z takes the last step back.
// After each act the focus stays where one was. Without this file every button works all the same.

const inbox = document.getElementById("inbox");
const links = () => [...inbox.querySelectorAll(".notices li > div > a")];
let place = 0;

const step = (by) => {
  const all = links();
  const now = all.indexOf(document.activeElement.closest("li")?.querySelector("div > a"));
  const next = all[now < 0 ? (by > 0 ? 0 : all.length - 1) : now + by];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
};
const here = () => document.activeElement.closest(".notices li");
const keys = {
  j: () => step(1),
  k: () => step(-1),
  e: () => here()?.querySelector("button[name=one]")?.click(),
  x: () => here()?.querySelector("input[type=checkbox]")?.click(),
  z: () => inbox.querySelector("[data-undo]")?.click(),
};
document.addEventListener("keydown", (event) => {
  if (event.target.matches("input:not([type=checkbox]), textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!keys[event.key]) return;
  event.preventDefault();
  keys[event.key]();
});

inbox.addEventListener("htmx:beforeRequest", () => {
  place = Math.max(links().indexOf(here()?.querySelector("div > a")), 0);
});
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target !== inbox) return;
  const all = links();
  (all[Math.min(place, all.length - 1)] ?? document.getElementById("main")).focus({ preventScroll: true });
});
