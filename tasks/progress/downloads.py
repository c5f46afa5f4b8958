"""Evidence leaves the house as a download, never run in the page."""

from __future__ import annotations

from django.http import FileResponse

from departments.models import Person
from tasks.progress.models import Evidence
from tasks.register.sensitive import note_reading


def download(kept: Evidence, reader: Person) -> FileResponse:
    """The file under the name it came with; of a sensitive task, who took it is recorded."""
    note_reading(reader, kept.task, what=f"evidence {kept.pk}")
    response = FileResponse(
        kept.file.open("rb"), as_attachment=True, filename=kept.name, content_type=kept.content_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
