"""The house keeps its shape: imports go left and down, files and functions stay small, services keep the rules."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# Across: an app imports what stands left of it; config imports all and nobody imports it.
APPS = ["audit", "departments", "notifications", "tasks", "supervision"]
EDGES = {"views", "forms", "filters", "urls", "api", "jobs", "exports", "admin", "management", "templatetags"}
DOMAIN = {"services", "rules", "querysets", "models", "choices"}
HTTP = ("django.http", "django.shortcuts", "django.forms", "rest_framework")
MOST_LINES, MOST_IN_FUNCTION = 300, 50

# Known exceptions, each with its reason; an entry that is no longer needed fails the test too.
LONG_FILES: dict[str, str] = {}
LONG_FUNCTIONS: dict[str, str] = {}
INNER_IMPORTS: dict[str, str] = {
    "tasks/apps.py:ready": "the words of requests need the models, which are there only then",
    "supervision/apps.py:ready": "what is lent to the timeline needs the models, which are there only then",
    "departments/apps.py:ready": "the receivers of log-ins need the models, which are there only then",
}
UNTYPED: dict[str, str] = {}


@cache
def files() -> dict[str, ast.Module]:
    """Every Python file of the apps, without migrations."""
    found = (path for app in [*APPS, "config"] for path in sorted((ROOT / app).rglob("*.py")))
    return {
        str(path.relative_to(ROOT)): ast.parse(path.read_text(encoding="utf-8"))
        for path in found
        if "migrations" not in path.parts
    }


def imports(tree: ast.AST) -> list[str]:
    """All modules that are imported, also inside functions."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found += [f"{node.module or ''}.{alias.name}" for alias in node.names]
            assert not node.level, f"relative import of {node.module}"
    return found


def functions(tree: ast.AST):
    return (node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)))


def parts(name: str) -> set[str]:
    """The words of a path or module: tasks/register/services.py → tasks, register, services."""
    return set(name.removesuffix(".py").replace("/", ".").split("."))


def is_edge(name: str) -> bool:
    """By its name, or because it speaks HTTP."""
    return bool(parts(name) & EDGES) or any(module.startswith(HTTP) for module in imports(files()[name]))


def compare(found: dict[str, object], known: dict[str, str]) -> None:
    new = {name: what for name, what in found.items() if name not in known}
    assert not new, new
    assert not set(known) - set(found), "strike these from the exceptions: they are in order now"


def test_apps_import_only_what_stands_left_of_them():
    wrong = []
    for name, tree in files().items():
        app = name.split("/")[0]
        if app == "config":
            continue
        right = {*APPS[APPS.index(app) + 1 :], "config"}
        wrong += [f"{name} → {module}" for module in imports(tree) if module.split(".")[0] in right]
    assert not wrong


def test_the_domain_never_imports_an_edge():
    wrong = []
    for name, tree in files().items():
        if name.startswith("config/") or parts(name) & EDGES or not parts(name) & DOMAIN:
            continue
        ours = [module for module in imports(tree) if module.split(".")[0] in APPS]
        wrong += [f"{name} → {module}" for module in ours if parts(module) & EDGES]
    assert not wrong


def test_services_never_import_jobs_or_requests():
    forbidden = ("celery", "django.http", "django.shortcuts", "rest_framework")
    wrong = [
        f"{name} → {module}"
        for name, tree in files().items()
        if "services" in parts(name)
        for module in imports(tree)
        if module.startswith(forbidden) or "jobs" in parts(module)
    ]
    assert not wrong


def test_no_import_is_hidden_in_a_function():
    found = {}
    for name, tree in files().items():
        for function in functions(tree):
            if any(isinstance(node, (ast.Import, ast.ImportFrom)) for node in ast.walk(function)):
                found[f"{name}:{function.name}"] = "import"
    compare(found, INNER_IMPORTS)


def test_files_stay_under_300_lines():
    lengths = {name: len((ROOT / name).read_text(encoding="utf-8").splitlines()) for name in files()}
    compare({name: lines for name, lines in lengths.items() if lines > MOST_LINES}, LONG_FILES)


def test_functions_stay_under_50_lines():
    lengths = {
        f"{name}:{function.name}": function.end_lineno - function.lineno + 1
        for name, tree in files().items()
        for function in functions(tree)
    }
    compare({name: lines for name, lines in lengths.items() if lines > MOST_IN_FUNCTION}, LONG_FUNCTIONS)


def test_only_the_clock_asks_what_time_it_is():
    asks = {"timezone.now", "date.today", "datetime.now", "datetime.today"}
    wrong = [
        f"{name}:{node.lineno}"
        for name, tree in files().items()
        if name != "audit/clock.py"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and (ast.unparse(node.func) in asks or ast.unparse(node) == "timezone.localdate()")
    ]
    assert not wrong


def test_only_the_domain_of_tasks_sets_a_status():
    wrong = []
    for name, tree in files().items():
        if name.startswith("tasks/") and not parts(name) & EDGES:
            continue
        for node in ast.walk(tree):
            targets = node.targets if isinstance(node, ast.Assign) else []
            wrong += [
                f"{name}:{node.lineno}"
                for t in targets
                if isinstance(t, ast.Attribute) and t.attr == "status"
            ]
    assert not wrong


def test_public_functions_of_the_domain_are_typed_and_say_what_they_do():
    found = {}
    for name, tree in files().items():
        if is_edge(name) or parts(name) & {"models", "config", "apps", "middleware", "authentication"}:
            continue
        for function in tree.body:
            if not isinstance(function, ast.FunctionDef) or function.name.startswith("_"):
                continue
            untyped = {a.arg for a in function.args.args + function.args.kwonlyargs if a.annotation is None}
            # The actor is always a Person; the app `audit` lies below and cannot name the class.
            if untyped - {"actor", "person", "connection"} or function.returns is None:
                found[f"{name}:{function.name}"] = f"types {untyped} {function.returns is None}"
            if not ast.get_docstring(function):
                found[f"{name}:{function.name}"] = "docstring"
    compare(found, UNTYPED)


@pytest.mark.parametrize("word", ["utils", "helpers", "common", "manager"])
def test_no_file_is_called_by_a_word_that_says_nothing(word):
    assert not [name for name in files() if word in parts(name)]


def test_every_test_folder_is_a_package():
    folders = {path.parent for path in (ROOT / "tests").rglob("*.py")}
    assert not [str(folder) for folder in folders if not (folder / "__init__.py").exists()]
