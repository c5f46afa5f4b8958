"""The permission table: role × verb × scope. Pages, API, exports and tests all read this one.

Each row is a verb, each column a role (`departments.choices.Role`), each cell how far it reaches:

    own    tasks of the post the person holds
    co     own, and tasks which the post's unit supports
    unit   tasks led by the post's unit or one below it
    party  unit, and tasks which such a unit supports
    area   tasks of the areas in the leader's charge, or led by the leader
    scope  tasks of the jurisdiction the post's department belongs to
    all    everything
    -      nothing

Verbs without a task (parameters, calendar, audit …) reach `all` or nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from departments.acting import Acting, Grant
from departments.choices import Role
from departments.verdicts import YES, Verdict

_TABLE = """
verb                    H     L     U     S     C     V     M     DS     SA    SE    AU    P
read_task               co    party party all   all   area  all   scope  -     -     -     -
comment                 co    party party all   all   area  all   scope  -     -     -     -
read_report             all   all   all   all   all   all   all   scope  -     -     -     -
draft_tasks             -     -     -     all   all   -     -     scope  -     -     -     -
issue                   -     -     -     -     all   area  -     scope  -     -     -     -
propose_issue           -     -     -     all   all   -     -     scope  -     -     -     -
suspend                 -     -     -     -     all   area  -     scope  -     -     -     -
terminate               -     -     -     -     all   area  -     scope  -     -     -     -
ask_suspend             -     -     unit  all   -     -     -     -      -     -     -     -
sign                    -     unit  unit  -     -     -     -     -      -     -     -     -
return_task             -     unit  unit  -     -     -     -     -      -     -     -     -
split                   -     unit  unit  -     -     -     -     -      -     -     -     -
assign_post             -     unit  unit  -     -     -     -     -      -     -     -     -
report_progress         own   unit  -     -     -     -     -     -      -     -     -     -
open_blocker            own   unit  -     -     -     -     -     -      -     -     -     -
ask_extension           own   unit  -     -     -     -     -     -      -     -     -     -
review_extension        -     -     unit  -     -     -     -     -      -     -     -     -
decide_extension        -     -     -     all   all   -     -     scope  -     -     -     -
decide_third_extension  -     -     -     -     all   area  -     -      -     -     -     -
submit_closing          own   unit  -     -     -     -     -     -      -     -     -     -
review_closing          -     -     unit  -     -     -     -     -      -     -     -     -
verify_closing          -     -     -     all   all   -     -     scope  -     -     -     -
urge                    -     -     unit  all   all   area  all   scope  -     -     -     -
reply_urging            own   unit  unit  -     -     -     -     -      -     -     -     -
instruct                -     -     unit  -     -     area  all   -      -     -     -     -
draft_instruction       -     -     -     all   all   -     -     -      -     -     -     -
reopen                  -     -     -     -     all   -     -     scope  -     -     -     -
ask_reopen              -     -     -     all   -     area  all   -      -     -     -     -
rate                    -     -     -     all   all   -     -     scope  -     -     -     -
edit_task               -     -     -     all   all   -     -     scope  -     -     -     -
close_week              -     -     -     all   all   -     -     scope  -     -     -     -
read_bulletin           scope scope scope all   all   scope all   scope  -     -     -     -
draft_bulletin          -     -     -     all   all   -     -     scope  -     -     -     -
sign_bulletin           -     -     -     -     all   -     -     scope  -     -     -     -
confirm_statement       -     unit  unit  -     -     -     -     -      -     -     -     -
export_tasks            co    party party all   all   area  all   scope  -     -     -     -
delegate                -     -     all   -     all   all   -     -      -     -     -     -
share_view              -     -     -     all   all   -     all   -      -     -     -     -
see_dashboard           -     -     unit  all   all   area  all   scope  -     -     -     -
read_departments        all   all   all   all   all   all   all   all    all   all   all   -
edit_departments        -     -     -     -     -     -     -     -      all   -     -     -
read_people             -     -     -     -     -     -     -     -      all   all   all   -
edit_people             -     -     -     -     -     -     -     -      all   -     -     -
edit_calendar           -     -     -     -     all   -     -     -      all   -     -     -
edit_parameters         -     -     -     -     -     -     -     -      all   -     -     -
grant_roles             -     -     -     -     -     -     -     -      -     all   -     -
unlock_account          -     -     -     -     -     -     -     -      -     all   -     -
end_sessions            -     -     -     -     -     -     -     -      -     all   -     -
reset_password          -     -     -     -     -     -     -     -      all   all   -     -
read_audit              -     -     -     -     -     -     -     -      -     -     all   -
export_audit            -     -     -     -     -     -     -     -      -     -     all   -
verify_audit            -     -     -     -     -     -     -     -      -     -     all   -
read_suggestions        -     -     -     -     all   -     all   -      all   -     -     -
answer_suggestion       -     -     -     -     all   -     all   -      all   -     -     -
read_jobs               -     -     -     all   all   -     all   -      all   -     all   -
run_job                 -     -     -     -     all   -     -     -      all   -     -     -
"""

SCOPES = ("own", "co", "unit", "party", "area", "scope", "all")


def _parse(table: str) -> dict[str, dict[Role, str]]:
    head, *rows = (line.split() for line in table.strip().splitlines())
    roles = [Role(code) for code in head[1:]]
    found = {
        row[0]: {role: cell for role, cell in zip(roles, row[1:], strict=True) if cell != "-"} for row in rows
    }
    if bad := {cell for cells in found.values() for cell in cells.values()} - set(SCOPES):
        raise ValueError(f"unknown scopes in the permission table: {bad}")
    return found


TABLE = _parse(_TABLE)


@dataclass(frozen=True)
class Reach:
    """Where a task stands, as far as permissions ask; tasks describe themselves with it."""

    jurisdiction_id: int | None = None
    post_id: int | None = None
    lead_ids: frozenset[int] = frozenset()
    support_ids: frozenset[int] = frozenset()
    area: str = ""
    leader_post_id: int | None = None
    sensitive: bool = False


def scopes(acting: Acting, verb: str) -> list[tuple[str, Grant]]:
    """How far each post held reaches with this verb; empty when none does."""
    cells = TABLE[verb]
    return [(cells[grant.role], grant) for grant in acting.grants if grant.role in cells]


def may(actor, verb: str, reach: Reach | None = None) -> Verdict:
    """May this person do this, to this task? `actor` is a Person; without a reach: to anything at all."""
    reaching = scopes(actor.acting, verb)
    if reaching and (reach is None or reaches(actor.acting, verb, reach)):
        return YES
    return _refusal(verb, bool(reaching), get_language())


@cache
def _refusal(verb: str, elsewhere: bool, _language: str | None) -> Verdict:
    # The buttons of one page ask for a dozen verbs, and a refusal says the same to everybody.
    if elsewhere:
        words = _("This task is outside what your post reaches. Ask: %(who)s.")
    else:
        words = _("Your posts do not include this. Ask: %(who)s.")
    return Verdict(False, words % {"who": who_may(verb)})


def reaches(acting: Acting, verb: str, reach: Reach) -> bool:
    """Whether any of the posts reaches this task with the verb."""
    return any(covers(scope, grant, acting, reach) for scope, grant in scopes(acting, verb))


def who_may(verb: str) -> str:
    """The roles that have this verb, in words, for the sentence that says whom to ask."""
    return _(", ").join(str(role.label) for role in TABLE[verb])


def covers(scope: str, grant: Grant, acting: Acting, reach: Reach) -> bool:
    """Whether a post with this scope reaches the task."""
    if scope == "all":
        return True
    if scope == "scope":
        return reach.jurisdiction_id == acting.tree.jurisdiction(grant.department_id)
    if scope == "area":
        return reach.leader_post_id == grant.post_id or (reach.area in grant.areas and not reach.sensitive)
    # Supporting units don't see sensitive tasks.
    support = frozenset() if reach.sensitive else reach.support_ids
    if scope in ("own", "co"):
        return reach.post_id == grant.post_id or (scope == "co" and grant.department_id in support)
    units = acting.tree.below(grant.department_id)
    return bool(units & reach.lead_ids) or (scope == "party" and bool(units & support))
