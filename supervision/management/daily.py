"""What the four commands have in common: a day, a service, one line of JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime, time

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from audit import clock


class DailyCommand(BaseCommand):
    """Run a service as of a day: `--on 2026-11-23`, else today."""

    service: Callable[[date], dict]

    def add_arguments(self, parser) -> None:
        parser.add_argument("--on", metavar="DATE", help="The day, as 2026-11-23; today when not given.")

    def handle(self, *args, **options) -> None:
        if options["on"] is None:
            done = self.service(clock.today())
        else:
            try:
                day = date.fromisoformat(options["on"])
            except ValueError as error:
                raise CommandError(f"--on {options['on']}: write the date as 2026-11-23.") from error
            # What the run writes bears that day too, at eight in the morning.
            with clock.at(timezone.make_aware(datetime.combine(day, time(8)))):
                done = self.service(day)
        self.stdout.write(json.dumps(done, ensure_ascii=False))
