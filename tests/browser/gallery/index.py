"""The page of all pictures: by page, role, width and language, with what was found beside them."""

from __future__ import annotations

from html import escape
from pathlib import Path

from tests.browser.gallery.walk import Shot, Walk

_HEAD = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Gallery</title><style>
body { font: 14px/1.5 system-ui, "Noto Sans CJK SC", sans-serif; margin: 24px; color: #1b2430 }
form { position: sticky; top: 0; background: #fff; padding: 8px 0; display: flex; gap: 16px; flex-wrap: wrap; border-bottom: 1px solid #ccd }
section > div { display: flex; flex-wrap: wrap; gap: 12px; align-items: flex-end } h2 { margin: 24px 0 8px; font-size: 16px }
figure { margin: 0 } figure img { border: 1px solid #ccd; height: 240px; width: auto; max-width: 400px; object-fit: cover; object-position: top }
figcaption { font-size: 12px; color: #515c6b } .wrong img { border: 2px solid #c62828 } .wrong ul { color: #c62828; max-width: 400px; margin: 0; padding-left: 16px }
[hidden] { display: none !important }
</style><h1>Gallery</h1>"""
# The index is opened from the disk: no server, no policy, and a choice is kept in the address.
_SCRIPT = """<script>
const form = document.querySelector("form");
const show = () => {
  const asked = Object.fromEntries(new FormData(form));
  for (const one of document.querySelectorAll("figure"))
    one.hidden = ["role", "width", "language"].some((name) => asked[name] && one.dataset[name] !== asked[name]) || (asked.wrong && !one.matches(".wrong"));
  for (const page of document.querySelectorAll("section"))
    page.hidden = !page.querySelector("figure:not([hidden])") || !page.id.includes(asked.page.trim());
};
form.addEventListener("input", show);
</script>"""


def write(folder: Path, walks: list[Walk], findings: list[str]) -> None:
    """Write index.html into the folder of the pictures."""
    shots = sorted((shot for one in walks for shot in one.shots), key=lambda shot: shot.page)
    parts = [_HEAD, _form(shots), _list(findings)]
    pages: dict[str, list[Shot]] = {}
    for shot in shots:
        pages.setdefault(shot.page, []).append(shot)
    for page, taken in pages.items():
        figures = "".join(map(_figure, taken))
        parts.append(f'<section id="{escape(page)}"><h2>{escape(page)}</h2><div>{figures}</div></section>')
    (folder / "index.html").write_text("\n".join([*parts, _SCRIPT]), encoding="utf-8")


def _form(shots: list[Shot]) -> str:
    chosen = []
    for name in ("role", "width", "language"):
        values = sorted({str(getattr(shot, name)) for shot in shots})
        options = "".join(f"<option>{value}</option>" for value in values)
        chosen.append(
            f'<label>{name} <select name="{name}"><option value="">all</option>{options}</select></label>'
        )
    return (
        f"<form>{''.join(chosen)}<label>page <input name=page></label>"
        '<label><input type="checkbox" name="wrong"> with findings only</label></form>'
    )


def _list(findings: list[str]) -> str:
    lines = "".join(f"<li>{escape(line)}</li>" for line in findings)
    return f"<details><summary>{len(findings)} findings</summary><ul>{lines}</ul></details>"


def _figure(shot: Shot) -> str:
    lines = "".join(f"<li>{escape(line)}</li>" for line in shot.findings)
    said = f"<ul>{lines}</ul>" if lines else ""
    wrong = ' class="wrong"' if lines else ""
    words = f"{shot.role} · {shot.width} · {shot.language} · {escape(shot.path)}"
    return (
        f'<figure{wrong} data-role="{shot.role}" data-width="{shot.width}" data-language="{shot.language}">'
        f'<a href="{shot.file}"><img src="{shot.file}" loading="lazy" alt="{words}"></a>'
        f"<figcaption>{words}{said}</figcaption></figure>"
    )
