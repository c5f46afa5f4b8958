"""What a list is: its columns, conditions, ready-made views, groups and rows, declared once and the same everywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db.models import Aggregate, Choices, Expression, QuerySet
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from departments.lists.filters import ListFilter

Words = str | Promise


@dataclass(frozen=True)
class Column:
    """One column: what it reads of a row, how it says it on the page and in a file, and by what it sorts.

    What was read goes to `say`; with `begin` that function is made once a request. Of a code the word of `choices`
    is shown, of a key what `gather` found for all rows at once. `link` names a page whose `keys` are read last.
    """

    name: str
    label: Words
    reads: tuple[str, ...]
    say: Callable[..., object] | None = None
    begin: Callable[[], Callable[..., object]] | None = None
    choices: type[Choices] | None = None
    gather: Callable[[list], dict] | None = None
    draw: Callable[[str, str], str] | None = None  # code and word → markup, on the page only
    link: str = ""
    keys: int = 1
    sort: tuple[str, ...] = ()
    shown: bool = True
    main: bool = False  # what the row is called: never hidden, first on a phone
    css: str = ""
    own: bool = False  # drawn by the list's own template of a row


@dataclass(frozen=True)
class Group:
    """Rows under headings: the key and its word, the order of the headings, the condition that a heading leads to."""

    name: str
    label: Words
    key: str
    word: str
    order: tuple[str, ...]
    condition: str
    choices: type[Choices] | None = None


@dataclass(frozen=True)
class View:
    """A ready-made view: its words and its conditions as in the address."""

    label: Words
    query: str
    for_whom: Callable[..., bool] | None = None


@dataclass(frozen=True)
class Subtotal:
    """What a heading sums up of its rows, such as `{n} behind`."""

    name: str
    sum: Aggregate
    words: Callable[[int], str]


@dataclass(frozen=True)
class Bulk:
    """What can be done with chosen rows at once: the page that does it, and who may."""

    url: str
    label: Words
    may: Callable[..., bool]


@dataclass(frozen=True)
class List:
    """A list page: `name` is that of its address, `query` gives the rows that a person may know about."""

    name: str
    title: Words
    query: Callable[..., QuerySet]
    columns: tuple[Column, ...]
    sort: str
    count: Callable[[str, int], str]  # "12 tasks", from the figure as written and as number
    filter: type[ListFilter] = ListFilter
    verb: str = ""  # rows of the permission table: who opens the page, and who takes the rows away as a file
    export: str = ""
    views: tuple[View, ...] = ()
    groups: tuple[Group, ...] = ()
    subtotals: tuple[Subtotal, ...] = ()
    computed: dict[str, Expression] = field(
        default_factory=dict
    )  # names that columns read, beside those of the model
    reads: tuple[str, ...] = ()  # what `rows` needs of every row, whichever columns are shown
    rows: Callable[[Iterable[tuple]], list] | None = None  # rows of its own for a template of its own
    template: str = "lines"
    page: str = "lists/page.html"
    around: Callable[[HttpRequest], dict] | None = None
    bulk: Bulk | None = None
    nothing: tuple[Words, Words] = (_("Nothing here yet"), "")
    defaults: tuple[tuple[str, str], ...] = ()  # conditions in force anyway: no chip

    def column(self, name: str) -> Column | None:
        """The column of that name."""
        return next((column for column in self.columns if column.name == name), None)

    def group(self, name: str) -> Group | None:
        """The grouping of that name."""
        return next((group for group in self.groups if group.name == name), None)
