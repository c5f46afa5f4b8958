"""The shapes that decomposition gives back, and the errors it raises."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal

PARSER_VERSION = "3"

SET_ASIDE_REASONS = ("heading", "retrospect", "outlook", "procedural", "slogan", "explanation", "rule")


class Refused(ValueError):
    """A file that can't be decomposed: why, by its code, which file, and the place."""

    def __init__(self, code: str, name: str, place: dict[str, str | int]):
        super().__init__(code, name, place)
        self.code = code
        self.name = name
        self.place = place


@dataclass(frozen=True)
class Source:
    """Where a piece stands: 1-based line of the text, character offsets in that line (end exclusive)."""

    paragraph: int
    start: int
    end: int


@dataclass
class Deadline:
    """A date a text promises; `default` when the text gives none (31 December of the list's year)."""

    date: date
    origin: str  # stated | default
    text: str = ""
    stage: str = ""  # 开工, 主体完工, 竣工, 投产 …


@dataclass
class Target:
    """A quantity a text promises, with the number exactly as written (decimal, unit kept)."""

    name: str
    comparator: str  # ≥ ≤ = ≈ range > < relative text
    value: Decimal | None
    high: Decimal | None
    unit: str
    text: str
    stretch: str = ""


@dataclass
class Responsibility:
    """Who does it, read from a bracket or a table's cells, and by which rule the lead is the lead."""

    lead: list[str] = field(default_factory=list)
    support: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    lead_rule: str = "none"  # stated | first_named | sole | by_duty | none
    people: list[dict[str, str]] = field(default_factory=list)  # {"role", "name"}


@dataclass
class Suggestion:
    """A department that may lead, where the text names none, and why."""

    department: str
    score: float
    because: str


@dataclass
class DraftTask:
    """One promise of the text, ready to become a task on the list."""

    title: str
    text: str
    source: Source
    number: str = ""
    standard: str = ""
    path: list[str] = field(default_factory=list)
    parent: int | None = None
    lead: list[str] = field(default_factory=list)
    support: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    lead_rule: str = "none"
    people: list[dict[str, str]] = field(default_factory=list)
    deadlines: list[Deadline] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    kind: str = "work"  # policy | work | project
    area: str = "other"  # strategy | reform | key_projects | livelihood | civic | other
    suggested: list[Suggestion] = field(default_factory=list)


@dataclass
class SetAside:
    """A piece of the text that is no task, and why."""

    source: Source
    text: str
    reason: str


@dataclass
class Warning:
    """Something the reader should look at; paragraph 0 speaks of the whole document."""

    paragraph: int
    message: str
    code: str = ""  # with `place`, for those who say it in another language; not part of the JSON
    place: dict[str, str | int] = field(default_factory=dict)


@dataclass
class Document:
    """What kind of text it is, whose and of which year."""

    title: str
    place: str
    year: int | None
    kind: str  # report | division_of_work | table
    encoding: str
    parser_version: str = PARSER_VERSION


@dataclass
class Decomposition:
    """The whole result; tasks and set-aside pieces cover every non-blank character of `text` once."""

    document: Document
    text: str
    tasks: list[DraftTask] = field(default_factory=list)
    set_aside: list[SetAside] = field(default_factory=list)
    warnings: list[Warning] = field(default_factory=list)

    def as_json(self) -> dict:
        """The result as plain values, for `decompose --format json` (the text itself is left out)."""
        whole = asdict(self)
        whole.pop("text")
        whole["warnings"] = [{"paragraph": one.paragraph, "message": one.message} for one in self.warnings]
        return whole
