from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "tasks"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Lend the audit trail the words for what is done to tasks and Reports."""
        from departments.acts import WORDS
        from tasks.register.acts import ACTS, OTHERS

        WORDS.update({code: act.words for code, act in ACTS.items()} | OTHERS)
