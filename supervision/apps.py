from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "supervision"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Lend the page of a task and the audit trail what supervision knows: neither imports anything from here."""
        from departments import details
        from departments.acts import WORDS
        from supervision.acts import ACTS, DETAILS
        from supervision.story import lend
        from tasks.register.timeline import LENT

        LENT.append(lend)
        WORDS.update(ACTS)
        details.WORDS.update(DETAILS)
