"""A change of many keeps the language in which its reasons were said."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("departments", "0006_start_page")]

    operations = [
        migrations.AddField(
            model_name="bulkact", name="language", field=models.CharField(default="zh-hans", max_length=10)
        ),
    ]
