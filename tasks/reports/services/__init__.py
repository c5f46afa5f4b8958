"""What can be done with a Report: import it, review its drafts, take a step back, import a corrected text."""

from tasks.reports.services.corrections import import_correction
from tasks.reports.services.cutting import make_task_of, restore_passage, split_draft, take_out
from tasks.reports.services.filling import take_suggestions, take_text_as_standard
from tasks.reports.services.importing import import_report, read_report
from tasks.reports.services.presence import note_presence
from tasks.reports.services.review import (
    accept_drafts,
    change_drafts,
    merge_drafts,
    set_aside,
)
from tasks.reports.services.steps import undo_step
from tasks.reports.services.units import name_unit

__all__ = [
    "accept_drafts",
    "change_drafts",
    "import_correction",
    "import_report",
    "make_task_of",
    "merge_drafts",
    "name_unit",
    "note_presence",
    "read_report",
    "restore_passage",
    "set_aside",
    "split_draft",
    "take_out",
    "take_suggestions",
    "take_text_as_standard",
    "undo_step",
]
