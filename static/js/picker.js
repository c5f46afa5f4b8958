// Long choices of units and people are searched by name, pinyin and initials. Without this file they are plain selects.

const files = document.querySelector("[data-picker]").dataset;
let fetched = null;

// The library comes with the first long choice that is shown, not before.
const fetchLibrary = () => {
  fetched ??= new Promise((resolve) => {
    const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href: files.style });
    const script = Object.assign(document.createElement("script"), { src: files.picker, onload: resolve });
    document.head.append(style, script);
  });
  return fetched;
};

const noResults = () => Object.assign(document.createElement("div"), { className: "no-results", textContent: files.nothing });

export const prepare = async (part) => {
  const selects = part.querySelectorAll("select[data-pick]:not(.tomselected)");
  if (!selects.length) return;
  await fetchLibrary();
  for (const select of selects) {
    if (select.tomselect || !select.isConnected) continue;
    // The label goes to the field of the picker; the list behind it keeps its name.
    select.setAttribute("aria-label", select.labels[0]?.textContent ?? "");
    new TomSelect(select, { searchField: ["text", "spelled"], maxOptions: 80, selectOnTab: true, allowEmptyOption: true, render: { no_results: noResults } });
  }
};

document.addEventListener("htmx:afterSettle", (event) => prepare(event.target));
prepare(document);
