"""`manage.py send_reminders`: the same service as the job, by hand or for another day."""

from supervision.management.daily import DailyCommand
from supervision.urging.services import send_reminders


class Command(DailyCommand):
    help = "Send the steps of the urging ladder that are due; what it did is one line of JSON."
    service = staticmethod(send_reminders)
