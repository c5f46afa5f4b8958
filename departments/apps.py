from django.apps import AppConfig


class DepartmentsConfig(AppConfig):
    name = "departments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Hear of log-ins and log-outs."""
        from departments import entrance  # noqa: F401 - its receivers need the models
