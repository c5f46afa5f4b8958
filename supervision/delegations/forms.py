"""To whom, from when to when, and why."""

from __future__ import annotations

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from audit import clock
from departments.delegation import rules
from departments.models import Person, Post


class DelegationForm(forms.Form):
    """Lend the decisions of a post; with one post there is nothing to choose."""

    post_id = forms.TypedChoiceField(label=_("Post"), coerce=int)
    deputy_id = forms.TypedChoiceField(
        label=_("Who decides"), coerce=int, help_text=_("A colleague who holds a post in the same unit.")
    )
    starts_on = forms.DateField(label=_("First day"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    ends_on = forms.DateField(label=_("Last day"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    reason = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("Leave, a journey on duty, training …")
    )

    def __init__(self, *args, person: Person, **kwargs):
        super().__init__(*args, **kwargs)
        today = clock.today()
        posts = list(Post.objects.filter(pk__in=rules.own_posts(person)).select_related("department"))
        colleagues = {
            (found.pk, found.name) for post in posts for found in rules.candidates(post, person, today)
        }
        self.fields["post_id"].choices = [(post.pk, str(post)) for post in posts]
        self.fields["deputy_id"].choices = [("", "—"), *sorted(colleagues, key=lambda pair: pair[1])]
        if len(posts) == 1:
            self.fields["post_id"].widget = forms.HiddenInput()
            self.initial["post_id"] = posts[0].pk
        self.initial |= {"starts_on": today, "ends_on": today + timedelta(days=4)}
        self.alone = not colleagues
