"""The settings page: what of all this a person chooses for themselves."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST
from knox.models import AuthToken

from departments.lists.services import begin_with
from departments.parameters import city_parameters
from departments.services.people import end_other_sessions
from departments.services.tokens import create_token, revoke_token
from notifications.addresses import confirm_address
from notifications.services import ask_address, choose_mail
from supervision.account.forms import AddressForm, MailForm, PasswordForm, StartForm
from supervision.account.page import settings_of


@require_GET
def settings_page(request: HttpRequest) -> HttpResponse:
    """Everything on one page."""
    return _page(request)


@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """With what the day begins."""
    form = StartForm(request.POST, person=request.user)
    if not form.is_valid():
        return _page(request, start=form)
    kind, _colon, view = form.cleaned_data["start"].partition(":")
    if kind == "view":
        begin_with(actor=request.user, view_id=int(view))
    else:
        begin_with(actor=request.user, page=form.cleaned_data["start"])
    return _kept(request)


@require_POST
def mail(request: HttpRequest) -> HttpResponse:
    """How and when one is told by mail."""
    form = MailForm(request.POST, usual=city_parameters().digest_hour)
    if not form.is_valid():
        return _page(request, mail=form)
    choose_mail(actor=request.user, **form.cleaned_data)
    return _kept(request)


@require_POST
def new_address(request: HttpRequest) -> HttpResponse:
    """Ask for another mail address."""
    form = AddressForm(request.POST)
    if not form.is_valid():
        return _page(request, address=form)
    ask_address(actor=request.user, **form.cleaned_data)
    messages.success(
        request, _("A link is sent to %(address)s within some minutes; follow it.") % form.cleaned_data
    )
    return redirect("account:settings")


@require_GET
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the mail was followed."""
    try:
        confirm_address(actor=request.user, token=token)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Your mail address is confirmed."))
    return redirect("account:settings")


@never_cache
@sensitive_post_parameters("password")
@require_POST
def new_token(request: HttpRequest) -> HttpResponse:
    """A token for a program, shown this once."""
    form = PasswordForm(request.POST, auto_id="token_%s")
    if form.is_valid():
        try:
            _issued, text = create_token(actor=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error("password", error)
        else:
            return _page(request, fresh=text)
    return _page(request, token=form)


@require_POST
def end_token(request: HttpRequest, key: str) -> HttpResponse:
    """Take a token back."""
    try:
        revoke_token(actor=request.user, token_key=key)
    except AuthToken.DoesNotExist as error:
        raise Http404 from error
    messages.success(request, _("The token opens nothing any more."))
    return redirect("account:settings")


@sensitive_post_parameters("password")
@require_POST
def end_sessions(request: HttpRequest) -> HttpResponse:
    """Log out everywhere else."""
    form = PasswordForm(request.POST, auto_id="sessions_%s")
    if form.is_valid():
        try:
            end_other_sessions(actor=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error("password", error)
        else:
            update_session_auth_hash(request, request.user)
            messages.success(request, _("You are logged out everywhere else."))
            return redirect("account:settings")
    return _page(request, sessions=form)


def _page(request: HttpRequest, **bound) -> HttpResponse:
    refused = any(getattr(form, "errors", None) for form in bound.values())
    context = settings_of(request.user, **bound)
    return render(request, "supervision/account/settings.html", context, status=422 if refused else 200)


def _kept(request: HttpRequest) -> HttpResponse:
    messages.success(request, _("Kept."))
    return redirect("account:settings")
