"""Urging: the ladder by the clock, by hand, and the replies."""

from __future__ import annotations

from datetime import date


def send_reminders(on: date) -> dict:
    """Send every task the step of the ladder that is due on that day, each step once."""
    raise NotImplementedError


def urge(*, actor, task_id: int, text: str):
    """Urge the unit by hand; gives the Urging."""
    raise NotImplementedError


def reply_to_urging(*, actor, urging_id: int, reply: str):
    """Reply to an urging; a reply stops the ladder. Gives the Urging."""
    raise NotImplementedError
