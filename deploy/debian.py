"""Debian packages of `debian.txt`: installed when root, else named."""

import glob
import importlib.util
import os
import shutil
from pathlib import Path

from deploy.terminal import Stopped, call, step

# No new server of the whole machine is started: the tests start their own and end them.
QUIET = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}


def _is_there(probe: str) -> bool:
    if probe.startswith("/"):
        return bool(glob.glob(probe)) or shutil.which(Path(probe).name) is not None
    return importlib.util.find_spec(probe) is not None


def missing(purposes: set[str]) -> list[str]:
    """Names of the packages needed for `run` or `test` that this machine does not have."""
    lines = Path(__file__).with_name("debian.txt").read_text("utf-8").splitlines()
    rows = [[cell.strip() for cell in line.split("|")] for line in lines if line and not line.startswith("#")]
    return [name for name, purpose, probe, _ in rows if purpose in purposes and not _is_there(probe)]


def install(purposes: set[str]) -> None:
    """Install what is missing as root; else stop and say which packages to install."""
    names = missing(purposes)
    if not names:
        return
    command = "apt-get install " + " ".join(names)
    if os.geteuid() or not shutil.which("apt-get"):
        raise Stopped(
            f"缺少系统软件包，请先由管理员安装 · Packages of the system are missing, please install: {command}"
        )
    with step(f"Debian: {' '.join(names)}"):
        wait = ["-o", "DPkg::Lock::Timeout=300", "-q", "-y"]
        call(["apt-get", "update", "-q"], "软件源无法更新 · apt-get update failed.", env=QUIET)
        call(
            ["apt-get", "install", *wait, "--no-install-recommends", *names],
            f"{command} 失败 · failed.",
            env=QUIET,
        )
