// Without a network: show what waits on this device, and come back by itself when there is one.
const kept = document.getElementById("kept");
for (const key of Object.keys(localStorage).filter((name) => name.startsWith("luoshi:draft:"))) {
  const said = JSON.parse(localStorage.getItem(key)).fields.filter(([name, value]) => ["done", "note", "reply"].includes(name) && value);
  if (!said.length) continue;
  const line = document.createElement("li");
  line.textContent = said.map(([, value]) => value).join(" · ");
  kept.querySelector("ul").append(line);
  kept.hidden = false;
}
window.addEventListener("online", () => location.reload());
