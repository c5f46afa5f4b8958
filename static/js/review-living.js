// The living report: a sentence opens its tasks beside the text, a cell of the strip leads to its sentence. Without it, both are links.

const beside = document.getElementById("beside");
const paper = document.querySelector(".paper");
const choose = (one) => {
  paper.querySelector(".s.here")?.classList.remove("here");
  one.classList.add("here");
};

paper.addEventListener("click", async (event) => {
  const link = event.target.closest("[data-sentence]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const one = link.closest(".s");
  choose(one);
  history.replaceState(null, "", `#${one.id}`);
  await htmx.ajax("GET", link.getAttribute("href"), { source: beside, target: beside, swap: "innerHTML" });
  beside.dataset.of = one.id;
  if (event.detail === 0) beside.focus();
});
// Escape leads back from the tasks to the sentence.
beside.addEventListener("keydown", (event) => {
  if (event.key === "Escape") document.querySelector(`#${beside.dataset.of} a`)?.focus();
});
document.querySelector(".strip").addEventListener("click", (event) => {
  const one = document.getElementById(event.target.dataset.s);
  one?.scrollIntoView({ block: "center" });
  if (one) choose(one);
  one?.querySelector("a")?.focus({ preventScroll: true });
});
// Who comes from a task finds its sentence, and its tasks beside it.
document.querySelector(`${/^#s\d+$/.test(location.hash) ? location.hash : "#none"} a[data-sentence]`)?.click();
