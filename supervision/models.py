"""All models of the app, gathered from its rooms."""

from supervision.monthly.models import MonthlyBulletin, SnapshotRow, Statement
from supervision.urging.models import Urging
from supervision.weekly.models import WeeklyCheck, WeeklyRound

__all__ = ["MonthlyBulletin", "SnapshotRow", "Statement", "Urging", "WeeklyCheck", "WeeklyRound"]
