"""The month: draft the bulletins, edit their words, sign them, answer the statements."""

from __future__ import annotations

from datetime import date


def draft_bulletins(on: date) -> dict:
    """Draft last month's bulletin, snapshot and statements for every jurisdiction with tasks on its list."""
    raise NotImplementedError


def edit_bulletin(*, actor, bulletin_id: int, version: int, words: dict[str, str]):
    """Change the words (sections overview, good, problems, next; also title) of a draft; gives the bulletin."""
    raise NotImplementedError


def sign_bulletin(*, actor, bulletin_id: int):
    """Sign a draft: it gets its number 第N期 of the year and is frozen; gives the bulletin."""
    raise NotImplementedError


def answer_statement(*, actor, statement_id: int, confirm: bool, dispute: str = ""):
    """Confirm or dispute a department's statement of a month; gives the statement."""
    raise NotImplementedError
