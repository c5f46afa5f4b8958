// The review by keyboard: j/k between drafts, x ticks, A accepts, M merges, S splits, E edits, Z undoes.

const cards = [...document.querySelectorAll(".drafts .draft")];
const form = document.getElementById("bulk");
let here = Math.max(0, cards.findIndex((card) => `#${card.id}` === location.hash));

const show = (index, move = true) => {
  if (!cards.length) return;
  cards[here]?.classList.remove("here");
  document.querySelector(".s.here")?.classList.remove("here");
  here = Math.min(cards.length - 1, Math.max(0, index));
  const card = cards[here];
  card.classList.add("here");
  const sentence = document.getElementById(card.dataset.passage);
  sentence?.classList.add("here");
  if (!move) return;
  card.scrollIntoView({ block: "nearest" });
  card.focus({ preventScroll: true });
  sentence?.scrollIntoView({ block: "nearest" });
};

const ticked = () => cards.filter((card) => card.querySelector("[name=tasks]").checked);

const send = (verb) => {
  if (!ticked().length) cards[here].querySelector("[name=tasks]").checked = true;
  form.requestSubmit(form.querySelector(`.bulkbar button[value="${verb}"]`));
};

const keys = {
  j: () => show(here + 1),
  k: () => show(here - 1),
  " ": () => cards[here].querySelector("[name=tasks]").click(),
  a: () => send("accept"),
  m: () => {
    if (!ticked().length && here > 0) cards[here - 1].querySelector("[name=tasks]").checked = true;
    cards[here].querySelector("[name=tasks]").checked = true;
    send("merge");
  },
  x: () => {
    if (!ticked().length) cards[here].querySelector("[name=tasks]").checked = true;
    const menu = form.querySelector(".bulkbar details");
    menu.open = true;
    menu.querySelector("select").focus();
  },
  s: () => cards[here].querySelector("a[href$='/split/']").click(),
  e: () => cards[here].querySelector("a.btn").click(),
  z: () => document.querySelector("form[action$='/undo/'] button:not([disabled])")?.click(),
};

document.addEventListener("keydown", (event) => {
  if (event.target.matches("input:not([type=checkbox]), textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
  const key = event.key.toLowerCase();
  if (!cards.length || !(key in keys)) return;
  if (key === " " && event.target.matches("button, a, summary, input")) return;
  event.preventDefault();
  keys[key]();
});

// A card's own "Accept" means this card alone, whatever else is ticked.
form?.addEventListener("click", (event) => {
  const button = event.target.closest("[data-only]");
  if (!button) return;
  for (const card of cards) card.querySelector("[name=tasks]").checked = card.contains(button);
});

document.querySelector("[data-tick-all]")?.addEventListener("change", (event) => {
  for (const card of cards) card.querySelector("[name=tasks]").checked = event.target.checked;
});

for (const [index, card] of cards.entries()) card.addEventListener("focusin", () => show(index, false));
show(here, Boolean(location.hash));
