from django.db import migrations

from audit import triggers


def install(apps, schema_editor):
    triggers.install(schema_editor.connection)


def remove(apps, schema_editor):
    triggers.remove(schema_editor.connection)


class Migration(migrations.Migration):
    """The trail and its seals refuse UPDATE, DELETE and TRUNCATE."""

    dependencies = [("audit", "0002_add_sealed_at_and_worker")]

    operations = [migrations.RunPython(install, remove)]
