"""A browser on the pages of tasks."""

import pytest
from django.core.cache import cache

BACKEND = "departments.authentication.PersonBackend"


@pytest.fixture
def fresh_cache():
    """Nothing is kept from the test before."""
    cache.clear()


@pytest.fixture
def browse(client):
    """Opens pages as a person, in English."""
    client.cookies["django_language"] = "en"

    def as_person(person):
        client.force_login(person, backend=BACKEND)
        return client

    return as_person
