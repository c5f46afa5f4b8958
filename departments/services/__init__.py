"""Changes to departments, posts, people, the calendar and the settings; each one is checked, written and recorded."""

from departments.services.city import load_calendar_notice, set_parameter
from departments.services.people import (
    change_password,
    create_person,
    reset_password,
    switch_off,
    unlock_account,
)
from departments.services.posts import abolish_post, appoint, create_post, edit_post, end_tenure, hand_over
from departments.services.units import (
    add_alias,
    create_department,
    edit_department,
    import_departments,
    merge_departments,
)

__all__ = [
    "abolish_post",
    "add_alias",
    "appoint",
    "change_password",
    "create_department",
    "create_person",
    "create_post",
    "edit_department",
    "edit_post",
    "end_tenure",
    "hand_over",
    "import_departments",
    "load_calendar_notice",
    "merge_departments",
    "reset_password",
    "set_parameter",
    "switch_off",
    "unlock_account",
]
