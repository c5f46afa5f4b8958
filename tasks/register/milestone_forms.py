"""The forms of the verbs on milestones."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from audit import clock
from tasks.register.forms import VerbForm, day, long_text, milestone_choices


class OpenMilestoneForm(VerbForm):
    """Chooses one of the milestones that are still open."""

    milestone_id = forms.TypedChoiceField(label=_("Milestone"), coerce=int)

    def prepare(self) -> None:
        waiting = [step for step in self.task.milestones.all() if step.is_open]
        self.fields["milestone_id"].choices = milestone_choices(waiting)


class CompleteMilestoneForm(OpenMilestoneForm):
    done_on = day(_("Done on"))

    def prepare(self) -> None:
        super().prepare()
        self.initial.setdefault("done_on", clock.today())


class WaiveMilestoneForm(OpenMilestoneForm):
    because = long_text(_("Reason"))


class AddMilestoneForm(VerbForm):
    title = forms.CharField(label=_("Title"), max_length=120)
    due_on = day(_("Due date"))
    planned_percent = forms.IntegerField(
        label=_("Planned progress in percent"), min_value=0, max_value=100, required=False
    )
    reason = long_text(_("Reason"))


class ChangeMilestoneForm(OpenMilestoneForm):
    """The new words and date of one open milestone; the date first promised stays on record."""

    title = forms.CharField(
        label=_("New title"), max_length=120, required=False, help_text=_("Blank keeps it.")
    )
    due_on = forms.DateField(
        label=_("New date"),
        required=False,
        help_text=_("Blank keeps it."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    reason = long_text(_("Reason"))

    def arguments(self) -> dict:
        given = super().arguments()
        stored = next(step for step in self.task.milestones.all() if step.pk == given["milestone_id"])
        return given | {"title": given["title"] or stored.title, "due_on": given["due_on"] or stored.due_on}
