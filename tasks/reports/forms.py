"""The shapes of what reviewers send; whether it may be done is the services' business."""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from departments.choices import Area, Role
from departments.models import Department, Post
from tasks.choices import Kind, Visibility
from tasks.models import Passage, Task
from tasks.progress.uploads import refuse_large

FILES = ".txt,.docx,.pdf,.csv,.xlsx"


class ImportForm(forms.Form):
    """A file, for a jurisdiction; the year only where the text does not say it."""

    jurisdiction = forms.ModelChoiceField(
        Department.objects.none(), label=_("Whose report"), empty_label=None
    )
    file = forms.FileField(
        label=_("File"),
        validators=[refuse_large],
        widget=forms.ClearableFileInput(attrs={"accept": FILES}),
        help_text=_(
            "txt, docx, pdf with text, csv or xlsx, up to 20 MB. No state secrets may be entered here."
        ),
    )
    year = forms.IntegerField(
        label=_("Year"),
        required=False,
        min_value=2000,
        max_value=2100,
        help_text=_("Only where the text itself does not say it."),
    )

    def __init__(self, *args, jurisdictions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["jurisdiction"].queryset = jurisdictions


class CorrectionForm(forms.Form):
    """A corrected text of the same Report."""

    file = forms.FileField(
        label=_("Corrected file"),
        validators=[refuse_large],
        widget=forms.ClearableFileInput(attrs={"accept": FILES}),
    )


class ChosenForm(forms.Form):
    """The drafts that were ticked."""

    tasks = forms.ModelMultipleChoiceField(
        Task.objects.none(), error_messages={"required": _("Tick at least one draft first.")}
    )

    def __init__(self, *args, report, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["tasks"].queryset = Task.objects.drafts().filter(report=report)

    def task_ids(self) -> list[int]:
        """The ids of the ticked drafts."""
        return [task.pk for task in self.cleaned_data["tasks"]]


class SetAsideForm(ChosenForm):
    reason = forms.ChoiceField(label=_("Why this is no task"), choices=Passage.Reason.choices)


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


class DraftForm(forms.ModelForm):
    """One draft, with everything that its issue needs."""

    co_leads = forms.ModelMultipleChoiceField(
        Department.objects.none(), label=_("Further lead departments"), required=False
    )
    supports = forms.ModelMultipleChoiceField(
        Department.objects.none(), label=_("Supporting departments"), required=False
    )

    milestones = forms.CharField(
        label=_("Milestones"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "One a line: the date, a space, what is reached. For example: 2026-06-30 Main structure finished"
        ),
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
            "due_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "version": forms.HiddenInput,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        units = Department.objects.filter(dissolved_on__isnull=True)
        for name in ("lead_department", "co_leads", "supports"):
            self.fields[name].queryset = units
        self.fields["leader"].queryset = leaders()
        self.fields["post"].queryset = handlers(self.instance.lead_department_id)

    def _post_clean(self):
        """The services write and check; a model form would change the instance."""

    def clean_milestones(self) -> list[tuple[date, str]]:
        """The lines as (date, title); a line that is neither is named."""
        found = []
        for number, line in enumerate(self.cleaned_data["milestones"].splitlines(), start=1):
            if not line.strip():
                continue
            day, _blank, title = line.strip().partition(" ")
            try:
                found.append((date.fromisoformat(day), title.strip() or _now("Completion")))
            except ValueError as error:
                sentence = _("Line %(number)s does not begin with a date such as 2026-06-30.")
                raise forms.ValidationError(sentence % {"number": number}) from error
        return found

    def changes(self) -> dict:
        """The changed fields, by the names that the service takes."""
        names = {"leader": "leader_id", "lead_department": "lead_department_id", "post": "post_id"}
        return {
            names.get(name, name): getattr(value, "pk", value) if name in names else value
            for name, value in self.cleaned_data.items()
            if name in self.changed_data and name not in ("version", "co_leads", "supports", "milestones")
        }


class BulkForm(ChosenForm):
    """The same change for all ticked drafts; what is left blank stays as it is."""

    lead_department = forms.ModelChoiceField(
        Department.objects.none(), label=_("Lead department"), required=False
    )
    supports = forms.ModelMultipleChoiceField(
        Department.objects.none(), label=_("Supporting departments"), required=False
    )
    leader = forms.ModelChoiceField(Post.objects.none(), label=_("Lead leader"), required=False)
    due_on = forms.DateField(
        label=_("Due date"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    area = forms.ChoiceField(label=_("Area"), required=False, choices=[("", "—"), *Area.choices])
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", "—"), *Kind.choices])
    visibility = forms.ChoiceField(
        label=_("Visibility"), required=False, choices=[("", "—"), *Visibility.choices]
    )

    def __init__(self, *args, report, **kwargs):
        super().__init__(*args, report=report, **kwargs)
        units = Department.objects.filter(dissolved_on__isnull=True)
        self.fields["lead_department"].queryset = self.fields["supports"].queryset = units
        self.fields["leader"].queryset = leaders()

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
            if name not in ("tasks", "supports") and value not in ("", None)
        }


class IssueForm(forms.Form):
    """The head of the list that is issued."""

    title = forms.CharField(label=_("Title of the list"), max_length=200)
    document_no = forms.CharField(label=_("Document number"), max_length=60, required=False)


def leaders():
    """The posts that can lead a task for the city: mayor and vice mayors."""
    return Post.objects.filter(role=Role.VICE_MAYOR, abolished_on__isnull=True).select_related("department")


def handlers(department_id: int | None):
    """The posts of a department that can carry a task."""
    return Post.objects.filter(
        department_id=department_id, role__in=(Role.HANDLER, Role.LIAISON), abolished_on__isnull=True
    ).select_related("department")
