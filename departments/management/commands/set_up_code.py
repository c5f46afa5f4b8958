"""`manage.py set_up_code`: the one-time code with which a new city is set up in the browser."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from departments.founding.services import new_code


class Command(BaseCommand):
    help = (
        "Make a new one-time code for the set-up page of a city that is not founded yet, and print it once."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--site", default=settings.SITE_URL, help="address of the site, for the line printed"
        )

    def handle(self, *args, site: str, **options):
        try:
            code = new_code()
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"首次设置 · set up this city: {site.rstrip('/')}{reverse('founding:begin')}")
        self.stdout.write(f"一次性设置码 · one-time code: {code}")
