"""`manage.py rebuild_words`: the words by which tasks are found, all anew; for what was written past the application."""

from django.core.management.base import BaseCommand

from tasks.search.services import rebuild_words, stale_words


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser) -> None:
        parser.add_argument("--check", action="store_true", help="only say how many don't agree")

    def handle(self, *args, check: bool = False, **options) -> None:
        if check:
            self.stdout.write(f"stale: {sum(1 for _task in stale_words())}")
        else:
            self.stdout.write(f"rebuilt: {rebuild_words()}")
