"""The Celery app and the beat table: when each job runs (Asia/Shanghai)."""

import os

from celery import Celery
from celery.schedules import crontab
from django.conf import settings

from config import broker  # noqa: F401 - gives filesystem:// its whole messages

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("luoshi")
app.conf.update(settings.CELERY)
app.autodiscover_tasks(related_name="jobs")

# Each job looks for everything that is due up to now, so a tick that was missed is made good by the next one.
app.conf.beat_schedule = {
    "assess_tasks": {"task": "tasks.assess_tasks", "schedule": crontab(hour="0,12", minute=5)},
    "open_week": {"task": "supervision.open_week", "schedule": crontab(minute=10)},
    "close_week": {"task": "supervision.close_week", "schedule": crontab(minute=20)},
    "draft_bulletins": {"task": "supervision.draft_bulletins", "schedule": crontab(minute=30)},
    "send_reminders": {"task": "supervision.send_reminders", "schedule": crontab(hour="8-18", minute=0)},
    "deliver_messages": {"task": "notifications.deliver_messages", "schedule": crontab(minute="*/2")},
    "write_list_files": {"task": "departments.write_list_files", "schedule": crontab(minute="*")},
    "seal_audit": {"task": "audit.seal_audit", "schedule": crontab(minute="*")},
}
