"""`manage.py open_week`: the same service as the job, by hand or for another day."""

from supervision.management.daily import DailyCommand
from supervision.weekly.services import open_week


class Command(DailyCommand):
    help = "Open the weekly rounds that are due; what it did is one line of JSON."
    service = staticmethod(open_week)
