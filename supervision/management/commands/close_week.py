"""`manage.py close_week`: the same service as the job, by hand or for another day."""

from supervision.management.daily import DailyCommand
from supervision.weekly.services import close_week


class Command(DailyCommand):
    help = "Close the weekly rounds whose grace has ended; what it did is one line of JSON."
    service = staticmethod(close_week)
