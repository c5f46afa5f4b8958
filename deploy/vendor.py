"""Files from npm that the browser is served: a short list, copied into git-ignored `static/vendor/`."""

import hashlib
import os
import re
import shutil
import subprocess
from pathlib import Path

from deploy import virtualenv
from deploy.terminal import ROOT, call, step

MODULES = ROOT / "node_modules"
VENDOR = ROOT / "static" / "vendor"
STAMP = VENDOR / ".copied"
FILES = {
    "tom-select/dist/js/tom-select.complete.min.js": "tom-select.js",
    "tom-select/dist/css/tom-select.min.css": "tom-select.css",
    "tom-select/LICENSE": "tom-select.LICENSE.txt",
}


def _digest() -> str:
    return hashlib.sha256((ROOT / "package-lock.json").read_bytes() + Path(__file__).read_bytes()).hexdigest()


def _npm() -> Path:
    """The machine's npm when it reads our lock file (7 or newer), else npm from PyPI in `.venv`."""
    found = shutil.which("npm")
    if found:
        version = subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout
        major = version.split(".")[0]
        if major.isdigit() and int(major) >= 7:
            return Path(found)
    virtualenv.sync(virtualenv.RUN, virtualenv.NODE)
    return virtualenv.PLACE / "bin" / "npm"


def _download() -> None:
    npm = _npm()
    # npm looks for node on the path; in .venv it lies beside it.
    environment = {**os.environ, "PATH": f"{npm.parent}:{os.environ['PATH']}"}
    if not os.access(Path.home(), os.W_OK):
        environment["npm_config_cache"] = str(virtualenv.PLACE / "npm-cache")
    call(
        [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        "npm 软件包未能安装，请检查网络后重试 · npm packages could not be installed: check the network, try again.",
        env=environment,
    )


def _copy() -> None:
    shutil.rmtree(VENDOR, ignore_errors=True)
    VENDOR.mkdir(parents=True)
    for source, target in FILES.items():
        text = (MODULES / source).read_text("utf-8")
        # The maps are not copied, and the hashed storage refuses a file that points to a missing one.
        text = re.sub(r"(//|/\*)# sourceMappingURL=\S+( \*/)?", "", text)
        (VENDOR / target).write_text(text, "utf-8")


def sync() -> None:
    """Bring `static/vendor/` to `package-lock.json`."""
    if STAMP.exists() and STAMP.read_text("utf-8") == _digest():
        return
    with step("npm: static/vendor"):
        _download()
        _copy()
        STAMP.write_text(_digest(), "utf-8")
