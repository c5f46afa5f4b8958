"""Evidence leaves the house as a download, or, when it is surely a picture or a PDF, to be looked at; never run in the page."""

from __future__ import annotations

from django.http import FileResponse, Http404
from django.utils.translation import gettext as _

from departments.models import Person
from tasks.progress.models import Evidence
from tasks.progress.uploads import TYPES
from tasks.register.sensitive import note_reading

_PDF = "application/pdf"
# The type → the bytes it begins with. Nothing that can carry a script (svg, html) is ever shown.
SHOWN = {kind: start for kind, start, folder in TYPES.values() if not folder}
IMAGES = SHOWN.keys() - {_PDF}


def download(kept: Evidence, reader: Person) -> FileResponse:
    """The file under the name it came with; of a sensitive task, who took it is recorded."""
    return _handed_out(kept, reader, attached=True)


def preview(kept: Evidence, reader: Person) -> FileResponse:
    """The file to be looked at in the browser, closed in on itself: no scripts, no requests, no origin of ours.

    Raises:
        Http404: for every type but pictures and PDF, also when the file is not what it was.
    """
    if kept.content_type not in SHOWN or not _still_is(kept):
        raise Http404(_("This file can only be downloaded."))
    response = _handed_out(kept, reader, attached=False)
    # A sandbox keeps the PDF viewer of browsers shut; what a PDF runs, it runs in that viewer and never in our origin.
    sandbox = "" if kept.content_type == _PDF else "; sandbox"
    response["Content-Security-Policy"] = f"default-src 'none'; frame-ancestors 'none'{sandbox}"
    return response


def _handed_out(kept: Evidence, reader: Person, *, attached: bool) -> FileResponse:
    note_reading(reader, kept.task, what=f"evidence {kept.pk}")
    response = FileResponse(
        kept.file.open("rb"), as_attachment=attached, filename=kept.name, content_type=kept.content_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _still_is(kept: Evidence) -> bool:
    start = SHOWN[kept.content_type]
    with kept.file.open("rb") as file:
        return file.read(len(start)) == start
