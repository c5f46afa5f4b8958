"""Indexes: the whole list by date, also what is closed; and what is blocked."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tasks", "0010_ways_to_tasks")]

    operations = [
        migrations.AddIndex(
            model_name="task",
            index=models.Index(
                fields=["next_due_on", "id"],
                name="task_by_date_of_all",
                condition=models.Q(
                    status__in=(
                        *("issued", "active", "unit_review", "verifying"),
                        *("closed", "suspended", "terminated"),
                    )
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(
                fields=["jurisdiction", "blocked_since"],
                name="task_blocked",
                condition=models.Q(blocked_since__isnull=False),
            ),
        ),
    ]
