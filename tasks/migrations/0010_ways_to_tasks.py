"""Indexes: the tasks of which a department is a party, and the order of the list by number."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tasks", "0009_review_together")]

    operations = [
        migrations.AddIndex(
            model_name="party",
            index=models.Index(fields=["department", "part", "task"], name="party_by_department"),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(fields=["year", "number", "id"], name="task_by_number"),
        ),
    ]
