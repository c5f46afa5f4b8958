"""Pages and acts by their names: what a person may open or begin from the command box."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from departments.parts import address
from departments.permissions import TABLE
from departments.pinyin import sounds_like, typed
from supervision.context import NAVIGATION


@dataclass(frozen=True)
class Command:
    """A page or an act: its words, where it leads, the verbs of which one is needed (none: everybody).

    An act that is a form of the frame names that form, and the value that its button sends.
    """

    label: str
    url_name: str = ""
    query: str = ""
    verbs: tuple[str, ...] = ()
    form: str = ""
    name: str = ""
    value: str = ""
    language: str = ""  # of the words, and shown only while another one is spoken

    @property
    def url(self) -> str:
        """Where it leads; empty for a form."""
        return address(self.url_name) + self.query if self.url_name else ""


ACTS = (
    Command(_("Import a Report"), "reports:import", verbs=("draft_tasks",)),
    Command(_("Issue a responsibility list"), "reports:list", verbs=("issue",)),
    Command(_("Report this week's progress"), "supervision:my_week", verbs=("report_progress",)),
    Command(_("Sign for new tasks"), "register:list", "?state=issued", ("sign",)),
    Command(_("Review what the unit submits"), "supervision:my_week", verbs=("review_closing",)),
    Command(_("Verify applications to close"), "supervision:queue", verbs=("verify_closing",)),
    Command(_("Decide extensions"), "supervision:queue", verbs=("decide_extension",)),
    Command(_("Sign a bulletin"), "supervision:bulletins", "?state=draft", ("sign_bulletin",)),
    Command(_("Confirm the month's statement"), "supervision:statements", verbs=("confirm_statement",)),
    Command(_("Import departments"), "import_departments", verbs=("edit_departments",)),
    Command(_("Run a job now"), "supervision:jobs", verbs=("run_job",)),
    Command("简体中文", form="language", name="language", value="zh-hans", language="zh-hans"),
    Command("English", form="language", name="language", value="en", language="en"),
    Command(_("Larger or normal type"), form="type-size"),
    Command(_("Change password"), "departments:password"),
    Command(_("Log out"), form="log-out"),
)
PAGES = (
    Command(_("Inbox"), "notifications:inbox"),
    *(Command(entry.label, entry.url_name, verbs=entry.verbs) for entry in NAVIGATION),
    Command(_("Overdue tasks"), "register:list", "?overdue=on", ("read_task",)),
    Command(_("Red and amber tasks"), "register:list", "?light=red&light=amber", ("read_task",)),
    Command(_("My posts' tasks"), "register:list", "?own=on", ("report_progress",)),
    Command(_("Closed tasks"), "register:list", "?state=closed", ("read_task",)),
    Command(_("Saved views"), "views:saved"),
    Command(_("Exported files"), "views:files"),
    Command(_("Working calendar"), "calendar", verbs=("edit_calendar",)),
    Command(_("API"), "api:docs"),
)


def commands(person, query: str, among: tuple[Command, ...]) -> list[Command]:
    """Those of them that this person may use and whose words hold the query, in either language or as pinyin."""
    roles, spoken = person.acting.roles, translation.get_language()
    asked, letters = query.strip().casefold(), typed(query)
    return [
        one
        for one in among
        if (not one.verbs or any(roles & TABLE[verb].keys() for verb in one.verbs))
        and one.language != spoken
        and (not asked or asked in _words(one) or (letters and sounds_like(letters, _words(one).split("\n"))))
    ]


@cache
def _words(command: Command) -> str:
    """Its words in both languages, a line each: whoever knows the other one finds it too."""
    said = []
    for language in ("en", "zh-hans"):
        with translation.override(language):
            said.append(str(command.label).casefold())
    return "\n".join(said)
