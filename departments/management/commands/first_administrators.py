"""`manage.py first_administrators 临江市人民政府`: the three administrators of an empty installation."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from departments.founding.services import first_administrators


class Command(BaseCommand):
    help = "Create the system, security and audit administrator of an empty installation, and print their passwords once."

    def add_arguments(self, parser):
        parser.add_argument("city", help="full name of the city government, such as 临江市人民政府")

    def handle(self, *args, **options):
        try:
            made = first_administrators(city=options["city"])
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        for title, username, password in made:
            self.stdout.write(f"{title}  {username}  {password}")
