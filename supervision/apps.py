from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "supervision"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Lend the page of a task what supervision knows of it: `tasks` imports nothing from here."""
        from supervision.story import lend
        from tasks.register.timeline import LENT

        LENT.append(lend)
