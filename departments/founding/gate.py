"""The gate of the set-up: the code opens it in one browser, too many wrong ones lock it, and a founded city has none."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from axes.handlers.proxy import AxesProxyHandler
from axes.utils import reset
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.signals import user_login_failed
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from departments.authentication import SET_UP_CODE, locked_out
from departments.founding.services import is_founded, opened, use_code

KEY = "set_up"
# A long lunch; whoever comes later starts the command again and finds everything as it was.
OPEN_SECONDS = 4 * 3600
_COUNTED = {"username": SET_UP_CODE}


def before_the_city(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page that exists only until the city is founded."""

    @login_not_required
    @never_cache
    @sensitive_post_parameters()
    @wraps(view)
    def guarded(request: HttpRequest, **kwargs: str) -> HttpResponse:
        if is_founded():
            raise Http404
        return view(request, **kwargs)

    return guarded


def with_the_code(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page behind the code: the view gets the founding as well."""

    @before_the_city
    @wraps(view)
    def guarded(request: HttpRequest, **kwargs: str) -> HttpResponse:
        founding = opened(request.session.get(KEY, ""))
        return view(request, founding, **kwargs) if founding else redirect("founding:begin")

    return guarded


def try_code(request: HttpRequest, code: str) -> HttpResponse | None:
    """Let this browser in when the code is right: None. Otherwise refuse, after five times for a while."""
    if not AxesProxyHandler.is_allowed(request, _COUNTED):
        return locked_out(request, None, _COUNTED)
    key = use_code(code)
    if key is None:
        # As a wrong password would be: counted, locked, and written into the trail without what was typed.
        user_login_failed.send(sender=__name__, credentials=_COUNTED, request=request)
        return HttpResponse(status=403)
    reset(username=SET_UP_CODE)
    request.session.cycle_key()
    request.session[KEY] = key
    request.session.set_expiry(OPEN_SECONDS)
    return None
