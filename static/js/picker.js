// Long choices of units and people are searched by name, pinyin and initials. Without this file they are plain selects.

const files = document.querySelector("script[data-picker]").dataset;
let fetched = null;

const loaded = (element) => new Promise((resolve) => element.addEventListener("load", resolve, { once: true }));

// The library comes with the first long choice that is shown, not before; drawn before its style came, it would move.
const fetchLibrary = () => {
  if (!fetched) {
    const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href: files.style });
    const script = Object.assign(document.createElement("script"), { src: files.picker });
    fetched = Promise.all([loaded(style), loaded(script)]);
    document.head.append(style, script);
  }
  return fetched;
};

const noResults = () => Object.assign(document.createElement("div"), { className: "no-results", textContent: files.nothing });
const isShown = (select) => select.getClientRects().length > 0;

const prepare = async (part) => {
  const selects = [...part.querySelectorAll("select[data-pick]:not(.tomselected)")].filter(isShown);
  if (!selects.length) return;
  await fetchLibrary();
  for (const select of selects) {
    if (select.tomselect || !select.isConnected) continue;
    const focused = document.activeElement === select;
    // The label goes to the field of the picker; the list behind it keeps its name.
    select.setAttribute("aria-label", select.labels[0]?.textContent ?? "");
    const plugins = select.multiple ? { remove_button: { title: files.remove } } : {};
    const made = new TomSelect(select, { searchField: ["text", "spelled"], maxOptions: 80, plugins, selectOnTab: true, allowEmptyOption: !select.multiple, render: { no_results: noResults } });
    if (focused) made.focus();
  }
};

document.addEventListener("htmx:afterSettle", (event) => prepare(event.target));
document.addEventListener("toggle", (event) => { if (event.target.open) prepare(event.target); }, true);
prepare(document);
