"""`.venv` with exactly the packages that the lock files name."""

import hashlib
import json
import re
import shutil
import subprocess
import venv

from deploy.terminal import ROOT, Stopped, call, step

PLACE = ROOT / ".venv"
PYTHON = PLACE / "bin" / "python"
STAMP = PLACE / "locked.json"
RUN, TEST, NODE = "requirements.txt", "requirements-dev.txt", "deploy/requirements-node.txt"
OURS_TO_KEEP = {"pip", "setuptools", "wheel"}


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _named_in(*locks: str) -> set[str]:
    found = (re.findall(r"^([\w.-]+)==", (ROOT / lock).read_text("utf-8"), re.M) for lock in locks)
    return {_canonical(name) for names in found for name in names}


def _installed() -> set[str]:
    folders = PLACE.glob("lib/python*/site-packages/*.dist-info")
    return {_canonical(folder.stem.rsplit("-", 1)[0]) for folder in folders}


def _stamp() -> dict:
    try:
        return json.loads(STAMP.read_text("utf-8"))
    except (OSError, ValueError):
        return {}


def _digest(lock: str) -> str:
    return hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()


def _works() -> bool:
    program = "import pip, sys; sys.exit(sys.version_info < (3, 11))"
    try:
        return subprocess.run([PYTHON, "-c", program], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _create() -> None:
    with step("Python: .venv"):
        shutil.rmtree(PLACE, ignore_errors=True)
        try:
            venv.create(PLACE, with_pip=True)
        except (OSError, subprocess.CalledProcessError) as error:
            raise Stopped(f".venv 无法建立 · .venv cannot be made: {error}") from None


def sync(*locks: str) -> None:
    """Bring `.venv` to the lock files, whatever an older commit or another machine left in it."""
    works, stamp = _works(), _stamp()
    # Its programs name their own absolute path: moved, a .venv is made anew.
    moved = stamp.get("place", str(PLACE)) != str(PLACE)
    known = stamp.get("locks", {}) if works and not moved else {}
    wanted = {lock: _digest(lock) for lock in locks}
    if wanted.items() <= known.items() and _named_in(*locks) <= _installed():
        return
    if moved or not works:
        _create()
    STAMP.unlink(missing_ok=True)
    with step(f"Python: {', '.join(locks)}"):
        pip = [PYTHON, "-m", "pip", "--disable-pip-version-check"]
        files = [part for lock in locks for part in ("-r", ROOT / lock)]
        call(
            [*pip, "install", "-q", "--require-hashes", "--no-deps", *files],
            "Python 软件包未能安装，请检查网络后重试 · Python packages could not be installed: check the network, try again.",
        )
        # A package that no lock names can change what runs: Django prefers psycopg 3 where it finds it.
        extra = _installed() - _named_in(RUN, TEST, NODE) - OURS_TO_KEEP
        if extra:
            call([*pip, "uninstall", "-q", "-y", *sorted(extra)], "Python: uninstall failed.")
    STAMP.write_text(json.dumps({"place": str(PLACE), "locks": {**known, **wanted}}), "utf-8")
