"""The week: open the rounds, take the answers, close the rounds."""

from supervision.weekly.closing import close_week
from supervision.weekly.opening import open_week

__all__ = ["answer_check", "close_week", "confirm_unchanged", "open_week"]


def answer_check(*, actor, check_id, percent, self_light, done, problem="", next_step="", readings=None):
    """Answer the week's question with a progress report; gives the check."""
    raise NotImplementedError


def confirm_unchanged(*, actor, check_ids):
    """Confirm "no change": `{"confirmed": [ids], "refused": [{"check", "task", "code", "reason"}]}`."""
    raise NotImplementedError
