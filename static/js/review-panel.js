// What opens inside the card of a draft: unit, date, everything, split, and why it is no task. Escape leads back.

const review = document.querySelector(".review");
const panel = document.getElementById("panel");
const reasons = document.getElementById("reasons");
const tell = (name, detail) => document.dispatchEvent(new CustomEvent(`review:${name}`, { detail }));
const addresses = { unit: "?part=unit", date: "?part=date", edit: "", split: "split/" };
const home = () => panel.closest(".draft");

const close = (back = true) => {
  const card = home();
  panel.hidden = true;
  panel.replaceChildren();
  delete panel.dataset.name;
  delete panel.dataset.sent;
  review.append(panel);
  if (back) card?.focus({ preventScroll: true });
  tell("panel");
};

const open = (name, card, alone) => {
  if (home() === card && panel.dataset.name === name) return close();
  panel.dataset.name = name;
  panel.toggleAttribute("data-alone", alone);
  delete panel.dataset.sent;
  panel.replaceChildren();
  card.append(panel);
  panel.hidden = false;
  tell("panel");
  if (name === "aside") {
    panel.append(...[...reasons.children].map((child) => child.cloneNode(true)));
    panel.querySelector("button").focus();
    tell("reveal", { card });
    return;
  }
  htmx.ajax("GET", `${review.dataset.review}drafts/${card.dataset.id}/${addresses[name]}`, { source: panel, target: panel, swap: "innerHTML" });
};

document.addEventListener("review:act", ({ detail }) => {
  if (detail.name === "close") return close();
  if (detail.card) open(detail.name, detail.card, Boolean(detail.origin?.closest("#acts")));
});
// Only its own answer closes it: that of an earlier step may come while one types here.
panel.addEventListener("htmx:beforeRequest", (event) => { if (event.target.matches("form")) panel.dataset.sent = "yes"; });
document.addEventListener("review:done", () => { if (home() && panel.dataset.sent) close(); });
document.addEventListener("review:here", ({ detail }) => { if (home() && home() !== detail.card) close(false); });

// A form that was refused comes back with everything typed; its first error has the focus.
panel.addEventListener("htmx:afterSwap", () => {
  delete panel.dataset.sent;
  const wrong = panel.querySelector("[aria-invalid=true]");
  const first = wrong ?? panel.querySelector("[name=due_on], select, textarea, input:not([type=hidden])");
  first?.focus();
  tell("reveal", { card: home() });
});

const setAside = (button) => {
  const card = home();
  const chosen = [...document.querySelectorAll("#cards [name=tasks]:checked")].map((tick) => tick.closest(".draft"));
  const cards = chosen.length && !panel.hasAttribute("data-alone") ? chosen : [card];
  close();
  tell("send", {
    url: review.dataset.bulk,
    values: { verb: "set_aside", reason: button.dataset.reason, tasks: cards.map((one) => one.dataset.id), seen: cards.map((one) => `${one.dataset.id}:${one.dataset.v}`).join() },
  });
};
panel.addEventListener("click", (event) => {
  const reason = event.target.closest("[data-reason]");
  if (reason) return setAside(reason);
  const candidate = event.target.closest("[data-candidate]");
  if (!candidate) return;
  const select = panel.querySelector("[name=lead_department]");
  if (select.tomselect) select.tomselect.setValue(candidate.dataset.candidate);
  else select.value = candidate.dataset.candidate;
  panel.querySelector("form").requestSubmit();
});
panel.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.target.closest(".dropdown-active")) {
    event.preventDefault();
    return close();
  }
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) panel.querySelector("form")?.requestSubmit();
  const reason = panel.dataset.name === "aside" && panel.querySelectorAll("[data-reason]")[event.key - 1];
  if (reason) { event.preventDefault(); setAside(reason); }
});

// Here the list of keys answers the question mark, before the help of the page.
document.addEventListener("keydown", (event) => {
  if (!["?", "？"].includes(event.key) || event.target.matches("input:not([type=checkbox]), textarea, select") || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  document.getElementById("keys").showModal();
}, { capture: true });
