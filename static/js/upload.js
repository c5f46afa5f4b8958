// A photo or file goes up with its progress before one's eyes; what failed can be tried again. Without scripts: a plain form.

const words = document.getElementById("draft-words")?.dataset ?? {};
const MOST_BYTES = 20 * 1024 * 1024;

const reason = (page) => {
  const read = new DOMParser().parseFromString(page, "text/html");
  return [...read.querySelectorAll("[role=alert] li, .errorlist li")].map((line) => line.textContent.trim())[0];
};

const send = (form, file, line) => {
  const bar = document.createElement("progress");
  const told = document.createElement("span");
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute("aria-label", file.name);
  told.textContent = file.name;
  line.replaceChildren(told, bar);
  const failed = (why) => {
    const again = document.createElement("button");
    again.type = "button";
    again.className = "btn plain";
    again.textContent = words.retry;
    again.addEventListener("click", () => send(form, file, line));
    line.replaceChildren(`${file.name}: ${why} `, again);
  };
  if (file.size > MOST_BYTES) {
    line.replaceChildren(`${file.name}: ${words.large}`);
    return;
  }
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.upload.addEventListener("progress", (event) => (bar.value = event.lengthComputable ? event.loaded / event.total : 0));
  request.addEventListener("error", () => failed(words.failed));
  request.addEventListener("load", () => {
    // A session that has ended leads to the log-in page.
    if (request.status === 200 && !request.responseURL.includes("/account/")) line.replaceChildren(`${file.name} · ${words.uploaded}`);
    else failed(reason(request.responseText) ?? words.failed);
  });
  const body = new FormData(form);
  body.set("upload", file);
  request.send(body);
};

document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (event.target.type !== "file" || !form?.matches("[data-upload]")) return;
  let list = form.querySelector(".uploads");
  if (!list) {
    list = document.createElement("ul");
    list.className = "uploads rows";
    list.setAttribute("aria-live", "polite");
    form.append(list);
    form.querySelector("button").hidden = true;
  }
  for (const file of event.target.files) {
    const line = document.createElement("li");
    line.className = "line";
    list.append(line);
    send(form, file, line);
  }
  event.target.value = "";
});
