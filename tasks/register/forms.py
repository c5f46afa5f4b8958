"""The forms of the verbs: they check shape only, and hand a service its arguments."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from departments.choices import Role
from departments.models import Post
from tasks.choices import Rating, SelfLight
from tasks.decisions.models import ClosingRequest, ExtensionRequest
from tasks.register.presentation import departments
from tasks.templatetags.lights import light

MOST_CHARACTERS = 4000


def long_text(label, *, required: bool = True, help_text="") -> forms.CharField:
    """A text of some sentences."""
    area = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(
        label=label, required=required, help_text=help_text, max_length=MOST_CHARACTERS, widget=area
    )


def day(label, *, help_text="") -> forms.DateField:
    """A date, picked or typed."""
    picker = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=help_text, widget=picker)


def yes_or_no(label, yes, no) -> forms.TypedChoiceField:
    """A decision that must be taken, with nothing chosen beforehand."""
    choices = [("yes", yes), ("no", no)]
    return forms.TypedChoiceField(
        label=label, choices=choices, widget=forms.RadioSelect, coerce=lambda value: value == "yes"
    )


class VerbForm(forms.Form):
    """A form of a verb on a task; field names are the names of the service's arguments."""

    def __init__(self, *args, task, actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.task, self.actor = task, actor
        self.prepare()

    def prepare(self) -> None:
        """Fill choices and what is known already."""

    def arguments(self) -> dict:
        """What the service is called with beside the actor."""
        return {"task_id": self.task.pk, **self.cleaned_data}


class Confirmation(VerbForm):
    """Nothing to fill in: the button is the decision."""


class ReasonForm(VerbForm):
    reason = long_text(_("Reason"))


class SuspendForm(ReasonForm):
    until = day(_("Until"))


class TerminateForm(ReasonForm):
    document_no = forms.CharField(label=_("Number of the decision's document"), max_length=60, required=False)


class ProgressForm(VerbForm):
    """The week's report, pre-filled with what is known."""

    percent = forms.IntegerField(label=_("Progress in percent"), min_value=0, max_value=100)
    self_light = forms.ChoiceField(label=_("Own light"), choices=SelfLight.choices, widget=forms.RadioSelect)
    done = long_text(_("What was done"), help_text=_("Do not enter state secrets."))
    problem = long_text(_("Problem"), required=False, help_text=_("Needed when the progress falls."))
    next_step = long_text(_("Next step"), required=False)

    def prepare(self) -> None:
        # The choices show the lights themselves, as everywhere.
        self.fields["self_light"].choices = [(code, light(code)) for code in SelfLight.values]
        before = self.task.latest_report
        self.initial = {
            "done": before.done if before else "",
            "percent": self.task.percent,
            "self_light": self.task.self_light,
            **self.initial,
        }
        for indicator in self.task.indicators.all():
            if indicator.target is None:
                continue
            label = f"{indicator.name} ({indicator.unit})" if indicator.unit else indicator.name
            self.fields[f"reading_{indicator.pk}"] = forms.DecimalField(
                label=label, required=False, max_digits=20, decimal_places=4
            )

    def arguments(self) -> dict:
        given = {**self.cleaned_data, "task_id": self.task.pk}
        names = [name for name in given if name.startswith("reading_")]
        readings = {int(name.removeprefix("reading_")): given.pop(name) for name in names}
        return given | {"readings": {pk: value for pk, value in readings.items() if value is not None}}


class EvidenceForm(VerbForm):
    upload = forms.FileField(
        label=_("File"), help_text=_("pdf, docx, xlsx, jpg or png, at most 20 MB. No state secrets.")
    )
    milestone_id = forms.TypedChoiceField(
        label=_("For the milestone"), required=False, coerce=int, empty_value=None
    )

    def prepare(self) -> None:
        self.fields["milestone_id"].choices = [("", "—"), *milestone_choices(self.task.milestones.all())]


class OpenBlockerForm(VerbForm):
    text = long_text(_("What must be done first"))
    waiting_for_id = forms.TypedChoiceField(
        label=_("Who must act"),
        choices=lambda: [("", "—"), *departments()],
        required=False,
        coerce=int,
        empty_value=None,
    )
    waiting_for_text = forms.CharField(
        label=_("Or, outside the list of departments"), max_length=120, required=False
    )


class CloseBlockerForm(VerbForm):
    blocker_id = forms.TypedChoiceField(label=_("Blocker"), coerce=int)
    outcome = long_text(_("How it was resolved"))

    def prepare(self) -> None:
        self.fields["blocker_id"].choices = [
            (b.pk, str(b)) for b in self.task.blockers.filter(closed_on=None)
        ]

    def arguments(self) -> dict:
        return dict(self.cleaned_data)


class AssignPostForm(VerbForm):
    post_id = forms.TypedChoiceField(label=_("Post"), coerce=int)

    def prepare(self) -> None:
        units = self.actor.acting.tree.below(self.task.lead_department_id)
        posts = Post.objects.filter(
            department__in=units, role__in=(Role.HANDLER, Role.LIAISON), abolished_on=None
        )
        self.fields["post_id"].choices = [(post.pk, str(post)) for post in posts.select_related("department")]


class ExtensionForm(VerbForm):
    new_due_on = day(_("New due date"))
    reason = forms.ChoiceField(label=_("Class of the reason"), choices=ExtensionRequest.Reason.choices)
    explanation = long_text(_("Explanation"), help_text=_("Why, how far the task is, and what you will do."))


class RequestForm(VerbForm):
    """Decides on the request that waits; the page shows it above the form."""

    def prepare(self) -> None:
        self.asked = self.pending()

    def pending(self):
        """The extension or closing request."""
        raise NotImplementedError

    def arguments(self) -> dict:
        return {"request_id": self.asked.pk, **self.cleaned_data}


class WithdrawForm(RequestForm):
    """Nothing to fill in: the request that is taken back stands above the button."""

    def arguments(self) -> dict:
        return {"request": self.asked}


class WithdrawExtensionForm(WithdrawForm):
    def pending(self):
        return self.task.pending_extension


class WithdrawClosingForm(WithdrawForm):
    def pending(self):
        return self.task.pending_closing


class ReviewForm(RequestForm):
    agree = yes_or_no(_("Opinion of the unit"), _("Agree and pass on"), _("Do not agree"))
    note = long_text(_("Opinion"), required=False, help_text=_("Needed when you do not agree."))


class ReviewExtensionForm(ReviewForm):
    def pending(self):
        return self.task.pending_extension


class ReviewClosingForm(ReviewForm):
    def pending(self):
        return self.task.pending_closing


class DecideExtensionForm(RequestForm):
    grant = yes_or_no(_("Decision"), _("Grant"), _("Refuse"))
    note = long_text(_("Opinion"), required=False, help_text=_("Needed when you refuse."))
    document_no = forms.CharField(label=_("Number of the decision's document"), max_length=60, required=False)

    def pending(self):
        return self.task.pending_extension


class VerifyClosingForm(RequestForm):
    strike_off = yes_or_no(_("Result"), _("Strike off"), _("Send back"))
    method = forms.ChoiceField(
        label=_("How it was verified"), choices=ClosingRequest.Method.choices, widget=forms.RadioSelect
    )
    finding = long_text(_("Finding"))
    back_reason = forms.ChoiceField(
        label=_("Class of the reason, when sent back"),
        choices=[("", "—"), *ClosingRequest.BackReason.choices],
        required=False,
    )

    def pending(self):
        return self.task.pending_closing


class SubmitClosingForm(VerbForm):
    statement = long_text(_("How the completion standard is met"))
    evidence_ids = forms.TypedMultipleChoiceField(
        label=_("Evidence"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def prepare(self) -> None:
        files = [(item.pk, item.name) for item in self.task.evidence.all()]
        self.fields["evidence_ids"].choices = files
        self.initial.setdefault("evidence_ids", [pk for pk, _name in files])


class RateForm(VerbForm):
    rating = forms.ChoiceField(label=_("Rating"), choices=Rating.choices, widget=forms.RadioSelect)
    reason = long_text(_("What it rests on"))


def milestone_choices(steps) -> list[tuple[int, str]]:
    """Milestones to choose from, with their dates."""
    return [(step.pk, f"{step.due_on:%m-%d} {step.title}") for step in steps]
