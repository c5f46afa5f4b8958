"""What a person may act as: the posts held today, and the units under each, read when first asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Grant:
    """What one post gives: its role, where, and (for leaders) which areas; and who lent it, when it is not one's own."""

    role: str
    post_id: int
    department_id: int
    areas: tuple[str, ...] = ()
    title: str = ""
    lent_by: int | None = None


class UnitTree:
    """The tree of departments as plain numbers: who is under whom, and who supervises a list of its own."""

    def __init__(self, rows: Iterable[tuple[int, int | None, bool]]):
        self.parents = {unit: (parent, supervises) for unit, parent, supervises in rows}
        self.children: dict[int | None, list[int]] = {}
        for unit, (parent, _supervises) in self.parents.items():
            self.children.setdefault(parent, []).append(unit)

    def below(self, unit: int) -> frozenset[int]:
        """A unit and everything under it."""
        reached = [unit]
        for found in reached:
            reached.extend(self.children.get(found, ()))
        return frozenset(reached)

    def above(self, unit: int) -> frozenset[int]:
        """A unit and everything it is under."""
        found: set[int] = set()
        while unit is not None and unit not in found:
            found.add(unit)
            unit = self.parents.get(unit, (None, False))[0]
        return frozenset(found)

    def jurisdiction(self, unit: int) -> int:
        """The unit itself or its nearest ancestor that supervises a list; the root when none does."""
        found: int | None = unit
        while found is not None:
            parent, supervises = self.parents.get(found, (None, False))
            if supervises or parent is None:
                return found
            found = parent
        return unit


class Acting:
    """A person as the permission table sees them."""

    def __init__(self, grants: Iterable[Grant] = (), tree: Callable[[], UnitTree] = lambda: UnitTree(())):
        self.grants = tuple(grants)
        self._read_tree = tree

    @cached_property
    def tree(self) -> UnitTree:
        """The departments; one query, and only for posts whose reach depends on it."""
        return self._read_tree()

    @property
    def roles(self) -> set[str]:
        """The roles of all posts held."""
        return {grant.role for grant in self.grants}

    @property
    def post_ids(self) -> list[int]:
        """The posts held."""
        return [grant.post_id for grant in self.grants]

    @property
    def department_ids(self) -> list[int]:
        """The departments of the posts held."""
        return sorted({grant.department_id for grant in self.grants})

    @property
    def givers(self) -> set[int]:
        """The people on whose behalf one decides today."""
        return {grant.lent_by for grant in self.grants if grant.lent_by}

    def without(self, givers: set[int]) -> Acting:
        """The same without what these people lent."""
        return Acting([grant for grant in self.grants if grant.lent_by not in givers], lambda: self.tree)
