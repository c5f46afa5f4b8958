"""`manage.py demo_logins`: the log-ins of the demo city, one of every role."""

from django.conf import settings
from django.core.management.base import BaseCommand

from departments.models import Person
from supervision.demo.city import LOGINS, PASSWORD

LOOPBACK = {"localhost", "127.0.0.1", "[::1]"}


class Command(BaseCommand):
    help = "Print the log-ins of the demo city."

    def handle(self, *args, **options):
        people = {
            person.username: person for person in Person.objects.filter(username__in=[n for n, _r in LOGINS])
        }
        if not people:
            return
        if set(settings.ALLOWED_HOSTS) - LOOPBACK:
            self.stderr.write(
                "演示账号的密码是公开的，请停用后再对外开放 · "
                "Everybody knows the passwords of these demo accounts: this site can be reached by others, "
                "so start it on an empty database with DEMO=0."
            )
        self.stdout.write(f"演示账号 Demo log-ins (password 密码: {PASSWORD})")
        for username, role in LOGINS:
            if username in people:
                post = people[username].tenures.select_related("post__department").first().post
                self.stdout.write(f"  {username:<11} {role.label} · {post} · {people[username].name}")
