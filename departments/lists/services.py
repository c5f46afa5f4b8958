"""Views under a name: keep, share, forget, begin the day with one."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from audit import clock, log
from departments.lists.models import SavedView, StartView
from departments.permissions import may
from departments.verdicts import require

MOST_VIEWS = 100


@transaction.atomic
def save_view(
    *, actor, list_name: str, title: str, query: str, audience: str = SavedView.Audience.OWN
) -> SavedView:
    """Keep a list as it is asked for; the same name again replaces one's own view.

    Raises:
        Forbidden: to share with everybody without the post for it.
        ValidationError: `wrong_audience` without a unit to share with; `too_many`.
    """
    if audience == SavedView.Audience.ALL:
        require(may(actor, "share_view"))
    units = actor.acting.department_ids
    if audience == SavedView.Audience.UNIT and not units:
        raise ValidationError(_("You hold no post in a unit to share with."), code="wrong_audience")
    if SavedView.objects.filter(owner=actor).count() >= MOST_VIEWS:
        raise ValidationError(_("You keep a hundred views already. Delete some first."), code="too_many")
    kept, _created = SavedView.objects.update_or_create(
        owner=actor,
        list=list_name,
        title=title,
        defaults={
            "query": query,
            "audience": audience,
            "department_id": units[0] if audience == SavedView.Audience.UNIT else None,
            "created_at": clock.now(),
        },
    )
    # A view of one's own is like a bookmark; what others will see is an act.
    if audience != SavedView.Audience.OWN:
        log.record(actor=actor, action="departments.view_shared", target=kept, title=title, audience=audience)
    return kept


@transaction.atomic
def forget_view(*, actor, view_id: int) -> None:
    """Delete a view of one's own; whoever began the day with it begins with their first screen again."""
    view = SavedView.objects.select_for_update().get(pk=view_id, owner=actor)
    if view.audience != SavedView.Audience.OWN:
        log.record(actor=actor, action="departments.view_deleted", target=view, title=view.title)
    view.delete()


@transaction.atomic
def begin_with(*, actor, view_id: int | None = None, page: str = "") -> None:
    """Begin the day with this view or page; with neither, with the first screen of the role again."""
    StartView.objects.filter(person=actor).delete()
    if page:
        StartView.objects.create(person=actor, page=page)
    if view_id is not None:
        view = SavedView.objects.visible_to(actor).get(pk=view_id)
        StartView.objects.create(person=actor, view=view)
