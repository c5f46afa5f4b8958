"""`manage.py assess_tasks [--on DATE]`: lights and schedule classes of all open tasks, as of a day."""

from datetime import date

from django.core.management.base import BaseCommand

from audit import clock
from tasks.register.services import assess_tasks


class Command(BaseCommand):
    help = "Assess the lights and schedule classes of all open tasks, as of today or of a day."

    def add_arguments(self, parser):
        parser.add_argument("--on", type=date.fromisoformat, default=None, metavar="YYYY-MM-DD")

    def handle(self, *args, **options):
        counts = assess_tasks(options["on"] or clock.today())
        self.stdout.write(", ".join(f"{name} {count}" for name, count in counts.items()))
