from django.db import migrations

from departments.seed import SOURCE, YEARS, special_days


def seed(apps, schema_editor):
    day_model = apps.get_model("departments", "SpecialDay")
    year_model = apps.get_model("departments", "CalendarYear")
    day_model.objects.bulk_create(
        (day_model(date=day, is_workday=worked, name=name) for day, worked, name in special_days()),
        ignore_conflicts=True,
    )
    year_model.objects.bulk_create(
        (year_model(year=year, source=SOURCE) for year in YEARS), ignore_conflicts=True
    )


def clear(apps, schema_editor):
    # Years pasted from a notice later are the city's own and stay.
    year_model = apps.get_model("departments", "CalendarYear")
    seeded = list(year_model.objects.filter(source=SOURCE).values_list("year", flat=True))
    for year in seeded:
        apps.get_model("departments", "SpecialDay").objects.filter(date__year=year).delete()
    year_model.objects.filter(year__in=seeded).delete()


class Migration(migrations.Migration):
    """The working calendar of 2004 to 2026."""

    dependencies = [("departments", "0001_initial")]

    operations = [migrations.RunPython(seed, clear)]
