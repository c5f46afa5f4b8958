"""A browser before a new city."""

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from departments.founding.services import new_code


@pytest.fixture
def browser():
    """A browser in which the code was typed."""
    cache.clear()
    found = Client()
    found.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert found.post("/setup/", {"code": new_code()}).status_code == 302
    return found
