"""What can be done with a Report: import it, review its drafts, take a step back, import a corrected text."""

from tasks.reports.services.corrections import import_correction
from tasks.reports.services.importing import import_report
from tasks.reports.services.review import (
    accept_drafts,
    change_drafts,
    merge_drafts,
    restore_passage,
    set_aside,
    split_draft,
)
from tasks.reports.services.steps import undo_step
from tasks.reports.services.units import name_unit

__all__ = [
    "accept_drafts",
    "change_drafts",
    "import_correction",
    "import_report",
    "merge_drafts",
    "name_unit",
    "restore_passage",
    "set_aside",
    "split_draft",
    "undo_step",
]
