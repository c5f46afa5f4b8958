"""The documents tell the truth: what README and docs/ name exists, and what an operator must know is named."""

from __future__ import annotations

import ast
import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from django.core.management import get_commands
from django.urls import resolve

from config.celery import app
from departments.choices import Role
from departments.permissions import SCOPES

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
APPS = ["audit", "departments", "notifications", "tasks", "supervision"]
FOLDERS = [*APPS, "bench", "config", "deploy", "docs", "locale", "static", "templates", "tests"]
ENVIRONMENT = ROOT / "deploy/systemd/environment.example"
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"`([^`\n]+)`")
# Read by other programs, or set for them; not ours to explain.
FOREIGN = {"PATH", "MAKELEVEL", "DJANGO_SETTINGS_MODULE", "LUOSHI_COUNTS", "LUOSHI_TESTS"}


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def named(path: Path) -> list[str]:
    """What a document writes as code, in lines and in blocks."""
    text = text_of(path)
    blocks = re.findall(r"^```\w*\n(.*?)^```", text, re.M | re.S)
    return [*CODE.findall(re.sub(r"^```.*?^```", "", text, flags=re.M | re.S)), *blocks]


@cache
def python_files() -> dict[Path, ast.Module]:
    found = (path for folder in [*APPS, "config", "deploy"] for path in (ROOT / folder).rglob("*.py"))
    return {path: ast.parse(text_of(path)) for path in found}


@cache
def names_in_code() -> set[str]:
    """Classes, functions, module constants, and `Class.member` of all apps."""
    found: set[str] = set()
    for tree in python_files().values():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                found |= {node.name} | {f"{node.name}.{member}" for member in _members(node)}
            elif isinstance(node, ast.FunctionDef):
                found.add(node.name)
        found |= _assigned(tree.body)
    return found


def _members(node: ast.ClassDef) -> set[str]:
    inner = {each.name for each in node.body if isinstance(each, (ast.ClassDef, ast.FunctionDef))}
    return inner | _assigned(node.body)


def _assigned(body: list[ast.stmt]) -> set[str]:
    targets = [target for node in body if isinstance(node, ast.Assign) for target in node.targets]
    targets += [node.target for node in body if isinstance(node, ast.AnnAssign)]
    return {target.id for target in targets if isinstance(target, ast.Name)}


def variables_read() -> set[str]:
    """Names of the environment that settings and set-up ask for."""
    found: set[str] = set()
    for path, tree in python_files().items():
        if path.relative_to(ROOT).parts[0] not in ("config", "deploy"):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                asked = ast.unparse(node.func)
                if asked in ("env", "env.int", "env.bool", "env.list", "os.environ.get"):
                    found.add(node.args[0].value)
    with (ROOT / "deploy/with-python").open(encoding="utf-8") as script:
        found |= set(re.findall(r"\$\{(\w+):-", script.read()))
    return found - FOREIGN


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_to_a_file(path):
    links = [link for link in LINK.findall(text_of(path)) if not link.startswith(("http://", "https://"))]
    broken = [link for link in links if not (path.parent / link.partition("#")[0]).exists()]
    assert not broken


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_that_is_named_exists(path):
    pattern = rf"(?<![\w/.])((?:{'|'.join(FOLDERS)})/[\w./-]*\w/?)"
    found = {match for code in named(path) for match in re.findall(pattern, code)}
    # Made by the set-up, or by Celery.
    made = {"static/vendor", "static/vendor/"}
    assert not {name for name in found - made if not (ROOT / name).exists()}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_command_that_is_named_exists(path):
    words = "\n".join(named(path))
    assert set(re.findall(r"manage\.py ([a-z]\w+)", words)) <= {*get_commands(), "APP"}
    targets = set(re.findall(r"^([a-z-]+):", text_of(ROOT / "Makefile"), re.M))
    assert set(re.findall(r"(?<![\w-])make ([a-z][a-z-]*)", words)) <= targets


def test_the_readme_names_every_make_target():
    targets = set(re.findall(r"^([a-z-]+):", text_of(ROOT / "Makefile"), re.M))
    assert targets == set(re.findall(r"make ([a-z][a-z-]*)", "\n".join(named(ROOT / "README.md"))))


def test_every_variable_of_the_environment_is_explained_and_none_is_invented():
    readme = text_of(ROOT / "README.md").partition("## Settings")[2].partition("\n## ")[0]
    rows = [row.split("|")[1] for row in readme.splitlines() if row.startswith("| `")]
    explained = {name for row in rows for name in CODE.findall(row)}
    assert variables_read() <= explained
    assert explained <= variables_read()


def test_the_example_environment_sets_only_what_is_read():
    given = re.findall(r"^(\w+)=", text_of(ENVIRONMENT), re.M)
    assert {name.removesuffix("_FILE") for name in given} <= variables_read()


def test_unit_files_run_what_the_installation_has():
    for unit in (ROOT / "deploy/systemd").glob("*.service"):
        text = text_of(unit)
        assert "EnvironmentFile=/etc/luoshi/environment" in text
        assert re.search(
            r"^ExecStart=/srv/luoshi/app/\.venv/bin/(gunicorn config\.wsgi:application|celery -A config) ",
            text,
            re.M,
        )


def test_every_word_of_the_glossary_is_a_name_in_the_code():
    glossary = text_of(ROOT / "README.md").partition("## Glossary")[2].partition("\n## ")[0]
    rows = [row.split("|") for row in glossary.splitlines() if row.startswith("|") and "`" in row]
    assert len(rows) > 60
    in_code = [name for row in rows for name in CODE.findall(row[3])]
    assert [name for name in in_code if name not in names_in_code()] == []
    words = [row[1].strip() for row in rows]
    assert sorted(words) == sorted(set(words)), "one word for one thing"


def test_the_glossary_has_every_role_and_state():
    glossary = text_of(ROOT / "README.md").partition("## Glossary")[2]
    members = [f"Role.{role.name}" for role in Role if role != Role.PUBLIC]
    members += [name for name in names_in_code() if re.fullmatch(r"Status\.[A-Z_]+", name)]
    assert [name for name in members if f"`{name}`" not in glossary] == []


def test_architecture_names_functions_that_exist():
    """Dotted names such as `rules.ensure` or `Change.keep`: the last part is in the code, where it is said to be."""
    words = CODE.findall(text_of(ROOT / "docs/architecture.md"))
    dotted = {word for word in words if re.fullmatch(r"[A-Za-z_]+(\.[A-Za-z_]+)+", word)}
    unknown = [word for word in dotted if not _is_known(word)]
    assert unknown == []


def _is_known(word: str) -> bool:
    whole, name = word.replace("audit.log", "log"), word.rpartition(".")[2]
    owner = word.split(".")[-2]
    if whole in names_in_code() or name in {"py", "md"}:
        return True
    files = [path for path in python_files() if owner in {path.stem, path.parent.name}]
    return any(re.search(rf"\b{name}\b", text_of(path)) for path in files)


def test_architecture_lists_every_app_room_job_and_reach():
    text = text_of(ROOT / "docs/architecture.md")
    rooms = [room for app_ in ("tasks", "supervision") for room in (ROOT / app_).iterdir() if _is_room(room)]
    assert [str(room) for room in rooms if f"`{room.relative_to(ROOT)}/`" not in text] == []
    assert [name for name in app.conf.beat_schedule if f"| `{name}` |" not in text] == []
    assert [scope for scope in SCOPES if f"| `{scope}` |" not in text] == []


def _is_room(folder: Path) -> bool:
    return (folder / "__init__.py").exists() and folder.name not in (
        "migrations",
        "management",
        "templatetags",
    )


def test_architecture_names_the_keys_that_make_a_second_run_harmless():
    jobs = text_of(ROOT / "docs/architecture.md").partition("## Jobs")[2].partition("\n## ")[0]
    keys = set(re.findall(r"`(\w+_once\w*)`", jobs))
    models = " ".join(text_of(path) for path in python_files() if "models" in path.parts[-1])
    assert keys
    assert [key for key in keys if f'name="{key}"' not in models] == []


def test_every_decision_has_its_date():
    decisions = sorted((ROOT / "docs/decisions").glob("*.md"))
    assert decisions
    for path in decisions:
        title, blank, day, *_rest = text_of(path).splitlines()
        assert title.startswith("# "), path.name
        assert (blank, path.name[:10]) == ("", day), path.name
        date.fromisoformat(day)


def test_the_readme_shows_a_light_picture():
    picture = ROOT / "docs/pictures/first-page.png"
    assert picture.read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    assert picture.stat().st_size <= 200 * 1024


def test_addresses_that_are_named_answer():
    found = {
        word
        for path in DOCUMENTS
        for word in CODE.findall(text_of(path))
        if re.fullmatch(r"/[a-z/]+/?", word)
    }
    assert {"/api/docs/"} <= found
    for address in found:
        if not address.startswith(("/etc/", "/srv/", "/backup/")):
            resolve(address)


def test_nobody_needs_python_to_do_what_the_guide_says():
    blocks = [text_of(path) for path in (ROOT / "docs/guide").glob("*.md")]
    assert not [text for text in blocks if "```python" in text or "manage.py shell" in text]
