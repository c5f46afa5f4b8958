import django.db.models.deletion
from django.db import migrations, models

import tasks.search.models
from tasks.search import indexes


def install(apps, schema_editor):
    indexes.install(schema_editor.connection)


def remove(apps, schema_editor):
    indexes.remove(schema_editor.connection)


class Migration(migrations.Migration):
    """What is searched of each task, in a table of its own with an index over its words."""

    dependencies = [("tasks", "0005_progress_report_submission")]

    operations = [
        migrations.CreateModel(
            name="TaskWords",
            fields=[
                (
                    "task",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="found_by",
                        serialize=False,
                        to="tasks.task",
                    ),
                ),
                ("plain", models.TextField()),
                ("words", tasks.search.models.WordsField()),
            ],
        ),
        migrations.RunPython(install, remove),
    ]
