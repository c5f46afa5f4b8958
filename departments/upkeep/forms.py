"""What the administrators' acts need to be told. Each form is made for its target and fills itself from it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from audit import clock
from departments.choices import Area, DepartmentKind, Role
from departments.models import Department, Person, Post
from departments.roster_file import ROLE_WORDS
from departments.upkeep.fields import PersonField, PostField, UnitField


def _day(label, **kwargs) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs
    )


class ActForm(forms.Form):
    """A form of an act on a target; without fields it only asks whether one is sure."""

    reads: tuple[str, ...] = ()  # fields that begin with what the target has

    def __init__(self, *args, target, **kwargs):
        self.target = target
        start = {name: getattr(target, name) for name in self.reads}
        super().__init__(*args, initial={**start, **(kwargs.pop("initial", None) or {})}, **kwargs)
        for name in ("on", "starts_on", "ends_on"):
            if name in self.fields:
                self.initial.setdefault(name, clock.today())


class PersonForm(ActForm):
    """Name, e-mail, telephone."""

    reads = ("name", "email", "phone")
    name = forms.CharField(label=_("Name of the person"), max_length=60)
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Telephone"), required=False, max_length=30)


class NewPersonForm(forms.Form):
    """A new account, and the post it is meant for."""

    name = forms.CharField(label=_("Name of the person"), max_length=60)
    username = forms.CharField(
        label=_("Log-in name"), required=False, max_length=60, help_text=_("Left blank: the name in pinyin.")
    )
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Telephone"), required=False, max_length=30)
    post = PostField(
        label=_("Post"),
        required=False,
        help_text=_(
            "Department and title. The security administrator appoints; before that the account opens nothing."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["post"].widget.offered = posts_offered()


class ForPostForm(ActForm):
    """The post that a person is named for."""

    post = PostField(label=_("Post"), help_text=_("Department and title, as in the list of posts."))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["post"].widget.offered = posts_offered()


class AppointForm(ForPostForm):
    """The post that a person takes, and from when."""

    starts_on = _day(_("From which day"))


class SuccessorForm(ActForm):
    """Who takes the post, and from when."""

    person = PersonField(
        label=_("Person"), help_text=_("Log-in name, or the name where only one is called so.")
    )
    on = _day(_("From which day"), help_text=_("The first day of the new holder."))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        people = Person.objects.order_by("name").values_list("name", "username")
        self.fields["person"].widget.offered = [f"{name}（{username}）" for name, username in people[:300]]


class EndForm(ActForm):
    """The last day in a post."""

    ends_on = _day(_("Last day"))


class DayForm(ActForm):
    """The day from which it holds."""

    on = _day(_("From which day"))


class NewPostForm(forms.Form):
    """A new post with its role."""

    unit = UnitField(label=_("Department"))
    title = forms.CharField(label=_("Post"), max_length=80, help_text=_("Once in its department."))
    role = forms.ChoiceField(label=_("Role"), choices=[])
    areas = forms.MultipleChoiceField(
        label=_("Areas in charge"),
        required=False,
        choices=Area.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("For vice mayors only."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].widget.offered = units_offered()
        self.fields["role"].choices = role_choices()


class PostForm(ActForm):
    """Title and order."""

    reads = ("title", "position")
    title = forms.CharField(label=_("Post"), max_length=80)
    position = forms.IntegerField(label=_("Protocol order"), min_value=0, max_value=9999)


class RightsForm(ActForm):
    """Role and areas of a post: its rights."""

    reads = ("role", "areas")
    role = forms.ChoiceField(label=_("Role"), choices=[])
    areas = forms.MultipleChoiceField(
        label=_("Areas in charge"),
        required=False,
        choices=Area.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("For vice mayors only."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = role_choices()


class UnitForm(ActForm):
    """What a department is, apart from its names."""

    reads = ("kind", "position", "supervises", "duties", "founded_on")
    kind = forms.ChoiceField(label=_("Kind"), choices=DepartmentKind.choices)
    parent = UnitField(label=_("Under"), required=False)
    position = forms.IntegerField(label=_("Protocol order"), min_value=0, max_value=9999)
    supervises = forms.BooleanField(label=_("Supervises its own list"), required=False)
    duties = forms.CharField(
        label=_("Duties"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Key words; where the Report names no unit, they suggest one."),
    )
    founded_on = _day(_("Founded on"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["parent"].widget.offered = units_offered()
        parent = getattr(self.target, "parent", None)
        self.initial.setdefault("parent", parent.name if parent else "")


class NewUnitForm(UnitForm):
    """A new department."""

    reads = ()
    name = forms.CharField(label=_("Full name"), max_length=120)
    short_name = forms.CharField(label=_("Short name"), max_length=60)
    field_order = ["name", "short_name"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, target=None, initial={"position": 0, "kind": "bureau"}, **kwargs)


class RenameForm(DayForm):
    """New names from a day on."""

    reads = ("name", "short_name")
    name = forms.CharField(label=_("Full name"), max_length=120)
    short_name = forms.CharField(label=_("Short name"), max_length=60)
    field_order = ["name", "short_name", "on"]


class AliasForm(ActForm):
    """Another name, and the years in which lists use it."""

    name = forms.CharField(label=_("Also called"), max_length=120)
    from_year = forms.IntegerField(label=_("From year"), required=False, min_value=1949, max_value=2100)
    to_year = forms.IntegerField(label=_("To year"), required=False, min_value=1949, max_value=2100)


class MergeForm(DayForm):
    """The department that goes on."""

    into = UnitField(label=_("Into"), help_text=_("It takes over the posts, and with them the tasks."))
    field_order = ["into", "on"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["into"].widget.offered = units_offered()


class DeclineForm(forms.Form):
    """Why somebody is not appointed."""

    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


def role_choices() -> list[tuple[str, object]]:
    """All roles that a post can carry."""
    return [(role.value, role.label) for role in Role if role in ROLE_WORDS or role != Role.PUBLIC]


def posts_offered() -> list[str]:
    """Posts as they are written: department and title."""
    posts = Post.objects.filter(abolished_on=None).values_list("department__short_name", "title")
    return [f"{unit} {title}" for unit, title in posts[:300]]


def units_offered() -> list[str]:
    """Departments that exist, by full name."""
    return list(Department.objects.filter(dissolved_on=None).values_list("name", flat=True)[:300])
