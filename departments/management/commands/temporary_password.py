"""`manage.py temporary_password NAME`: a new temporary password for whoever can't be helped on the pages."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from departments.models import Person
from departments.services.people import recover_account


class Command(BaseCommand):
    help = "Give an account a new temporary password, lift its locks, and print the password once; also for administrators."

    def add_arguments(self, parser):
        parser.add_argument("username", help="log-in name")

    def handle(self, *args, username: str, **options):
        try:
            password = recover_account(username=username)
        except Person.DoesNotExist as error:
            raise CommandError(_("Nobody has the log-in name %(name)s.") % {"name": username}) from error
        self.stdout.write(f"{username}  {password}")
