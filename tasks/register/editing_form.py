"""The form that edits a task, and how it meets somebody else's change."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from departments.choices import Area, Role
from departments.models import Post
from tasks.choices import Kind, Part, Visibility
from tasks.register.forms import VerbForm, long_text
from tasks.register.presentation import departments

FIELDS = (
    "title",
    "standard",
    "kind",
    "area",
    "visibility",
    "priority",
    "weight",
    "leader_id",
    "lead_department_id",
    "post_id",
)


class EditForm(VerbForm):
    """The safe fields; only what differs from the stored task is sent to the service."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("Title"), max_length=200)
    standard = long_text(_("Completion standard"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices)
    area = forms.ChoiceField(label=_("Area"), choices=Area.choices)
    visibility = forms.ChoiceField(label=_("Visibility"), choices=Visibility.choices)
    priority = forms.BooleanField(label=_("Priority"), required=False)
    weight = forms.IntegerField(label=_("Weight"), min_value=1, max_value=100)
    leader_id = forms.TypedChoiceField(label=_("Lead leader"), required=False, coerce=int, empty_value=None)
    lead_department_id = forms.TypedChoiceField(
        label=_("Lead department"),
        choices=lambda: [("", "—"), *departments()],
        required=False,
        coerce=int,
        empty_value=None,
    )
    post_id = forms.TypedChoiceField(
        label=_("Post"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("When the lead department changes, its own post takes the task over."),
    )
    support = forms.TypedMultipleChoiceField(
        label=_("Supporting departments"),
        choices=departments,
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    reason = long_text(_("Why it is changed"), required=False, help_text=_("Needed once a task is issued."))

    def prepare(self) -> None:
        posts = Post.objects.filter(abolished_on=None).select_related("department")
        leaders = posts.filter(role__in=(Role.VICE_MAYOR, Role.MAYORS_OFFICE))
        self.fields["leader_id"].choices = [("", "—"), *((post.pk, str(post)) for post in leaders)]
        workers = posts.filter(role__in=(Role.HANDLER, Role.LIAISON))
        self.fields["post_id"].choices = [("", "—"), *((post.pk, str(post)) for post in workers)]
        self.stored = {name: getattr(self.task, name) for name in FIELDS}
        self.stored["support"] = [p.department_id for p in self.task.parties.all() if p.part == Part.SUPPORT]
        self.initial = {**self.stored, "version": self.task.version, **self.initial}
        self.conflicts: list[tuple] = []

    def arguments(self) -> dict:
        given = self.cleaned_data
        changes = {name: given[name] for name, stored in self.stored.items() if given[name] != stored}
        # A new lead department brings its own post, unless one was chosen.
        return {
            "task_id": self.task.pk,
            "version": given["version"],
            "changes": changes,
            "reason": given["reason"],
        }

    def meet(self, error) -> None:
        """Somebody was faster: show theirs beside what was typed, and let a second save lay it over theirs."""
        if error.code != "changed_meanwhile":
            return
        for name, theirs in self.stored.items():
            if self.cleaned_data.get(name) != theirs:
                self.conflicts.append(
                    (
                        self.fields[name].label,
                        self._said(name, theirs),
                        self._said(name, self.cleaned_data.get(name)),
                    )
                )
        self.data = self.data.copy()
        self.data["version"] = self.task.version

    def _said(self, name: str, value) -> str:
        words = dict(getattr(self.fields[name], "choices", ()))
        if isinstance(value, list):
            return "、".join(str(words.get(one, one)) for one in value)
        return str(words.get(value, "" if value is None else value))
