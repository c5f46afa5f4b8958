// The review: text and drafts side by side, by keyboard, one step at a time. Without it, drafts are ticked and sent as a form.

const review = document.querySelector(".review");
const list = document.getElementById("cards");
const paper = review.querySelector(".paper");
const pane = review.querySelector(".scrolling");
const acts = document.getElementById("acts");
const said = document.getElementById("said");
const bulk = document.getElementById("bulk");
const changes = document.getElementById("changes");
const byId = (id) => document.getElementById(id);
const tell = (name, detail) => document.dispatchEvent(new CustomEvent(`review:${name}`, { detail }));
const say = (words, bad = false) => { said.textContent = words; said.classList.toggle("bad", bad); };
const version = () => byId("progress").dataset.version;

// Cards: the one where one is, those the filter shows, those that are ticked.
const here = () => list.querySelector(".draft.here");
const shown = (card) => list.dataset.show === "all" || card.classList.contains(list.dataset.show);
const beside = (card, by) => {
  let found = card;
  do found = by > 0 ? found?.nextElementSibling : found?.previousElementSibling; while (found && !shown(found));
  return found;
};
const box = (card) => card.querySelector("[name=tasks]");
const ticked = () => [...list.querySelectorAll("[name=tasks]:checked")].map((tick) => tick.closest(".draft"));
// The buttons in a card mean this card; keys and the bar above mean the ticked ones, if there are any.
const chosen = (origin) => (ticked().length && !acts.contains(origin) ? ticked() : [here()].filter(Boolean));
const seen = (cards) => cards.map((card) => `${card.dataset.id}:${card.dataset.v}`).join();
const sentences = (card) => (card.dataset.sources ?? card.dataset.s).split(" ").map((number) => byId(`s${number}`)).filter(Boolean);

const reveal = (frame, element, block = "nearest") => {
  if (frame.scrollHeight <= frame.clientHeight + 1) return element.scrollIntoView({ block });
  const [outer, inner] = [frame.getBoundingClientRect(), element.getBoundingClientRect()];
  const margin = block === "nearest" ? 12 : outer.height / 3;
  if (inner.top < outer.top + 8) frame.scrollTop += inner.top - outer.top - margin;
  else if (inner.bottom > outer.bottom - 8) frame.scrollTop += Math.min(inner.bottom - outer.bottom + margin, inner.top - outer.top - 12);
};

const show = (card, { focus = true, scroll = true } = {}) => {
  const before = here();
  if (before !== card) {
    before?.classList.remove("here");
    for (const one of paper.querySelectorAll(".s.here")) one.classList.remove("here");
    if (!card) return acts.remove();
    card.classList.add("here");
    for (const one of sentences(card)) one.classList.add("here");
    card.append(acts);
    acts.hidden = false;
    tell("here", { card });
  }
  if (card && focus) card.focus({ preventScroll: true });
  if (!card || !scroll) return;
  reveal(pane, card);
  const [first] = sentences(card);
  if (first && paper.offsetParent) reveal(paper, first, "third");
};
const move = (by) => {
  const next = here() && shown(here()) ? beside(here(), by) : [...list.children].find(shown);
  return next ? show(next) : say(review.dataset.last);
};
const nextOpen = () => {
  let card = here() ?? list.firstElementChild;
  do card = card?.nextElementSibling; while (card && !(card.classList.contains("open") && shown(card)));
  card ??= list.querySelector(".draft.open");
  if (card) show(card);
  else say(review.dataset.last);
};

// The filter only hides; the address remembers it.
const filter = (name) => {
  list.dataset.show = name;
  for (const tab of document.querySelectorAll("#tabs a")) tab.dataset.show === name ? tab.setAttribute("aria-current", "true") : tab.removeAttribute("aria-current");
  history.replaceState(null, "", `?show=${name}`);
  settle();
};
const settle = () => {
  const card = here();
  if (!card || !shown(card)) show((card && (beside(card, 1) ?? beside(card, -1))) ?? [...list.children].find(shown), { focus: false });
  byId("nothing").hidden = Boolean(list.querySelector(".draft") && [...list.children].some(shown));
  byId("undo").querySelector("button").disabled = !byId("progress").dataset.undo;
  recount();
};
const recount = () => {
  const count = ticked().length;
  const all = bulk.querySelector("[data-tick-all]");
  bulk.querySelector("[data-count]").hidden = !count;
  bulk.querySelector("[data-count]").textContent = count;
  bulk.classList.toggle("some", count > 0);
  all.indeterminate = count > 0 && count < [...list.children].filter(shown).length;
  if (!count) all.checked = false;
};

// Steps go one after the other, so that each is answered with what it has changed.
let queue = Promise.resolve();
let hoped = [];
const send = (url, values) => {
  // What was ticked for this step is not ticked for the next; a change of many may be refused and tried again.
  if (values.verb !== "change") for (const id of values.tasks ?? []) box(byId(`draft-${id}`)).checked = false;
  recount();
  queue = queue.then(async () => {
    const source = document.body.appendChild(document.createElement("i"));
    source.hidden = true;
    try { await htmx.ajax("POST", url, { source, target: "#changes", swap: "innerHTML", values }); } catch { unreached(); }
    source.remove();
  });
};
const unreached = () => { withdraw(); say(review.dataset.failed, true); };
const withdraw = () => {
  for (const card of hoped) card.classList.replace("accepted", "open");
  hoped = [];
  settle();
};
document.addEventListener("htmx:configRequest", ({ detail }) => {
  if (detail.verb === "post" && detail.path.startsWith(review.dataset.review)) detail.parameters.set("since", version());
});
document.addEventListener("htmx:sendError", unreached);
document.addEventListener("htmx:responseError", ({ detail }) => { if (detail.xhr.status !== 400) unreached(); });
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.xhr.status === 400 && detail.xhr.getResponseHeader("HX-Retarget")) Object.assign(detail, { shouldSwap: true, isError: false });
});

// What an answer holds is put where it belongs.
const apply = () => {
  const saved = changes.querySelector("[data-said]");
  const wasHere = here();
  const next = wasHere && (beside(wasHere, 1) ?? beside(wasHere, -1));
  const typing = byId("panel").contains(document.activeElement) ? document.activeElement : null;
  const focused = pane.contains(document.activeElement) || document.activeElement === document.body;
  for (const id of ["progress", "tabs", "done", "others"]) {
    const fresh = changes.querySelector(`#${id}`);
    if (fresh) byId(id).replaceWith(fresh);
  }
  for (const fresh of changes.querySelectorAll(".s")) byId(fresh.id).replaceWith(fresh);
  for (const fresh of [...changes.querySelectorAll(".draft")]) place(fresh);
  for (const gone of changes.querySelectorAll("[data-gone]")) remove(byId(gone.dataset.gone));
  for (const link of paper.querySelectorAll("a[href]:not([tabindex])")) link.tabIndex = -1;
  for (const tab of document.querySelectorAll("#tabs a")) if (tab.dataset.show === list.dataset.show) tab.setAttribute("aria-current", "true");
  if (saved?.hasAttribute("data-bad")) withdraw();
  else if (saved) tell("done");
  hoped = saved ? [] : hoped;
  const words = [saved, ...changes.querySelectorAll("[data-other]")].filter(Boolean).map((line) => line.textContent);
  if (words.length) say(words.join(" "), saved?.hasAttribute("data-bad"));
  changes.replaceChildren();
  if (!here()) show(wasHere?.isConnected ? wasHere : next?.isConnected ? next : [...list.children].find(shown), { focus: false });
  settle();
  if (here()) for (const one of sentences(here())) one.classList.add("here");
  if (typing?.isConnected) typing.focus({ preventScroll: true });
  else if (focused) here()?.focus({ preventScroll: true });
  tell("changed");
};
const place = (fresh) => {
  const old = byId(fresh.id);
  if (old !== fresh) {
    if (old.classList.contains("here")) {
      fresh.classList.add("here");
      fresh.append(...["acts", "panel"].map(byId).filter((part) => old.contains(part)));
    }
    box(fresh).checked = box(old).checked;
    return old.replaceWith(fresh);
  }
  const order = (card) => [Number(card.dataset.s), Number(card.dataset.id)];
  const [number, id] = order(fresh);
  const after = [...list.children].find((card) => { const [n, i] = order(card); return n > number || (n === number && i > id); });
  list.insertBefore(fresh, after ?? null);
};
const remove = (card) => {
  if (!card) return;
  for (const part of [acts, byId("panel")]) if (card.contains(part)) review.append(part);
  card.remove();
};
changes.addEventListener("htmx:afterSwap", apply);

// The verbs; each has a button with its key on it.
const verbs = {
  accept: (origin) => {
    const cards = chosen(origin);
    const open = cards.filter((card) => card.classList.contains("open"));
    const next = cards.length > 1 || cards[0] !== here() ? here() : beside(here(), 1) ?? beside(here(), -1);
    const values = { verb: "accept", tasks: cards.map((card) => card.dataset.id), seen: seen(cards) };
    for (const card of open) card.classList.replace("open", "accepted");
    hoped.push(...open);
    if (next) show(next);
    settle();
    send(review.dataset.bulk, values);
  },
  merge: (origin) => {
    const cards = ticked().length > 1 && !acts.contains(origin) ? ticked() : [here(), beside(here(), 1)].filter(Boolean);
    if (cards.length < 2) return say(review.dataset.unmerged, true);
    send(review.dataset.bulk, { verb: "merge", tasks: cards.map((card) => card.dataset.id), seen: seen(cards) });
  },
  undo: () => byId("progress").dataset.undo ? send(review.dataset.undo, {}) : say(review.dataset.nothing),
  text: () => tell("text", { card: here() }),
  help: () => byId("keys").showModal(),
  uncovered: () => tell("uncovered"),
};
const act = (name, origin) => {
  if (verbs[name]) return name === "undo" || name === "help" || name === "uncovered" || here() ? verbs[name](origin) : null;
  tell("act", { name, card: here(), origin });
};
const keys = {
  j: () => move(1), k: () => move(-1), n: nextOpen, o: () => act("uncovered"), a: () => act("accept"), m: () => act("merge"), z: () => act("undo"),
  u: () => act("unit"), d: () => act("date"), e: () => act("edit"), s: () => act("split"), x: () => act("aside"), t: () => act("text"),
  b: () => { const many = bulk.querySelector("[data-many]"); many.open = true; many.querySelector("select, input").focus(); },
  " ": (event) => tick(here(), event.shiftKey),
};
document.addEventListener("keydown", (event) => {
  const field = event.target.matches("input:not([type=checkbox]), textarea, select, [contenteditable]");
  if (event.defaultPrevented || field || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.target.closest("#panel, details[open] .pad, .paper, .top")) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (key === " " && event.target.closest("button, a, summary, input")) return;
  const take = /^[123]$/.test(key) && here()?.querySelectorAll(".take")[key - 1];
  if (!take && !keys[key]) return;
  event.preventDefault();
  if (take) take.click();
  else keys[key](event);
});

// Ticks: a click or Space, with Shift everything in between.
let last = null;
const tick = (card, range, to = !box(card).checked) => {
  if (!card) return;
  const all = [...list.children].filter(shown);
  const [from, until] = [all.indexOf(range && last?.isConnected ? last : card), all.indexOf(card)].sort((a, b) => a - b);
  for (const one of all.slice(Math.max(0, from), until + 1)) box(one).checked = to;
  last = card;
  recount();
};
list.addEventListener("click", (event) => {
  const card = event.target.closest(".draft");
  if (!card) return;
  if (event.target.matches("[name=tasks]")) tick(card, event.shiftKey, event.target.checked);
  if (!event.target.closest("#panel")) show(card, { focus: !event.target.closest("button, a, input"), scroll: event.target.matches("p, h3, li, span, div") });
});
// Between pressing and letting go nothing may move, or the click would miss; a click chooses the card itself.
let pressed = false;
list.addEventListener("pointerdown", () => { pressed = true; });
for (const name of ["pointerup", "pointercancel"]) document.addEventListener(name, () => { pressed = false; });
list.addEventListener("focusin", (event) => {
  const card = event.target.closest(".draft");
  if (card && !pressed && card !== here()) show(card, { focus: false, scroll: false });
});
bulk.querySelector("[data-tick-all]").addEventListener("change", (event) => {
  for (const card of list.children) if (shown(card)) box(card).checked = event.target.checked;
  recount();
});
bulk.addEventListener("submit", (event) => {
  event.preventDefault();
  const { name, value } = event.submitter;
  const cards = name === "verb" ? chosen() : [event.submitter.closest(".draft")];
  if (value === "accept" || value === "merge") return act(value);
  const values = Object.fromEntries(["reason", "lead_department", "leader", "due_on", "area", "kind", "visibility"].map((field) => [field, bulk.elements[field].value]));
  bulk.dataset.sent = "yes";
  const supports = [...bulk.elements.supports.selectedOptions].map((option) => option.value);
  send(review.dataset.bulk, { ...(value === "change" || value === "set_aside" ? values : {}), supports, [name]: value, tasks: cards.map((card) => card.dataset.id), seen: seen(cards) });
});
document.addEventListener("review:done", () => {
  const many = bulk.querySelector("details[open]");
  if (!many || !bulk.dataset.sent) return;
  delete bulk.dataset.sent;
  many.open = false;
  bulk.reset();
  for (const select of bulk.querySelectorAll("select")) select.tomselect?.clear(true);
  for (const card of ticked()) box(card).checked = false;
  here()?.focus({ preventScroll: true });
});

document.addEventListener("click", (event) => {
  const [button, tab] = ["[data-act]", "#tabs a"].map((selector) => event.target.closest(selector));
  if (button || tab) event.preventDefault();
  if (button) return act(button.dataset.act, button);
  if (tab) return filter(tab.dataset.show);
  const way = !event.ctrlKey && !event.metaKey && event.target.closest("a[href^='drafts/']");
  const card = way && byId(`draft-${way.getAttribute("href").split("/")[1]}`);
  if (!card) return;
  event.preventDefault();
  tell("drafts");
  if (!shown(card)) filter("all");
  show(card);
});
document.addEventListener("review:send", ({ detail }) => send(detail.url, detail.values));
document.addEventListener("review:show", ({ detail }) => { if (!shown(detail.card)) filter("all"); show(detail.card, detail); });
document.addEventListener("review:reveal", ({ detail }) => { if (detail.card) reveal(pane, detail.card); });
document.addEventListener("review:say", ({ detail }) => say(detail.words, detail.bad));

for (const link of paper.querySelectorAll("a[href]")) link.tabIndex = -1;
document.documentElement.classList.add("scripted");
let named;
const begin = () => {
  const aim = named ? null : (named = byId(location.hash.slice(1))?.closest(".draft"));
  if (aim && !shown(aim)) filter("all");
  show(aim ?? here() ?? [...list.children].find(shown), { focus: false, scroll: Boolean(aim) });
  settle();
};
begin();
document.addEventListener("review:others", begin);
