"""The product's own Celery app with a beat that ticks every second: `celery -A tests.processes.ticking`."""

from config.celery import app

app.conf.beat_schedule = {
    name: {**entry, "schedule": 1.0}
    for name, entry in app.conf.beat_schedule.items()
    if entry["task"].startswith("supervision.")
}
