"""The shapes of the steps of a review; whether a step may be taken is the services' business."""

from __future__ import annotations

from datetime import date

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from departments.choices import Area, Role
from departments.models import Post
from tasks.choices import Kind, Visibility
from tasks.models import Passage, Task
from tasks.reports.due_words import understand
from tasks.reports.fields import DueField, unit_field, units, units_field


class ChosenForm(forms.Form):
    """The drafts that were chosen, and the versions of them that the reviewer saw (`12:3,13:1`)."""

    tasks = forms.ModelMultipleChoiceField(
        Task.objects.none(), error_messages={"required": _("Choose at least one draft first.")}
    )
    seen = forms.RegexField(r"^(\d+:\d+,?)*$", required=False)

    def __init__(self, *args, report, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["tasks"].queryset = Task.objects.drafts().filter(report=report)
        gone = _("Somebody has changed these drafts meanwhile. The page shows how they stand now.")
        self.fields["tasks"].error_messages["invalid_choice"] = gone

    def common(self) -> dict:
        """What every step on several drafts is given."""
        return {"task_ids": [task.pk for task in self.cleaned_data["tasks"]], "seen": self.versions()}

    def versions(self) -> dict[int, int]:
        """The seen versions by draft."""
        pairs = filter(None, self.cleaned_data["seen"].split(","))
        return {int(task): int(version) for task, version in (pair.split(":") for pair in pairs)}


class SetAsideForm(ChosenForm):
    reason = forms.ChoiceField(label=_("Why this is no task"), choices=Passage.Reason.choices)


class GiveForm(ChosenForm):
    """One of the suggested departments takes the lead."""

    lead_department = forms.ModelChoiceField(units())


class SplitForm(forms.Form):
    """The text with a vertical bar at every cut."""

    text = forms.CharField(
        label=_("Put | where the text is to be cut"), widget=forms.Textarea(attrs={"rows": 3}), strip=False
    )

    def __init__(self, *args, task, **kwargs):
        super().__init__(*args, initial={"text": task.text}, **kwargs)
        self.task = task

    def clean_text(self) -> str:
        """The text must be the draft's own, with cuts in it."""
        text = self.cleaned_data["text"].replace("｜", "|").replace("\r\n", "\n")
        if text.replace("|", "") != self.task.text:
            raise forms.ValidationError(_("Only cuts can be made here: the words must stay as they are."))
        if "|" not in text:
            raise forms.ValidationError(_("Put at least one | into the text."))
        return text

    def cuts(self) -> list[int]:
        """The character offsets of the cuts."""
        offsets, at = [], 0
        for piece in self.cleaned_data["text"].split("|")[:-1]:
            at += len(piece)
            offsets.append(at)
        return offsets


# What each part of the editing form holds; without a part it is everything.
PARTS = {
    "unit": ("lead_department", "co_leads", "supports", "leader", "post"),
    "date": ("due_on", "starts_on", "milestones"),
}


_ORDER = (
    *("title", "standard", "kind", "area", "lead_department", "co_leads", "supports", "leader", "post"),
    *("due_on", "starts_on", "milestones", "weight", "priority", "major", "visibility"),
)


class DraftForm(forms.ModelForm):
    """One draft with everything that its issue needs, or a part of it."""

    lead_department = unit_field(_("Lead department"))
    co_leads = units_field(_("Further lead departments"))
    supports = units_field(_("Supporting departments"))
    due_on = DueField(label=_("Due date"))
    milestones = forms.CharField(
        label=_("Milestones"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line: the date, a space, what is reached. For example: 6月底 主体完工"),
    )

    class Meta:
        model = Task
        fields = [
            "title",
            "standard",
            "kind",
            "area",
            "leader",
            "lead_department",
            "post",
            "starts_on",
            "due_on",
            "weight",
            "priority",
            "major",
            "visibility",
            "version",
        ]
        widgets = {
            "title": forms.Textarea(attrs={"rows": 2}),
            "standard": forms.Textarea(attrs={"rows": 2}),
            "starts_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "version": forms.HiddenInput,
        }

    def __init__(self, *args, part: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        wanted = PARTS.get(part, tuple(self.fields))
        for name in {*self.fields} - {*wanted, "version"}:
            del self.fields[name]
        if "leader" in self.fields:
            self.fields["leader"].queryset = leaders()
            self.fields["post"].queryset = handlers(self.instance.lead_department_id)
        for name in {"lead_department", "leader", "post"} & {*self.fields}:
            self.fields[name].empty_label = "—"
        if "due_on" in self.fields:
            tell_dates(self.fields["due_on"], self.instance.report_id, self.instance.year)
        order = [*wanted] if part else [*_ORDER]
        self.order_fields(order)

    def _post_clean(self):
        """The services write and check; a model form would change the instance."""

    def clean_milestones(self) -> list[tuple[date, str]]:
        """The lines as (date, title); a line that is neither is named."""
        found: list[tuple[date, str]] = []
        for number, line in enumerate(self.cleaned_data["milestones"].splitlines(), start=1):
            if not line.strip():
                continue
            day, _blank, title = line.strip().replace("\u3000", " ").partition(" ")
            try:
                found.append((understand(day, self.instance.year), title.strip() or _now("Completion")))
            except forms.ValidationError as error:
                sentence = _("Line %(number)s does not begin with a date such as 2026-06-30 or 6月底.")
                raise forms.ValidationError(sentence % {"number": number}) from error
        return found

    def arguments(self) -> dict:
        """What the service takes: the changed columns by name, and what of the draft's parts the form holds."""
        found = self.cleaned_data
        given: dict = {"changes": self._columns(), "version": found["version"]}
        for name in ("co_leads", "supports"):
            if name in found:
                given[name] = [unit.pk for unit in found[name]]
        if "milestones" in found:
            given["milestones"] = found["milestones"]
        return given

    def _columns(self) -> dict:
        names = {"leader": "leader_id", "lead_department": "lead_department_id", "post": "post_id"}
        return {
            names.get(name, name): getattr(value, "pk", value) if name in names else value
            for name, value in self.cleaned_data.items()
            if name in self.changed_data and name not in ("version", "co_leads", "supports", "milestones")
        }


class BulkForm(ChosenForm):
    """The same change for all ticked drafts; what is left blank stays as it is."""

    lead_department = unit_field(_("Lead department"))
    supports = units_field(_("Supporting departments"))
    leader = forms.ModelChoiceField(Post.objects.none(), label=_("Lead leader"), required=False)
    due_on = DueField(label=_("Due date"))
    area = forms.ChoiceField(label=_("Area"), required=False, choices=[("", "—"), *Area.choices])
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", "—"), *Kind.choices])
    visibility = forms.ChoiceField(
        label=_("Visibility"), required=False, choices=[("", "—"), *Visibility.choices]
    )

    def __init__(self, *args, report, **kwargs):
        # The form of a single draft may be open beside it.
        super().__init__(*args, report=report, auto_id="many_%s", **kwargs)
        self.fields["leader"].queryset = leaders()
        tell_dates(self.fields["due_on"], report.pk, report.year)

    def clean(self):
        """Something must be filled in."""
        found = super().clean()
        if not self.changes() and not found.get("supports"):
            raise forms.ValidationError(_("Fill in what is to change; what is left blank stays as it is."))
        return found

    def changes(self) -> dict:
        """What was filled in, by the names that the service takes."""
        names = {"leader": "leader_id", "lead_department": "lead_department_id"}
        return {
            names.get(name, name): getattr(value, "pk", value)
            for name, value in self.cleaned_data.items()
            if name not in ("tasks", "seen", "supports") and value not in ("", None)
        }


def tell_dates(field: DueField, report_id: int, year: int) -> None:
    """The field understands words in this year and says so while one types."""
    field.year = year
    field.widget.address = reverse("reports:date", args=[report_id])


def leaders():
    """The posts that can lead a task for the city: mayor and vice mayors."""
    return Post.objects.filter(role=Role.VICE_MAYOR, abolished_on__isnull=True).select_related("department")


def handlers(department_id: int | None):
    """The posts of a department that can carry a task."""
    return Post.objects.filter(
        department_id=department_id, role__in=(Role.HANDLER, Role.LIAISON), abolished_on__isnull=True
    ).select_related("department")
