"""The week: open the rounds, take the answers, close the rounds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date


def open_week(on: date) -> dict:
    """Open the round of the ISO week for every jurisdiction with open tasks; weeks missed before are made good."""
    raise NotImplementedError


def answer_check(
    *, actor, check_id, percent, self_light, done, problem="", next_step="", readings=None
):
    """Answer the week's question with a progress report; gives the check."""
    raise NotImplementedError


def confirm_unchanged(*, actor, check_ids: Iterable[int]) -> dict:
    """Confirm "no change": `{"confirmed": [ids], "refused": [{"check", "task", "code", "reason"}]}`."""
    raise NotImplementedError


def close_week(on: date) -> dict:
    """Close the rounds whose grace is over: unanswered checks are missed, figures and agenda are frozen."""
    raise NotImplementedError
