// A long report is opened with its first drafts; the others come at once behind them, each to its place.

const review = document.querySelector(".review");
const list = document.getElementById("cards");
const all = document.querySelector("[data-tick-all]");
const AGAIN = 3000;
const { last, coming } = review.dataset;

const put = (fresh) => {
  let place = list.firstElementChild;
  for (const card of [...fresh.children]) {
    // What is here already is as new or newer: a step may have been answered meanwhile.
    const known = document.getElementById(card.id);
    if (known) place = known.nextElementSibling;
    else list.insertBefore(card, place);
  }
};
const fetchOthers = async () => {
  let fresh;
  try {
    const answer = await fetch(list.dataset.others);
    if (!answer.ok) throw new Error(answer.status);
    fresh = document.createRange().createContextualFragment(await answer.text()).firstElementChild;
  } catch {
    return window.setTimeout(fetchOthers, AGAIN);
  }
  put(fresh);
  // What a step has changed since these were read is asked for again.
  const progress = document.getElementById("progress");
  progress.dataset.version = Math.min(progress.dataset.version, fresh.dataset.version);
  review.dataset.last = last;
  all.disabled = false;
  document.dispatchEvent(new CustomEvent("review:others"));
  document.dispatchEvent(new CustomEvent("review:changed"));
};
review.dataset.last = coming;
all.disabled = true;
fetchOthers();
