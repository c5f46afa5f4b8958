"""What many tasks can be given at once; a field that is left alone keeps what every task has."""

from __future__ import annotations

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from audit import clock
from departments.choices import Area, Role
from departments.models import Post, Tenure
from tasks.choices import Kind, Part, Visibility
from tasks.register.bulk import FIELDS
from tasks.register.forms import day, long_text
from tasks.register.models import Party, Task
from tasks.register.presentation import departments, leaders

KEEP = ("", _("Keep"))
YES_OR_NO = [KEEP, ("yes", _("Yes")), ("no", _("No"))]


def _choice(label, choices, **given) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[KEEP, *choices], required=False, **given)


def _yes_or_no(label) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, choices=YES_OR_NO, required=False, coerce=lambda value: value == "yes", empty_value=None
    )


def _number(label, choices=(), **given) -> forms.TypedChoiceField:
    """A choice of something by its number."""
    return forms.TypedChoiceField(
        label=label, choices=choices, required=False, coerce=int, empty_value=None, **given
    )


def _units(label, choices) -> forms.TypedMultipleChoiceField:
    box = forms.SelectMultiple(attrs={"size": 5})
    return forms.TypedMultipleChoiceField(
        label=label, choices=choices, required=False, coerce=int, widget=box
    )


class BulkForm(forms.Form):
    """The safe fields for whoever edits tasks; the post alone for whoever only gives them out."""

    area = _choice(FIELDS["area"], Area.choices)
    kind = _choice(FIELDS["kind"], Kind.choices)
    visibility = _choice(FIELDS["visibility"], Visibility.choices)
    priority = _yes_or_no(FIELDS["priority"])
    evidence_required = _yes_or_no(FIELDS["evidence_required"])
    weight = forms.IntegerField(label=FIELDS["weight"], min_value=1, max_value=100, required=False)
    leader_id = _number(FIELDS["leader_id"], lambda: [KEEP, *leaders()])
    lead_department_id = _number(FIELDS["lead_department_id"], lambda: [KEEP, *departments()])
    post_id = _number(FIELDS["post_id"], help_text=_("Posts of the departments that lead the chosen tasks."))
    support_add = _units(_("Supporting departments to add"), departments)
    support_remove = _units(_("Supporting departments to take away"), ())
    due_on = day(
        FIELDS["due_on"], help_text=_("For drafts. The date of an issued task moves by an extension.")
    )
    reason = long_text(_("Why it is changed"))

    def __init__(self, *args, tasks: QuerySet[Task], may_edit: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["due_on"].required = False
        self.fields["post_id"].choices = [KEEP, *_posts(tasks, also=self._new_lead())]
        if not may_edit:
            self.fields = {"post_id": self.fields["post_id"]}
            return
        supporting = Party.objects.filter(task__in=tasks.values("pk"), part=Part.SUPPORT).order_by()
        found = set(supporting.values_list("department_id", flat=True))
        self.fields["support_remove"].choices = [pair for pair in departments() if pair[0] in found]

    def clean(self) -> dict:
        """Something must be wished."""
        given = super().clean()
        if not self.errors and not self.wishes():
            raise forms.ValidationError(_("Every field says “keep”. Change at least one."), code="required")
        return given

    def wishes(self) -> dict:
        """Only what is to change."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "reason"}
        return {name: value for name, value in given.items() if value not in (None, "", [])}

    def _new_lead(self) -> list[int]:
        value = self.data.get("lead_department_id", "")
        return [int(value)] if value.isdecimal() and len(value) < 19 else []


def _posts(tasks: QuerySet[Task], also: list[int]) -> list[tuple[int, str]]:
    """Posts that can take a task, with who holds them."""
    co_leads = Party.objects.filter(task__in=tasks.values("pk"), part=Part.CO_LEAD)
    units = {*tasks.order_by().values_list("lead_department_id", flat=True), *also} - {None}
    units |= set(co_leads.values_list("department_id", flat=True))
    posts = Post.objects.filter(
        department__in=units, abolished_on=None, role__in=(Role.HANDLER, Role.LIAISON)
    ).select_related("department")
    holders = Tenure.objects.holders_of([post.pk for post in posts], clock.today())
    return [(post.pk, f"{post} {holders.get(post.pk, '')}".strip()) for post in posts]
