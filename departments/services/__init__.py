"""Changes to departments, posts, people, the calendar and the settings; each one is checked, written and recorded."""

from departments.services.city import load_calendar_notice, set_parameter
from departments.services.nominations import appoint_nominee, decline_nominee, nominate
from departments.services.people import (
    change_password,
    create_person,
    edit_person,
    end_sessions,
    reset_password,
    switch_off,
    unlock_account,
)
from departments.services.posts import abolish_post, appoint, create_post, edit_post, end_tenure, hand_over
from departments.services.rosters import import_roster
from departments.services.units import (
    add_alias,
    close_department,
    create_department,
    edit_department,
    import_departments,
    merge_departments,
    rename_department,
)

__all__ = [
    "abolish_post",
    "add_alias",
    "appoint",
    "appoint_nominee",
    "change_password",
    "close_department",
    "create_department",
    "create_person",
    "create_post",
    "decline_nominee",
    "edit_department",
    "edit_person",
    "edit_post",
    "end_sessions",
    "end_tenure",
    "hand_over",
    "import_departments",
    "import_roster",
    "load_calendar_notice",
    "merge_departments",
    "nominate",
    "rename_department",
    "reset_password",
    "set_parameter",
    "switch_off",
    "unlock_account",
]
