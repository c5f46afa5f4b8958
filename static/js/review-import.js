// The file to import: dropped or chosen, its size checked, and what is read of it shown before it is kept.

const form = document.querySelector("[data-import]");
const file = form.querySelector("[type=file]");
const zone = form.querySelector("[data-drop]");
const preview = document.getElementById("preview");
const MOST_BYTES = 20 * 1024 * 1024;

const tell = (words, bad = false) => {
  const line = Object.assign(document.createElement("p"), { textContent: words, className: bad ? "note bad" : "soft" });
  preview.replaceChildren(line);
};
const read = async () => {
  if (!file.files.length) return preview.replaceChildren();
  if (file.files[0].size > MOST_BYTES) return tell(form.dataset.large, true);
  tell(form.dataset.reading);
  await htmx.ajax("POST", form.getAttribute("action") || location.pathname, { source: form, target: preview, swap: "innerHTML", values: { preview: "1" } });
};
document.addEventListener("htmx:beforeSwap", ({ detail }) => { if (detail.xhr.status === 400) Object.assign(detail, { shouldSwap: true, isError: false }); });
for (const field of form.querySelectorAll("input, select")) field.addEventListener("change", read);

for (const name of ["dragenter", "dragover"]) zone.addEventListener(name, (event) => { event.preventDefault(); zone.classList.add("over"); });
for (const name of ["dragleave", "drop"]) zone.addEventListener(name, () => zone.classList.remove("over"));
zone.addEventListener("drop", (event) => {
  event.preventDefault();
  if (!event.dataTransfer.files.length) return;
  file.files = event.dataTransfer.files;
  read();
});
