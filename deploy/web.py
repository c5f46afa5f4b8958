"""The web server of `make run`: makes everything ready, then serves, in one process, because loading Django costs a second."""

import logging
import os
import sys
import warnings

from deploy import prepare
from deploy.terminal import READY


def _speak_to(log: str) -> None:
    """The terminal hears that everything is ready; what is said from here on stands in the log."""
    print(READY, end="", flush=True)
    file = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    os.dup2(file, sys.stdout.fileno())
    os.dup2(file, sys.stderr.fileno())
    os.close(file)


def main(log: str, *options: str) -> None:
    """Prepare in silence but for what went wrong, then become gunicorn with these options."""
    logging.disable(logging.INFO)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        prepare.main()
    logging.disable(logging.NOTSET)

    from django.db import connections
    from gunicorn.app.wsgiapp import run

    # The workers are forks, and two of them must not talk through one connection.
    connections.close_all()
    _speak_to(log)
    sys.argv = ["gunicorn", "config.wsgi:application", *options]
    run()


if __name__ == "__main__":
    main(*sys.argv[1:])
