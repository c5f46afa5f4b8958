// What is typed survives: a reload, a lost network, an expired session. Kept on this device only, for one person.
// A form takes part by data-draft="name"; with data-in-place its answer replaces the card around it.

const person = document.body.dataset.person;
const words = document.getElementById("draft-words")?.dataset ?? {};
const prefix = "luoshi:draft:";
const own = (name) => `${prefix}${person}:${name}`;

const read = (key) => {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
};
let leaving = false;
const keep = (key, draft) => {
  if (leaving) return;
  try {
    localStorage.setItem(key, JSON.stringify(draft));
  } catch {
    // The device keeps nothing: the form still works as any form.
  }
};
const drop = (key) => localStorage.removeItem(key);
const keys = () => Object.keys(localStorage).filter((key) => key.startsWith(prefix));

// Whoever logs in next on this device finds nothing of the person before.
for (const key of keys()) if (person && !key.startsWith(own(""))) drop(key);

const left = ["csrfmiddlewaretoken", "next", "seen"];
const typed = (form) => [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !left.includes(name));
const formOf = (name) => document.querySelector(`form[data-draft="${CSS.escape(name)}"]`);

const say = (form, sentence, actions = []) => {
  let note = form.querySelector(".draft-note");
  if (!note) {
    note = document.createElement("p");
    note.className = "draft-note small";
    note.setAttribute("role", "status");
    form.prepend(note);
  }
  note.replaceChildren(sentence, ...actions);
  note.hidden = !sentence;
};

const restore = (form) => {
  const key = own(form.dataset.draft);
  const draft = read(key);
  if (!draft || form.dataset.refused) return;
  const before = JSON.stringify(typed(form).filter(([name]) => name !== "submission"));
  for (const [name, value] of draft.fields) {
    for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (field.type === "radio" || field.type === "checkbox") field.checked = field.value === value;
      else field.value = value;
    }
  }
  // What one had before one's eyes when one wrote, not what stands there now.
  if (draft.seen !== undefined && form.elements.seen) form.elements.seen.value = draft.seen;
  if (JSON.stringify(typed(form).filter(([name]) => name !== "submission")) === before) return;
  for (const field of form.querySelectorAll("details textarea")) if (field.value) field.closest("details").open = true;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn plain";
  button.textContent = words.discard;
  button.addEventListener("click", () => {
    drop(key);
    form.reset();
    say(form, "");
  });
  say(form, draft.queued ? words.queued : words.restored, [" ", button]);
};

// Forms that came later, as in a row that was opened.
document.addEventListener("drafts:look", (event) => {
  for (const form of event.detail.querySelectorAll("form[data-draft]")) restore(form);
});

let waiting;
document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (!form?.dataset.draft || event.target.type === "file") return;
  clearTimeout(waiting);
  const save = () => keep(own(form.dataset.draft), { fields: typed(form), action: form.action, seen: form.elements.seen?.value });
  waiting = setTimeout(save, 150);
});

// The answer of the server takes the place of the card, and the reader is led to it.
const replace = (form, html) => {
  const card = form.closest("[data-card]") ?? form;
  const made = document.createRange().createContextualFragment(html);
  const first = made.firstElementChild;
  for (const head of made.querySelectorAll("[data-replaces]")) {
    document.querySelector(head.dataset.replaces)?.replaceChildren(...head.childNodes);
    head.remove();
  }
  card.replaceWith(made);
  for (const inner of first.querySelectorAll("form[data-draft]")) restore(inner);
  (first.querySelector("[data-focus]") ?? first).focus({ preventScroll: true });
  first.scrollIntoView({ block: "nearest" });
  document.dispatchEvent(new CustomEvent("drafts:replaced", { detail: first }));
};

const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

const send = async (name) => {
  const key = own(name);
  const draft = read(key);
  if (!draft || draft.sending) return;
  const form = formOf(name);
  const body = new URLSearchParams(draft.fields);
  body.set("csrfmiddlewaretoken", token());
  if (draft.seen !== undefined) body.set("seen", draft.seen);
  keep(key, { ...draft, queued: true });
  let answer;
  try {
    answer = await fetch(draft.action, { method: "POST", body, headers: { "HX-Request": "true" }, redirect: "manual" });
  } catch {
    if (form) say(form, words.queued);
    return;
  }
  if (answer.type === "opaqueredirect" || answer.status === 401) {
    keep(key, { ...draft, queued: false });
    const link = document.createElement("a");
    link.href = words.login;
    link.textContent = words.again;
    if (form) say(form, words.expired, [" ", link]);
  } else if (answer.ok) {
    drop(key);
    if (form) replace(form, await answer.text());
    else document.dispatchEvent(new CustomEvent("drafts:sent", { detail: name }));
  } else if (answer.status < 500 && answer.status !== 429) {
    keep(key, { ...draft, queued: false });
    if (form && answer.status === 422) replace(form, await answer.text());
    else if (form) say(form, words.refused);
  } else if (form) say(form, words.queued);
};

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.dataset.draft) return;
  clearTimeout(waiting);
  const key = own(form.dataset.draft);
  const draft = { fields: typed(form), action: form.action, seen: form.elements.seen?.value };
  if (!("inPlace" in form.dataset)) return keep(key, { ...draft, sent: true });
  event.preventDefault();
  keep(key, draft);
  send(form.dataset.draft);
});

const flush = () => {
  for (const key of keys()) if (read(key)?.queued) send(key.slice(own("").length));
};
window.addEventListener("online", flush);
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && flush());
setInterval(flush, 20_000);

const forget = async () => {
  for (const worker of (await navigator.serviceWorker?.getRegistrations()) ?? []) await worker.unregister();
  for (const name of (await globalThis.caches?.keys()) ?? []) await caches.delete(name);
};

// Logging out takes everything along; what was not sent yet is said first.
document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-log-out]")) return;
  event.preventDefault();
  if (keys().some((key) => read(key)?.queued) && !window.confirm(words.unsent)) return;
  // What was typed a moment ago, or is on its way, is not kept behind one's back.
  leaving = true;
  for (const key of keys()) drop(key);
  forget().finally(() => event.target.submit());
});

if (person) {
  for (const form of document.querySelectorAll("form[data-draft]")) restore(form);
  // A form that was sent and is not asked again has arrived.
  for (const key of keys()) if (read(key)?.sent && !formOf(key.slice(own("").length))) drop(key);
  flush();
  navigator.serviceWorker?.register("/service-worker.js");
}
