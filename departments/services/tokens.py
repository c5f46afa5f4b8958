"""Tokens with which a person's programs speak to the API."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from knox.models import AuthToken

from audit import log

# So many programs of one person may be logged in; a further token ends the oldest.
MOST_TOKENS = 10


@transaction.atomic
def issue_token(*, actor) -> tuple[AuthToken, str]:
    """A new token; its text is known only now, the house keeps a hash."""
    issued, token = AuthToken.objects.create(actor)
    kept = actor.auth_token_set.order_by("-created").values_list("pk", flat=True)[:MOST_TOKENS]
    actor.auth_token_set.exclude(pk__in=list(kept)).delete()
    return issued, token


@transaction.atomic
def create_token(*, actor, password: str) -> tuple[AuthToken, str]:
    """A token by the settings page, for whoever knows the password.

    Raises:
        ValidationError: code `wrong_password`.
    """
    if not actor.check_password(password):
        raise ValidationError(_("The password is not right."), code="wrong_password")
    issued, token = issue_token(actor=actor)
    log.record(actor=actor, action="departments.token_created", target=actor, token=issued.token_key)
    return issued, token


@transaction.atomic
def revoke_token(*, actor, token_key: str) -> None:
    """Take a token of one's own back: from now on it opens nothing."""
    actor.auth_token_set.get(token_key=token_key).delete()
    log.record(actor=actor, action="departments.token_revoked", target=actor, token=token_key)
