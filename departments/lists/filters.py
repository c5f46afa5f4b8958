"""The conditions of a list. Each is a parameter of the address, so that an address reproduces a list."""

from __future__ import annotations

from typing import NamedTuple

from django.http import QueryDict
from django_filters import FilterSet


class Reader(NamedTuple):
    """For whom a list is filtered, where there is no request: what a filter asks of one is its `user`."""

    user: object


class ListFilter(FilterSet):
    """Conditions of which only those in the address are made: a dozen fields cost more than fifty rows.

    With `whole` all are there, for the panel in which they are chosen.
    """

    def __init__(self, data=None, queryset=None, *, request=None, prefix=None, whole: bool = False):
        asked = data if data is not None else QueryDict()
        if not whole:
            declared = type(self).base_filters
            self.base_filters = {name: one for name, one in declared.items() if asked.get(name)}
        super().__init__(asked, queryset, request=request, prefix=prefix)
