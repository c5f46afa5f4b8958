"""Which section of the guide explains which page: the one place that says it (a test holds both ends together)."""

from __future__ import annotations

from departments.help.guide import own_chapters

# The name of a page's address → chapter#anchor; where several are named, the first one of the reader's own chapters.
PLACES: dict[str, tuple[str, ...]] = {
    "home": ("basics#life",),
    "help:contents": ("everyday#help",),
    "help:chapter": ("everyday#help",),
    "account:settings": ("everyday#settings",),
    "notifications:mute": ("everyday#inbox",),
    "departments:password": ("basics#account",),
    "supervision:search": ("everyday#search",),
    "register:list": ("everyday#lists",),
    "register:all_evidence": ("everyday#lists",),
    "register:bulk": ("everyday#bulk",),
    "register:bulk_done": ("everyday#bulk",),
    "register:task": ("everyday#task",),
    "register:propose": ("unit#propose", "supervision#propose"),
    "register:decline": ("supervision#propose",),
    "supervision:queue_row": ("supervision#queue",),
    "register:do": ("handler#reporting", "unit#head", "supervision#verbs", "everyday#task"),
    "decisions:extensions": ("everyday#lists",),
    "decisions:closings": ("everyday#lists",),
    "views:saved": ("everyday#views",),
    "views:save": ("everyday#views",),
    "views:files": ("everyday#files",),
    "reports:list": ("supervision#import", "leaders#text", "basics#life"),
    "reports:import": ("supervision#import",),
    "reports:review": ("supervision#review",),
    "reports:text": ("leaders#text", "supervision#text"),
    "reports:difference": ("supervision#correct",),
    "reports:correct": ("supervision#correct",),
    "reports:issue": ("supervision#issue",),
    "reports:edit": ("supervision#review",),
    "reports:split": ("supervision#review",),
    "reports:sentence": ("leaders#text", "supervision#text"),
    "lists:versions": ("supervision#versions",),
    "lists:detail": ("supervision#versions",),
    "notifications:inbox": ("everyday#inbox",),
    "directory": ("administrators#departments", "everyday#departments"),
    "people": ("administrators#accounts",),
    "upkeep:new_person": ("administrators#accounts",),
    "upkeep:import_people": ("administrators#accounts",),
    "upkeep:person": ("administrators#accounts",),
    "upkeep:posts": ("administrators#accounts",),
    "upkeep:new_post": ("administrators#accounts",),
    "upkeep:post": ("administrators#accounts",),
    "upkeep:new_unit": ("administrators#departments",),
    "upkeep:unit": ("administrators#departments",),
    "upkeep:do": ("administrators#accounts",),
    "upkeep:decide": ("administrators#security",),
    "upkeep:nominations": ("administrators#security",),
    "upkeep:locked": ("administrators#security",),
    "upkeep:parameters": ("administrators#parameters",),
    "calendar": ("administrators#calendar",),
    "import_departments": ("administrators#departments",),
    "trail": ("administrators#audit",),
    "supervision:my_week": ("handler#week", "unit#head"),
    "supervision:delegations": ("unit#delegation",),
    "supervision:urge": ("supervision#urge", "leaders#urge", "unit#urge"),
    "supervision:rounds": ("supervision#weekly",),
    "supervision:round": ("supervision#weekly",),
    "supervision:checks": ("everyday#lists",),
    "supervision:urgings": ("everyday#lists",),
    "supervision:queue": ("supervision#queue",),
    "supervision:dashboard": ("leaders#dashboard",),
    "supervision:bulletins": ("supervision#monthly", "leaders#bulletins"),
    "supervision:bulletin": ("supervision#monthly", "leaders#bulletins"),
    "supervision:bulletin_edit": ("supervision#monthly",),
    "supervision:bulletin_rows": ("supervision#monthly", "leaders#bulletins"),
    "supervision:statements": ("unit#statement", "supervision#monthly"),
    "supervision:statement": ("unit#statement", "supervision#monthly"),
    "suggestions:list": (
        "supervision#suggestions",
        "administrators#suggestions",
        "leaders#mayors-office",
        "everyday#suggestions",
    ),
    "suggestions:new": ("everyday#suggestions",),
    "suggestions:detail": (
        "supervision#suggestions",
        "administrators#suggestions",
        "leaders#mayors-office",
        "everyday#suggestions",
    ),
    "supervision:jobs": ("administrators#jobs",),
    "supervision:job": ("administrators#jobs",),
}


def place_of(page: str, roles: set[str]) -> tuple[str, str]:
    """Chapter and anchor that explain a page to somebody with these roles; nothing for a page without an entry."""
    named = PLACES.get(page, ())
    own = own_chapters(roles)
    chosen = next((place for place in named if place.partition("#")[0] in own), next(iter(named), ""))
    chapter, _sharp, anchor = chosen.partition("#")
    return chapter, anchor
