"""The steps of the set-up in their order, and the page around each."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from departments.founding.drafts import Draft
from departments.founding.services import keep
from departments.models import Founding


@dataclass(frozen=True)
class Step:
    """One page of the set-up: what it is called and why one is asked."""

    name: str
    title: Promise
    why: Promise

    @property
    def url(self) -> str:
        """Its address."""
        return reverse("founding:step", args=[self.name])


STEPS = (
    Step("city", _("The city"), _("Everything else carries these names. They can be changed later.")),
    Step(
        "calendar",
        _("Working calendar"),
        _("All time limits run in working days, so holidays and make-up working days must be known."),
    ),
    Step(
        "departments",
        _("Departments"),
        _("Tasks are led by departments. Begin with the usual ones, or with a table you have; it need not be complete today."),
    ),
    Step(
        "administrators",
        _("Three administrators"),
        _("Three different people: one creates accounts, one appoints, one reads the audit trail. None of them sees a task or holds another post."),
    ),
    Step(
        "people",
        _("Posts and people"),
        _("Work belongs to posts, and people hold them. The supervision chief must be among them; the others can follow."),
    ),
    Step("parameters", _("Numbers of the city"), _("Time limits and reminders. The defaults suit most cities; leave them if in doubt.")),
    Step("check", _("Check and found"), _("Nothing is in the city before this last step.")),
)  # fmt: skip


def step_named(name: str) -> Step | None:
    """The step of that name."""
    return next((step for step in STEPS if step.name == name), None)


def show(
    request: HttpRequest, founding: Founding, name: str, context: dict, *, refused: bool = False
) -> HttpResponse:
    """The page of a step with its place among the others."""
    number = next(place for place, step in enumerate(STEPS) if step.name == name)
    done = set(founding.draft.get("done", []))
    around = {
        "step": STEPS[number],
        "number": number + 1,
        "steps": [(step, step.name in done, step.name == name) for step in STEPS],
        "back": STEPS[number - 1].url if number else "",
        "draft": Draft(founding.draft),
    }
    return render(request, f"founding/{name}.html", around | context, status=422 if refused else 200)


def onward(founding: Founding, name: str) -> HttpResponse:
    """This step is done; the next one comes."""
    done = founding.draft.get("done", [])
    keep(founding_id=founding.pk, part="done", values=[*dict.fromkeys([*done, name])])
    number = next(place for place, step in enumerate(STEPS) if step.name == name)
    return redirect(STEPS[number + 1].url)


def again(name: str) -> HttpResponse:
    """The same step, after something in it was kept."""
    return redirect(reverse("founding:step", args=[name]))


def first_open(founding: Founding) -> str:
    """Where one goes on after a pause."""
    done = set(founding.draft.get("done", []))
    return next(step.name for step in STEPS if step.name not in done or step.name == "check")
