// The command box: Ctrl+K or "/" anywhere. Without this file its button is a link to the search page.
const box = document.querySelector("#command");
const opener = document.querySelector("[data-command]");
if (box && opener) {
  const field = box.querySelector("input");
  const list = box.querySelector("[role=listbox]");
  const state = box.querySelector("[role=status]");
  const PAUSE = 120;
  let before, timer, asking, asked;

  const options = () => [...list.querySelectorAll("[role=option]")];
  const chosen = () => list.querySelector("[aria-selected=true]");
  const choose = (option) => {
    chosen()?.setAttribute("aria-selected", "false");
    option?.setAttribute("aria-selected", "true");
    if (option) field.setAttribute("aria-activedescendant", option.id);
    else field.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  };

  // From the first new character until its answers are there.
  const busy = (waits) => list.setAttribute("aria-busy", waits);

  // One request at a time: what was asked before is given up.
  const ask = async () => {
    const query = field.value.trim();
    asking?.abort();
    if (query === asked) return busy(false);
    const mine = asking = new AbortController();
    try {
      const answer = await fetch(`${box.dataset.url}?${new URLSearchParams({ q: query })}`, { signal: mine.signal, headers: { Accept: "text/html" } });
      // A session that has ended answers with the log-in page: go there, and come back.
      if (answer.redirected) return location.assign(opener.href);
      if (!answer.ok) throw new Error(answer.status);
      list.innerHTML = await answer.text();
      asked = query;
      const found = options().filter((option) => !option.matches(".everything")).length;
      state.textContent = found ? `${state.dataset.found} ${found}` : state.dataset.none;
      state.classList.toggle("sr", found > 0);
      choose(options()[0]);
      list.scrollTop = 0;
    } catch (error) {
      if (error.name === "AbortError") return;
      state.textContent = state.dataset.failed;
      state.classList.remove("sr");
    } finally {
      if (asking === mine) {
        asking = undefined;
        busy(false);
      }
    }
  };

  const open = () => {
    if (box.open) return field.select();
    before = document.activeElement;
    for (const menu of document.querySelectorAll("details.menu[open]")) menu.open = false;
    box.showModal();
    field.select();
    asked = undefined;
    ask();
  };
  const close = () => box.close();

  const step = (by) => {
    const all = options();
    if (all.length) choose(all[(all.indexOf(chosen()) + by + all.length) % all.length]);
  };
  const keys = {
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    Home: () => choose(options()[0]),
    End: () => choose(options().at(-1)),
    // A search field would only empty itself.
    Escape: close,
  };

  field.addEventListener("input", () => {
    clearTimeout(timer);
    busy(true);
    timer = setTimeout(ask, PAUSE);
  });
  field.addEventListener("keydown", (event) => {
    // While characters are being composed the keys belong to the input method.
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const move = event.key in keys && !(["Home", "End"].includes(event.key) && field.value) && keys[event.key];
    if (!move) return;
    event.preventDefault();
    move();
  });
  // Enter opens what is chosen; while newer words are on their way it goes to the page, which answers all of them.
  box.querySelector("form").addEventListener("submit", (event) => {
    if (!chosen() || field.value.trim() !== asked) return;
    event.preventDefault();
    chosen().click();
  });
  list.addEventListener("pointermove", (event) => {
    const option = event.target.closest("[role=option]");
    if (option && option !== chosen()) choose(option);
  });
  list.addEventListener("click", (event) => {
    // A place on the page that is open already: the box would hide it.
    if (event.target.closest("a[role=option]")) close();
  });
  box.querySelector("[data-close]").addEventListener("click", close);
  // A click beside the box hits the dialog itself.
  box.addEventListener("click", (event) => { if (event.target === box) close(); });
  box.addEventListener("close", () => {
    clearTimeout(timer);
    asking?.abort();
    if (before?.isConnected) before.focus();
  });

  opener.setAttribute("role", "button");
  opener.setAttribute("aria-haspopup", "dialog");
  opener.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open();
  });
  opener.addEventListener("keydown", (event) => {
    if (event.key !== " ") return;
    event.preventDefault();
    open();
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
    const asksFor = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey ? event.key.toLowerCase() === "k" : event.key === "/" && !typing && !event.altKey;
    if (!asksFor || document.querySelector("dialog[open]:not(#command)")) return;
    event.preventDefault();
    open();
  });
}
