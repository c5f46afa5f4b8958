"""What people say about the pages themselves, and what became of it. Nobody counts who says how much."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from notifications.suggestions.querysets import SuggestionQuerySet


class Suggestion(models.Model):
    """One suggestion 意见建议 about a page; whoever wants a reply gets one before it is closed."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        ANSWERED = "answered", _("Answered")
        CLOSED = "closed", pgettext_lazy("suggestion", "Closed")

    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="suggestions")
    page = models.CharField(max_length=300, blank=True)  # its address, without what was asked
    text = models.TextField()
    wants_reply = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["author", "-id"], name="suggestion_of_author"),
            models.Index(fields=["id"], name="suggestion_open", condition=models.Q(state="open")),
        ]

    def __str__(self) -> str:
        return self.text[:60]
