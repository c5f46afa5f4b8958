from django.apps import AppConfig

from departments.acts import WORDS
from notifications.acts import ACTS


class NotificationsConfig(AppConfig):
    name = "notifications"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Lend the audit trail the words for what is done here."""
        WORDS.update(ACTS)
