"""Read a roster: who holds which post in which department with which role, from CSV or xlsx. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from departments.choices import Area, Role
from departments.login_names import ALLOWED, login_name
from departments.tables import RowError, Unreadable, read_table

# Our field, and how the column is called in templates and messages.
FIELDS = {
    "unit": "单位",
    "title": "岗位",
    "role": "角色",
    "name": "姓名",
    "username": "登录名",
    "email": "邮箱",
    "phone": "电话",
    "areas": "分管板块",
}
_HEADS = {
    **{head: name for name, head in FIELDS.items()},
    **{name: name for name in FIELDS},
    "部门": "unit",
    "所在单位": "unit",
    "单位名称": "unit",
    "单位简称": "unit",
    "department": "unit",
    "职务": "title",
    "岗位名称": "title",
    "post": "title",
    "用户名": "username",
    "账号": "username",
    "log-in name": "username",
    "邮件": "email",
    "电子邮箱": "email",
    "e-mail": "email",
    "手机": "phone",
    "手机号": "phone",
    "联系电话": "phone",
    "telephone": "phone",
    "板块": "areas",
    "分管": "areas",
}
ROLE_WORDS = {
    Role.HANDLER: "经办人",
    Role.LIAISON: "联络员",
    Role.UNIT_HEAD: "单位负责人",
    Role.SUPERVISOR: "督查员",
    Role.CHIEF: "督查室主任",
    Role.VICE_MAYOR: "分管领导",
    Role.MAYORS_OFFICE: "市政府办",
    Role.LOCAL_SUPERVISOR: "县区督查",
}
_ROLES = {
    **{word: role for role, word in ROLE_WORDS.items()},
    **{role.value.lower(): role for role in ROLE_WORDS},
    "负责人": Role.UNIT_HEAD,
    "主要负责人": Role.UNIT_HEAD,
    "部门督查": Role.LOCAL_SUPERVISOR,
    "县区(部门)督查": Role.LOCAL_SUPERVISOR,
    "市领导": Role.VICE_MAYOR,
    "副市长": Role.VICE_MAYOR,
}
AREA_WORDS = {
    Area.STRATEGY: "重大战略",
    Area.REFORM: "改革创新",
    Area.KEY_PROJECTS: "重点项目",
    Area.LIVELIHOOD: "民生服务",
    Area.CIVIC: "文明创建",
    Area.OTHER: "其他",
}
_AREAS = {**{word: area for area, word in AREA_WORDS.items()}, **{area.value: area for area in AREA_WORDS}}
_MOST = {"unit": 120, "title": 80, "name": 60, "username": 60, "email": 254, "phone": 30}


@dataclass
class Holder:
    """One line of a roster: a person in a post."""

    number: int
    unit: str = ""
    title: str = ""
    role: str = ""
    name: str = ""
    username: str = ""
    email: str = ""
    phone: str = ""
    areas: list[str] = field(default_factory=list)

    @property
    def key(self) -> tuple[str, str, str]:
        """Who in which post of which unit; once units have full names and everybody a log-in name."""
        return self.unit, self.title, self.username.lower()

    def plain(self) -> dict:
        """The line as plain values, to be kept and read again by `Holder(**…)`."""
        return asdict(self)


@dataclass
class RosterFile:
    """What a file says: its lines, the cells that are wrong, and how many rows have no name yet."""

    lines: list[Holder] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    nameless: int = 0


def read_roster(content: bytes) -> RosterFile:
    """The lines of a file; a row without a name is a post still to be filled and is left out."""
    needed = {name: FIELDS[name] for name in ("unit", "role", "name")}
    try:
        table = read_table(content, _HEADS, needed)
    except Unreadable as error:
        return RosterFile(errors=[RowError(1, "", str(error))])
    found = RosterFile()
    for number, cells in table.rows:
        written = {name: cell for name, cell in zip(table.fields, cells, strict=False) if name}
        if written.get("name") or written.get("username"):
            found.lines.append(read_line(number, written, found.errors))
        else:
            found.nameless += 1
    if not found.lines:
        found.errors.append(RowError(1, FIELDS["name"], _("No row has a name yet.")))
    return found


def read_line(number: int, cells: dict[str, str], errors: list[RowError]) -> Holder:
    """One line from its written cells; what is wrong with it is added to the errors."""
    line = Holder(number)
    for name, most in _MOST.items():
        text = cells.get(name, "")
        if len(text) > most:
            errors.append(
                RowError(number, FIELDS[name], _("Longer than %(most)s characters.") % {"most": most})
            )
        setattr(line, name, text[:most])
    for name in ("unit", "role", "name"):
        if not cells.get(name):
            errors.append(RowError(number, FIELDS[name], _("This cell is empty.")))
    _read_role(line, cells.get("role", ""), errors)
    _read_areas(line, cells.get("areas", ""), errors)
    if line.username and not ALLOWED.fullmatch(line.username):
        what = _("A log-in name has Latin letters, figures and . _ - @ + only.")
        errors.append(RowError(number, FIELDS["username"], what))
    if line.email:
        try:
            validate_email(line.email)
        except ValidationError:
            errors.append(
                RowError(number, FIELDS["email"], _("%(text)s is no e-mail address.") % {"text": line.email})
            )
    # Who is called by the role alone needs no title of its own.
    line.title = line.title or ROLE_WORDS.get(Role(line.role), "") if line.role else line.title
    return line


def fill_login_names(
    lines: Iterable[Holder], taken: Iterable[str], known: Mapping[tuple[str, str], str]
) -> None:
    """Give a log-in name in pinyin to whoever has none; the same name in the same unit is the same person.

    `known` are the log-in names of those who are there already, by unit and name.
    """
    lines = list(lines)
    used = {name.lower() for name in taken} | {line.username.lower() for line in lines if line.username}
    given = {**known, **{(line.unit, line.name): line.username for line in lines if line.username}}
    for line in lines:
        if not line.username and line.name:
            key = (line.unit, line.name)
            if key not in given:
                given[key] = login_name(line.name, used)
                used.add(given[key])
            line.username = given[key]


def _read_role(line: Holder, text: str, errors: list[RowError]) -> None:
    found = _ROLES.get(text.lower())
    if found:
        line.role = found.value
    elif "管理员" in text or text.upper() in ("SA", "SE", "AU"):
        what = _("The three administrators are not named in a roster.")
        errors.append(RowError(line.number, FIELDS["role"], what))
    elif text:
        what = _("%(text)s is no role. Roles are: %(roles)s.") % {
            "text": text,
            "roles": "、".join(ROLE_WORDS.values()),
        }
        errors.append(RowError(line.number, FIELDS["role"], what))


def _read_areas(line: Holder, text: str, errors: list[RowError]) -> None:
    for word in filter(None, re.split(r"[、,;/\s]+", text)):
        if word in _AREAS:
            line.areas.append(_AREAS[word].value)
        else:
            what = _("%(text)s is no area. Areas are: %(areas)s.") % {
                "text": word,
                "areas": "、".join(AREA_WORDS.values()),
            }
            errors.append(RowError(line.number, FIELDS["areas"], what))
