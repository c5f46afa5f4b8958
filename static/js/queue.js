// Through the queue by keyboard or tap: rows open in place, a decision leads to the next one. Without scripts the same
// links open the row on a page of its own address, and the same forms are sent.

const results = document.getElementById("queue-results");
const rows = () => [...results.querySelectorAll("[data-row]")];
const opener = (row) => row?.querySelector("[data-open]");
const inside = (row) => row.querySelector(".inside");
const isOpen = (row) => opener(row)?.getAttribute("aria-expanded") === "true";
const here = () => document.activeElement.closest("[data-row], [data-settled]");

const go = (row) => {
  if (!row) return;
  opener(row).focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
};

const close = (row) => {
  inside(row).replaceChildren();
  opener(row).setAttribute("aria-expanded", "false");
  go(row);
};

// Whoever is quicker than the answer gets the same opened row, not a second one; or none, who closed it meanwhile.
const opening = new WeakMap();
const unwanted = new WeakSet();
const open = (row) => {
  unwanted.delete(row);
  if (!opening.has(row)) opening.set(row, load(row).finally(() => opening.delete(row)));
  return opening.get(row);
};

const load = async (row) => {
  const link = opener(row);
  inside(row).setAttribute("aria-busy", "true");
  let answer;
  try {
    answer = await fetch(link.dataset.inside, { headers: { "HX-Request": "true" } });
  } catch {
    answer = null;
  }
  // A session that has ended, or no network: the page itself says so.
  if (!answer?.ok || answer.redirected) return location.assign(link.href);
  if (unwanted.delete(row)) {
    inside(row).removeAttribute("aria-busy");
    return opener(row).setAttribute("aria-expanded", "false");
  }
  const made = document.createRange().createContextualFragment(await answer.text());
  const fresh = made.firstElementChild;
  for (const part of made.querySelectorAll("[data-replaces]")) {
    document.querySelector(part.dataset.replaces)?.replaceChildren(...part.childNodes);
    part.remove();
  }
  row.replaceWith(made);
  if (fresh.matches("[data-settled]")) return settled(fresh);
  document.dispatchEvent(new CustomEvent("drafts:look", { detail: fresh }));
  go(fresh);
  return fresh;
};

// A key of an act opens the row where it must, and puts the cursor into the first field of the short form.
const act = async (row, key) => {
  const ready = isOpen(row) ? row : await open(row);
  const form = ready?.querySelector(`[data-act="${CSS.escape(key)}"]`);
  if (!form) return;
  if (form.href) return form.click();
  form.open = true;
  form.querySelector("input:not([type=hidden]), textarea, select")?.focus();
};

// What became of a row is said, and the next one is taken.
const settled = (line) => {
  document.getElementById("queue-said").textContent = line.textContent.trim();
  let next = line.nextElementSibling;
  while (next && !next.matches("[data-row]")) next = next.nextElementSibling;
  next ??= rows()[0];
  if (next) go(next);
  else refill();
};
document.addEventListener("drafts:replaced", (event) => event.detail.matches("[data-settled]") && settled(event.detail));

// A page that is worked off gives way to what waits behind it.
const refill = async () => {
  const answer = await fetch(location.pathname + location.search.replace(/[?&]open=\d+/, ""));
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const found = page.getElementById("queue-results");
  if (!found) return location.reload();
  results.replaceChildren(...found.childNodes);
  document.getElementById("queue-keys")?.removeAttribute("hidden");
  go(rows()[0]);
};

results.addEventListener("click", (event) => {
  const link = event.target.closest("[data-open]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const row = link.closest("[data-row]");
  if (isOpen(row)) close(row);
  else open(row);
});

const step = (by) => {
  const all = rows();
  const now = here();
  const place = all.indexOf(now);
  if (place >= 0) return go(all[place + by]);
  go(by > 0 ? all[0] : all.at(-1));
};

document.addEventListener("keydown", (event) => {
  const field = event.target.matches("input, textarea, select");
  const row = here();
  if (event.key === "Escape" && row?.matches("[data-row]")) {
    if (opening.has(row)) unwanted.add(row);
    return isOpen(row) && close(row);
  }
  if (event.key === "Enter" && event.ctrlKey && event.target.form) return event.target.form.requestSubmit();
  if ((field && event.target.type !== "radio") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "j" || event.key === "k") {
    event.preventDefault();
    step(event.key === "j" ? 1 : -1);
  } else if (event.key === "?") {
    const keys = document.getElementById("queue-keys");
    if (keys) keys.hidden = !keys.hidden;
  } else if (["a", "r", "u"].includes(event.key)) {
    const chosen = row?.matches("[data-row]") ? row : rows()[0];
    if (!chosen) return;
    event.preventDefault();
    act(chosen, event.key);
  }
});
document.getElementById("queue-keys")?.removeAttribute("hidden");
