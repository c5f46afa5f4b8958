from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "tasks"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Lend the audit trail the words for what is done to tasks and Reports."""
        from departments import details
        from departments.acts import WORDS
        from tasks.details import WORDS as OF_TASKS
        from tasks.register.acts import ACTS, OTHERS
        from tasks.register.models import Task

        WORDS.update({code: act.words for code, act in ACTS.items()} | OTHERS)
        details.WORDS.update(OF_TASKS)
        details.lend(Task)
