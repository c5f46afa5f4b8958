// The text beside the drafts: both scroll together, sentences are walked by keyboard, and on a phone one of the two is seen.

const review = document.querySelector(".review");
const paper = review.querySelector(".paper");
const pane = review.querySelector(".scrolling");
const list = document.getElementById("cards");
const tell = (name, detail) => document.dispatchEvent(new CustomEvent(`review:${name}`, { detail }));
const wide = window.matchMedia("(min-width: 901px)");
const shown = (card) => card && (list.dataset.show === "all" || card.classList.contains(list.dataset.show));
const sentence = (card) => card && document.getElementById(`s${card.dataset.s}`);
const cardOf = (one) => one && document.getElementById(`draft-${one.querySelector("a[href^='drafts/']")?.getAttribute("href").split("/")[1]}`);

// The side that is touched leads, the other follows: what is at the same height belongs together.
let leads = null;
for (const side of [paper, pane]) for (const name of ["pointerenter", "wheel", "touchstart", "focusin"]) side.addEventListener(name, () => { leads = side; }, { passive: true });
const at = (side, selector) => {
  const frame = side.getBoundingClientRect();
  for (const down of [40, 80, 120]) for (const across of [0.3, 0.6]) {
    const found = document.elementFromPoint(frame.left + frame.width * across, frame.top + down)?.closest(selector);
    if (found && side.contains(found)) return found;
  }
  return null;
};
const level = (side, element, down) => {
  const [frame, inner] = [side.getBoundingClientRect(), element.getBoundingClientRect()];
  side.scrollTop += inner.top - frame.top - down;
};
let waiting = false;
const follow = (side) => {
  waiting = false;
  if (!wide.matches || leads !== side) return;
  if (side === pane) {
    const near = sentence(at(pane, ".draft"));
    if (!near) return;
    mark(near);
    level(paper, near, 60);
  } else {
    const one = at(paper, ".s");
    const card = cardOf(one);
    if (one) mark(one);
    if (shown(card)) level(pane, card, 30);
  }
};
const mark = (one) => {
  paper.querySelector(".s.near")?.classList.remove("near");
  one.classList.add("near");
};
for (const side of [paper, pane]) side.addEventListener("scroll", () => {
  if (waiting || leads !== side) return;
  waiting = true;
  window.requestAnimationFrame(() => follow(side));
}, { passive: true });

// Walking the text: j and k from sentence to sentence, Enter to its draft, p makes a task of it.
const all = () => [...paper.querySelectorAll(".s:not(.is-heading)")];
const walk = (one) => {
  if (!one) return;
  paper.querySelector(".s.at")?.classList.remove("at");
  one.classList.add("at");
  one.tabIndex = -1;
  one.focus({ preventScroll: true });
  one.scrollIntoView({ block: "nearest" });
};
const here = () => paper.querySelector(".s.at") ?? paper.querySelector(".s.here") ?? all()[0];
const step = (by) => { const every = all(); walk(every[every.indexOf(here()) + by]); };
const promote = (one) => {
  if (!document.getSelection().isCollapsed) return tell("marked");
  if (one?.matches(".aside, .uncovered")) tell("send", { url: `${review.dataset.review}sentences/${one.id.slice(1)}/restore/`, values: {} });
};
const toDraft = () => {
  const card = cardOf(here());
  if (!card) return;
  pick("drafts");
  tell("show", { card });
};
const keys = { j: () => step(1), ArrowDown: () => step(1), k: () => step(-1), ArrowUp: () => step(-1), Enter: toDraft, t: toDraft, Escape: toDraft, p: () => promote(here()), z: () => document.querySelector("#undo button").click(), o: () => uncovered() };
paper.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || !keys[event.key] || (event.key === "Enter" && event.target.matches("button"))) return;
  event.preventDefault();
  keys[event.key]();
});
paper.addEventListener("click", (event) => {
  const one = event.target.closest(".s");
  if (!one || event.target.closest(".restore")) return;
  paper.querySelector(".s.at")?.classList.remove("at");
  one.classList.add("at");
});
// The button ＋ behind a sentence asks without a new page.
paper.addEventListener("click", (event) => {
  const button = event.target.closest(".restore");
  if (!button) return;
  event.preventDefault();
  promote(button.closest(".s"));
});
const uncovered = () => {
  const open = [...paper.querySelectorAll(".s.uncovered")];
  const from = here();
  pick("text");
  walk(open.find((one) => from && from.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING) ?? open[0]);
};
document.addEventListener("review:uncovered", uncovered);
document.addEventListener("review:text", ({ detail }) => { pick("text"); walk(sentence(detail.card)); });
document.addEventListener("review:drafts", () => pick("drafts"));

// On a phone one side is seen at a time.
const buttons = [...document.querySelectorAll(".switch [data-pane]")];
const pick = (name) => {
  review.dataset.pane = name;
  for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.pane === name));
};
for (const button of buttons) button.addEventListener("click", () => {
  pick(button.dataset.pane);
  if (button.dataset.pane === "text") paper.querySelector(".s.here")?.scrollIntoView({ block: "center" });
  else list.querySelector(".here")?.scrollIntoView({ block: "center" });
});
