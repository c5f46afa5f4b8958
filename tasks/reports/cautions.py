"""What should be looked at in a read document, in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

# By the codes of the decomposition; its own sentence stands where a code is new or was not kept.
SENTENCES = {
    "no_year": gettext_noop("The text names no year; give the year of the list."),
    "no_plan": gettext_noop("No part of the text was recognised as a plan for the year."),
    "no_list": gettext_noop("This seems to be a bulletin or a reply, not a plan."),
    "broken_lines": gettext_noop("The lines end in the middle of sentences; join them before decomposing."),
    "part_guessed": gettext_noop(
        "No heading says what this part is; by its wording it was read as %(part)s."
    ),
    "no_rows": gettext_noop(
        "No row with a task was found: the header needs columns such as 任务 and 责任单位."
    ),
    "no_year_in_table": gettext_noop("No year is named; tasks without a date of their own get none."),
    "hidden_sheet": gettext_noop("The sheet “%(sheet)s” is hidden and was not read."),
    "beside_the_text": gettext_noop(
        "Text boxes (%(boxes)s) and footnotes (%(notes)s) stand beside the text and were not read: "
        "see whether they hold tasks."
    ),
    "blank_page": gettext_noop("Page %(page)s holds no text that can be read; it may be a picture."),
    "too_many_cells": gettext_noop(
        "“%(sheet)s”, row %(row)s: %(cells)s cells, more than the %(columns)s columns of the header; "
        "it did not become a task."
    ),
    "no_task": gettext_noop("“%(sheet)s”, row %(row)s: no task is written; it did not become one."),
    "no_such_date": gettext_noop("“%(sheet)s”, row %(row)s: there is no date “%(date)s”; please correct it."),
    "no_unit_name": gettext_noop(
        "“%(sheet)s”, row %(row)s: “%(name)s” does not look like the name of a unit."
    ),
}
PARTS = {
    "retrospect": gettext_noop("a look back"),
    "outlook": gettext_noop("an outlook over several years"),
    "plan": gettext_noop("the plan of the year"),
    "explanation": gettext_noop("an explanation"),
    "procedural": gettext_noop("a formality"),
}


def sentence(warning: dict) -> str:
    """The sentence of a warning as a Report keeps it."""
    wording = SENTENCES.get(warning.get("code") or "")
    if wording is None:
        return warning["message"]
    place = dict(warning.get("place") or {})
    if place.get("part") in PARTS:
        place["part"] = _(PARTS[place["part"]])
    return _(wording) % place
