"""`manage.py draft_bulletins`: the same service as the job, by hand or for another day."""

from supervision.management.daily import DailyCommand
from supervision.monthly.services import draft_bulletins


class Command(DailyCommand):
    help = "Draft the monthly bulletins that are due; what it did is one line of JSON."
    service = staticmethod(draft_bulletins)
