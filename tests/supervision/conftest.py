"""The city, the people who work on its weeks and months, and the clock they work by."""

from contextlib import ExitStack

import pytest

from audit import clock
from departments.choices import Role
from tests import factories
from tests.supervision.weeks import moment


@pytest.fixture
def city():
    return factories.make_city()


@pytest.fixture
def chief(city):
    return factories.person(Role.CHIEF, city.supervision)


@pytest.fixture
def handler(city):
    return factories.person("H", city.education)


@pytest.fixture
def at():
    """Set the clock of the services to ten o'clock of a day."""
    with ExitStack() as clocks:
        yield lambda day: clocks.enter_context(clock.at(moment(day, 10)))
