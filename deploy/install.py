"""`make install`: everything this machine and this checkout lack; nothing when all is there."""

import sys

from deploy import debian, translations, vendor, virtualenv
from deploy.terminal import call, step


def install(*purposes: str) -> None:
    """Bring the machine and the checkout to what `run` or `test` needs."""
    debian.install({"run", *purposes})
    virtualenv.sync(virtualenv.RUN, *([virtualenv.TEST] if "test" in purposes else []))
    vendor.sync()
    stale = translations.stale()
    if stale:
        with step("locale: *.mo"):
            command = [virtualenv.PYTHON, "-m", "deploy.translations", *stale]
            call(command, "翻译未能编译 · The translations could not be compiled.")


if __name__ == "__main__":
    install(*sys.argv[1:])
