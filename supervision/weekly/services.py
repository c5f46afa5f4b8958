"""The week: open the rounds, take the answers, close the rounds."""

from supervision.weekly.answers import answer_check, confirm_unchanged
from supervision.weekly.closing import close_week
from supervision.weekly.opening import open_week

__all__ = ["answer_check", "close_week", "confirm_unchanged", "open_week"]
