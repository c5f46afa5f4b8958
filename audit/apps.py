from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate

from audit import triggers


class AuditConfig(AppConfig):
    name = "audit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        post_migrate.connect(_protect, sender=self)


def _protect(using, **kwargs):
    # A later migration on SQLite remakes the tables, and their triggers are gone with the old ones.
    connection = connections[using]
    if set(triggers.TABLES) <= set(connection.introspection.table_names()):
        triggers.install(connection)
