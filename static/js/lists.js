// Manners of the list pages. Without this file rows are ticked and conditions sent all the same.

const results = document.querySelector("#results");
const rows = () => [...results.querySelectorAll("tbody tr:not(.group)")];
const tick = (row) => row?.querySelector(".pick input");
const main = (row) => row?.querySelector(".title a, .main a, td a");
let last = null;

// How many are chosen, and whether that is the whole page.
const recount = () => {
  const boxes = rows().map(tick).filter(Boolean);
  const chosen = boxes.filter((box) => box.checked).length;
  const all = results.querySelector("[data-all]");
  if (all) {
    all.checked = chosen > 0 && chosen === boxes.length;
    all.indeterminate = chosen > 0 && chosen < boxes.length;
  }
  const count = results.querySelector("[data-count]");
  if (count) count.textContent = chosen;
};

// A click with shift chooses everything between this row and the one before.
results.addEventListener("click", (event) => {
  const box = event.target.closest(".pick input");
  if (!box) return;
  const boxes = rows().map(tick);
  if (box.matches("[data-all]")) for (const one of boxes) one.checked = box.checked;
  else if (event.shiftKey && last) {
    const [from, to] = [boxes.indexOf(last), boxes.indexOf(box)].sort((a, b) => a - b);
    if (from >= 0) for (const one of boxes.slice(from, to + 1)) one.checked = box.checked;
  }
  if (!box.matches("[data-all]")) last = box;
  recount();
});
results.addEventListener("reset", () => window.setTimeout(recount));

// j and k go from row to row, x chooses the one where one is, e goes on with what is chosen.
const step = (by) => {
  const all = rows();
  const place = all.indexOf(document.activeElement.closest("tr"));
  const next = all[place < 0 ? (by > 0 ? 0 : all.length - 1) : place + by];
  main(next)?.focus();
  next?.scrollIntoView({ block: "nearest" });
};
const choose = () => {
  const box = tick(document.activeElement.closest("tr"));
  if (!box) return;
  box.checked = !box.checked;
  last = box;
  recount();
};
const keys = { j: () => step(1), k: () => step(-1), x: choose, e: () => results.querySelector(".chosen .btn.primary")?.click() };
document.addEventListener("keydown", (event) => {
  if (event.target.matches("input:not([type=checkbox]), textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "e" && !results.querySelector(".pick :checked")) return;
  if (!keys[event.key]) return;
  event.preventDefault();
  keys[event.key]();
});

// The columns travel as one short parameter, and not at all when they are the usual ones.
document.addEventListener("htmx:configRequest", (event) => {
  const usual = event.target.querySelector?.("[data-usual]");
  if (!usual) return;
  const { parameters } = event.detail;
  const boxes = [...usual.querySelectorAll("[name=columns]")];
  const shown = boxes.filter((box) => box.disabled || box.checked).map((box) => box.value);
  parameters.delete("columns");
  if (`${shown.join()},` !== usual.dataset.usual) parameters.set("columns", shown.join());
});

// What came is said to those who don't see it; what failed says so and can be tried again.
const failed = document.querySelector("[data-unloaded]");
const said = document.querySelector("[data-said]");
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target !== results) return;
  last = null;
  failed.hidden = true;
  said.textContent = results.querySelector("caption, .empty h2")?.textContent ?? "";
  recount();
});
for (const name of ["htmx:responseError", "htmx:sendError"]) document.addEventListener(name, () => { failed.hidden = false; });
failed?.querySelector("button").addEventListener("click", () => document.querySelector("form.asking").requestSubmit());
recount();
