"""`manage.py seed_demo`: load the demo city into an empty database."""

from datetime import date

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from audit import clock
from departments.models import Department
from supervision.demo.services import seed_demo


class Command(BaseCommand):
    help = "Load the invented city of Linjiang into an empty database."

    def add_arguments(self, parser):
        parser.add_argument(
            "--on", type=date.fromisoformat, help="play the months up to this day (default: today)"
        )
        parser.add_argument("--if-empty", action="store_true", help="say nothing when there is data already")

    def handle(self, *args, **options):
        if options["if_empty"] and Department.objects.exists():
            return
        try:
            made = seed_demo(options["on"] or clock.today())
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(", ".join(f"{name}: {count}" for name, count in made.items()))
