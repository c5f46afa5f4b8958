// Cutting: arrow keys and Enter in the text of a draft, or marking words with the mouse, there or in the report.

const BAR = "|";
const tell = (name, detail) => document.dispatchEvent(new CustomEvent(`review:${name}`, { detail }));

// In the field the words stay as they are: only bars come and go.
const field = (event) => event.target.closest?.("[data-split] textarea");
const pieces = (text) => text.value.split(BAR).map((piece) => piece.replace(/^[，,；;。、\s]+|[，,；;。、\s]+$/g, ""));
const show = (text) => {
  const lines = pieces(text).map((piece) => Object.assign(document.createElement("li"), { textContent: piece }));
  text.form.querySelector(".pieces").replaceChildren(...(lines.length > 1 ? lines : []));
};
const cutAt = (text, place) => {
  const { value } = text;
  const near = [place, place - 1].find((at) => value[at] === BAR);
  const at = near ?? place;
  if (near === undefined && (place === 0 || place === value.length)) return;
  text.value = near === undefined ? value.slice(0, at) + BAR + value.slice(at) : value.slice(0, at) + value.slice(at + 1);
  const caret = near === undefined ? at + 1 : at;
  text.setSelectionRange(caret, caret);
};
const cutOut = (text) => {
  const { selectionStart: from, selectionEnd: to, value } = text;
  const bare = (piece) => piece.replaceAll(BAR, "");
  const [before, inside, after] = [value.slice(0, from), bare(value.slice(from, to)), value.slice(to)];
  text.value = [before.replace(/\|$/, ""), inside, after.replace(/^\|/, "")].filter((piece) => bare(piece).length).join(BAR);
};
document.addEventListener("beforeinput", (event) => {
  const text = field(event);
  if (!text) return;
  event.preventDefault();
  const breaks = event.inputType === "insertLineBreak" || event.inputType === "insertParagraph" || ["|", "｜", " "].includes(event.data);
  if (breaks && text.selectionStart !== text.selectionEnd) cutOut(text);
  else if (breaks) cutAt(text, text.selectionStart);
  else if (event.inputType === "deleteContentBackward" && text.value[text.selectionStart - 1] === BAR) cutAt(text, text.selectionStart - 1);
  else if (event.inputType === "deleteContentForward" && text.value[text.selectionStart] === BAR) cutAt(text, text.selectionStart);
  show(text);
});

// Words marked in the report: a button offers to make a draft, or a task, of them.
const marked = document.getElementById("marked");
const review = document.querySelector(".review");
const paper = document.querySelector(".review .paper");
const selection = () => {
  const found = document.getSelection();
  if (!found.rangeCount || found.isCollapsed) return null;
  const range = found.getRangeAt(0);
  const sentence = range.startContainer.parentElement?.closest(".s");
  if (!sentence || !paper.contains(sentence) || !sentence.contains(range.endContainer)) return null;
  const words = found.toString().replace("＋", "").trim();
  return words ? { sentence, words, range } : null;
};
const drafts = (sentence) => [...document.querySelectorAll("#cards .draft")].filter((card) => ` ${card.dataset.sources} `.includes(` ${sentence.id.slice(1)} `));
const offer = () => {
  const found = selection();
  const whole = found && found.words.length >= found.sentence.textContent.replace("＋", "").trim().length;
  const restores = found?.sentence.matches(".aside:not(.is-heading), .uncovered");
  marked.hidden = !found || (whole && !restores) || (!restores && !drafts(found.sentence).length);
  if (marked.hidden) return;
  const place = found.range.getBoundingClientRect();
  marked.firstElementChild.textContent = restores ? review.dataset.promoted : review.dataset.taken;
  marked.style.left = `${Math.max(8, Math.min(place.left, window.innerWidth - marked.offsetWidth - 8))}px`;
  marked.style.top = `${Math.min(place.bottom + 6, window.innerHeight - marked.offsetHeight - 8)}px`;
};
const make = () => {
  const found = selection();
  if (!found) return false;
  marked.hidden = true;
  document.getSelection().removeAllRanges();
  tell("send", { url: `${review.dataset.review}sentences/${found.sentence.id.slice(1)}/restore/`, values: { words: found.words } });
  return true;
};
if (marked) {
  document.addEventListener("selectionchange", () => window.requestAnimationFrame(offer));
  // The mark would be lost to the button, which takes the focus.
  marked.addEventListener("pointerdown", (event) => event.preventDefault());
  marked.addEventListener("click", make);
  document.addEventListener("review:marked", make);
}
