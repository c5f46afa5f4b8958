// Two at once: every few seconds the page asks what others have done, says where one is, and shows where they are.

const EVERY = 4000;
const RESTS_AFTER = 10 * 60 * 1000;
const review = document.querySelector(".review");
const list = document.getElementById("cards");
const panel = document.getElementById("panel");
let touched = Date.now();
let asking = false;

// A page that nobody touches does not ask, so that the session can end.
for (const name of ["pointerdown", "keydown", "wheel"]) document.addEventListener(name, () => { touched = Date.now(); }, { passive: true });

const look = async () => {
  if (asking || document.hidden || Date.now() - touched > RESTS_AFTER) return;
  asking = true;
  const source = document.body.appendChild(document.createElement("i"));
  source.hidden = true;
  const values = { mark: document.getElementById("others").dataset.mark ?? "", draft: list.querySelector(".here")?.dataset.id ?? "" };
  if (!panel.hidden) values.editing = "1";
  try { await htmx.ajax("POST", review.dataset.look, { source, target: "#changes", swap: "innerHTML", values }); } catch { /* The next look tries again. */ }
  source.remove();
  asking = false;
};

// Whoever is at a draft stands on its card.
const show = () => {
  for (const tag of list.querySelectorAll(".who")) tag.remove();
  for (const one of document.querySelectorAll("#others [data-draft]")) {
    const line = document.querySelector(`#draft-${one.dataset.draft || 0} .line`);
    if (!line) continue;
    const editing = one.hasAttribute("data-editing");
    const tag = Object.assign(document.createElement("span"), { className: `tag who${editing ? " warn" : " quiet"}`, textContent: `${one.dataset.who} ${editing ? review.dataset.busy : review.dataset.here}` });
    line.append(tag);
  }
};
document.addEventListener("review:changed", show);
document.addEventListener("review:panel", () => window.setTimeout(look, 300));
window.setInterval(look, EVERY);
look();
