"""May they? An answer with its reason, and what to do instead."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied


@dataclass(frozen=True)
class Verdict:
    """Yes, or no with the reason in the reader's language."""

    allowed: bool
    reason: str = ""
    ask: str = ""  # the verb by which one may ask for it instead
    idle: bool = False  # nothing waits for it at all, so a page need not explain

    def __bool__(self) -> bool:
        return self.allowed


YES = Verdict(True)


class Forbidden(PermissionDenied):
    """A refused act: 403 with the reason."""

    def __init__(self, verdict: Verdict):
        super().__init__(str(verdict.reason))
        self.verdict = verdict


def require(verdict: Verdict) -> None:
    """Go on when the answer is yes.

    Raises:
        Forbidden: with the reason, when it is no.
    """
    if not verdict:
        raise Forbidden(verdict)
