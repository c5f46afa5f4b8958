// Names are offered after an @ while one types. Without this file one writes the name oneself; the server knows it.

const AT = /(?:^|[^A-Za-z0-9._%+-])[@＠]([^\s@＠（）()]{0,20})$/;

for (const area of document.querySelectorAll("textarea[data-mentions]")) {
  const list = document.createElement("ul");
  list.className = "offered";
  list.id = `${area.id}-offered`;
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "@");
  area.after(list);
  area.setAttribute("role", "combobox");
  area.setAttribute("aria-autocomplete", "list");
  area.setAttribute("aria-controls", list.id);
  area.setAttribute("aria-expanded", "false");

  let chosen = -1;
  let asked = 0;
  const typed = () => AT.exec(area.value.slice(0, area.selectionStart))?.[1];
  const close = () => {
    list.hidden = true;
    chosen = -1;
    area.setAttribute("aria-expanded", "false");
    area.removeAttribute("aria-activedescendant");
  };
  const mark = (place) => {
    const options = [...list.children];
    chosen = (place + options.length) % options.length;
    options.forEach((option, number) => option.setAttribute("aria-selected", String(number === chosen)));
    area.setAttribute("aria-activedescendant", options[chosen].id);
    options[chosen].scrollIntoView({ block: "nearest" });
  };
  const take = (write) => {
    const end = area.selectionStart;
    const start = end - typed().length;
    area.setRangeText(`${write} `, start, end, "end");
    close();
    area.focus();
    area.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const offer = (people) => {
    list.replaceChildren(
      ...people.map(({ name, unit, write }, number) => {
        const option = document.createElement("li");
        option.id = `${list.id}-${number}`;
        option.setAttribute("role", "option");
        option.lang = "zh-Hans";
        option.dataset.write = write;
        const where = document.createElement("span");
        where.textContent = unit;
        option.append(name, where);
        return option;
      }),
    );
    if (!people.length) return close();
    list.hidden = false;
    area.setAttribute("aria-expanded", "true");
    mark(0);
  };

  let waiting;
  area.addEventListener("input", () => {
    clearTimeout(waiting);
    const words = typed();
    if (words === undefined) return close();
    const number = ++asked;
    waiting = setTimeout(async () => {
      const answer = await fetch(`${area.dataset.mentions}?q=${encodeURIComponent(words)}`).catch(() => null);
      // An answer that was overtaken by further typing says nothing any more.
      if (answer?.ok && !answer.redirected && number === asked) offer((await answer.json()).people);
    }, 120);
  });
  area.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) mark(chosen + steps[event.key]);
    else if (event.key === "Enter" || event.key === "Tab") take(list.children[chosen].dataset.write);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  // Before the field loses the focus to the list.
  list.addEventListener("pointerdown", (event) => {
    const option = event.target.closest("[role=option]");
    event.preventDefault();
    if (option) take(option.dataset.write);
  });
  area.addEventListener("blur", close);
}
