"""Log in and out, change the password, choose language and type size."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render, resolve_url
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from departments.forms import LogInForm
from departments.founding.services import is_founded
from departments.services.people import change_password as change_password_of

log_in = LoginView.as_view(
    template_name="departments/login.html",
    authentication_form=LogInForm,
    redirect_authenticated_user=True,
    extra_context={"founded": is_founded},
)


@sensitive_post_parameters()
def change_password(request: HttpRequest) -> HttpResponse:
    """A new password; forced at the first log-in with a temporary one."""
    form = PasswordChangeForm(request.user, request.POST or None)
    if form.is_valid():
        change_password_of(actor=request.user, password=form.cleaned_data["new_password1"])
        update_session_auth_hash(request, request.user)
        messages.success(request, _("Your password has been changed."))
        return redirect("home")
    return render(request, "departments/password.html", {"form": form})


@login_not_required
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Speak this language from now on: in this browser, and for a person wherever they log in."""
    response = HttpResponseRedirect(_back(request))
    code = request.POST.get("language", "")
    if code in dict(settings.LANGUAGES) and translation.check_for_language(code):
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, code, max_age=365 * 24 * 3600, samesite="Lax")
        if request.user.is_authenticated:
            request.user.language = code
            request.user.save(update_fields=["language"])
    return response


@require_POST
def switch_type_size(request: HttpRequest) -> HttpResponse:
    """Large type on, or off again."""
    request.user.large_type = not request.user.large_type
    request.user.save(update_fields=["large_type"])
    return HttpResponseRedirect(_back(request))


def _back(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else resolve_url("home")
