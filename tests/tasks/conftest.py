"""A Monday in March on which the lifecycle is played, and the people who play it."""

import pytest
from django.utils import translation

from audit import clock
from tests.tasks.world import MONDAY, World, nine


@pytest.fixture
def monday():
    """Everything in the test happens on Monday 2 March 2026 at nine, in English."""
    with clock.at(nine(MONDAY)), translation.override("en"):
        yield MONDAY


@pytest.fixture
def world(db, monday) -> World:
    """The city with one person for each role."""
    return World()
