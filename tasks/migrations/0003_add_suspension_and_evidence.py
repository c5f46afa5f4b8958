from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tasks", "0002_report_difference"),
    ]

    operations = [
        migrations.AddField(
            model_name="task",
            name="suspended_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="task",
            name="evidence_required",
            field=models.BooleanField(default=False, verbose_name="evidence required to close"),
        ),
    ]
