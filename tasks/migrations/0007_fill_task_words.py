from itertools import islice

from django.db import migrations

from tasks.search.words import searched, words

AT_ONCE = 1000


def fill(apps, schema_editor):
    kept = apps.get_model("tasks", "TaskWords").objects
    tasks = apps.get_model("tasks", "Task").objects.order_by("pk")
    rows = tasks.values_list("pk", "number", "title", "standard", "text").iterator(chunk_size=AT_ONCE)
    while batch := list(islice(rows, AT_ONCE)):
        said = [(pk, searched(*texts)) for pk, *texts in batch]
        rows_of = [kept.model(task_id=pk, plain=text, words=" ".join(words(text))) for pk, text in said]
        kept.bulk_create(rows_of, ignore_conflicts=True)


def empty(apps, schema_editor):
    apps.get_model("tasks", "TaskWords").objects.all().delete()


class Migration(migrations.Migration):
    """The words of the tasks that are there already."""

    dependencies = [("tasks", "0006_task_words")]

    operations = [migrations.RunPython(fill, empty)]
