from django.apps import AppConfig


class DepartmentsConfig(AppConfig):
    name = "departments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Hear of log-ins and log-outs; let the audit trail call what was changed by the names of the fields."""
        from departments import (
            details,
            entrance,  # noqa: F401 - its receivers need the models
        )
        from departments.models import Department, Person, Post

        for model in (Department, Post, Person):
            details.lend(model)
