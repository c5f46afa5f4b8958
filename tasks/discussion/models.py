"""What is said about a task beside the reports: comments, and who is mentioned in them."""

from datetime import timedelta

from django.conf import settings
from django.db import models

from audit import clock
from tasks.register.models import Task

WITHDRAWN_WITHIN = timedelta(minutes=10)


class Comment(models.Model):
    """One thing said about a task 讨论. It is never changed; its author may take it back within minutes, which leaves a trace."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="comments")
    text = models.TextField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    mentioned = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["task", "-id"], name="comment_of_task")]

    def __str__(self) -> str:
        return self.shown[:40]

    @property
    def shown(self) -> str:
        """The words, while they stand."""
        return "" if self.withdrawn_at else self.text

    def may_be_withdrawn_by(self, person) -> bool:
        """By its author, for some minutes, once."""
        fresh = clock.now() - self.said_at <= WITHDRAWN_WITHIN
        return self.author_id == person.pk and fresh and self.withdrawn_at is None
