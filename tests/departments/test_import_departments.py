"""The catalogue of departments from a file: preview, errors by row and column, all or nothing."""

from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command

from audit.models import AuditEntry
from departments.choices import DepartmentKind, Role
from departments.matching import DepartmentIndex, How
from departments.models import Department
from departments.services import import_departments
from tests import factories

pytestmark = pytest.mark.django_db
TOP = "临江市人民政府"
FILE = """全称,常用简称,类别,上级,别名,曾用名,职能,排序
临江市水利局,市水利局,工作部门,,市河长办,市水务局,河湖与供水,3
临江市综合执法局（临江市城管局）,市综合执法局（市城管局）,工作部门,,,,,
临江市乡村振兴局,市乡村振兴局（原市扶贫办）,工作部门,,,,,
南湖区,南湖区,县（市、区）,,,,,
南湖区水利局,区水利局,工作部门,南湖区,,,,
"""


def load(text: str = FILE, **fields):
    return import_departments(actor=None, content=text.encode(), top=TOP, **fields)


def names(lines) -> list[str]:
    return [line.name for line in lines]


def test_a_file_makes_the_tree_with_its_names():
    plan = load()
    assert len(plan.created) == 6 and not plan.changed
    top = Department.objects.get(name=TOP)
    water = Department.objects.get(name="临江市水利局")
    assert (water.parent, water.position, water.duties) == (top, 3, "河湖与供水")
    district = Department.objects.get(name="南湖区")
    assert district.supervises and Department.objects.get(name="南湖区水利局").parent == district
    index = DepartmentIndex.load()
    assert index.match("市河长办").how == How.ALIAS and index.match("市城管局").sure
    assert index.match("市扶贫办").how == index.match("市水务局").how == How.FORMER_NAME


def test_a_second_import_changes_nothing():
    load()
    plan = load()
    assert len(plan.unchanged) == 5 and not plan.created and not plan.changed
    assert AuditEntry.objects.filter(action="departments.imported").count() == 1


def test_changed_cells_are_shown_and_empty_ones_keep_what_was():
    load()
    plan = load("全称,职能,上级\n临江市水利局,河湖、供水与防汛,\n南湖区水利局,,临江市水利局\n", dry_run=True)
    changes = {line.name: line.changes for line in plan.changed}
    assert changes["临江市水利局"] == {"duties": ("河湖与供水", "河湖、供水与防汛")}
    assert changes["南湖区水利局"] == {"parent": ("南湖区", "临江市水利局")}
    assert Department.objects.get(name="临江市水利局").duties == "河湖与供水"


def test_a_preview_writes_nothing():
    assert len(load(dry_run=True).created) == 6
    assert not Department.objects.exists()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_any_usual_encoding_and_delimiter(encoding, delimiter):
    content = FILE.replace(",", delimiter).encode(encoding)
    assert len(import_departments(actor=None, content=content, top=TOP, dry_run=True).created) == 6


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("临江市林业局,市林业局,部落,,", "类别"),
        (",市林业局,工作部门,,", "全称"),
        ("临江市林业局,市林业局,工作部门,月球局,", "上级"),
        ("临江市林业局,市林业局,工作部门,,三", "排序"),
        ("临江市水利局,市水利局,工作部门,,", "全称"),
    ],
)
def test_a_wrong_cell_is_named_by_row_and_column_and_nothing_is_written(row, column):
    text = f"全称,常用简称,类别,上级,排序\n临江市水利局,市水利局,工作部门,,\n{row}\n"
    with pytest.raises(ValidationError) as refusal:
        load(text)
    (message,) = refusal.value.messages
    assert "3" in message and column in message
    assert not Department.objects.exists()


def test_a_circle_of_parents_is_refused():
    with pytest.raises(ValidationError) as refusal:
        load("全称,上级\n甲局,乙局\n乙局,丙局\n丙局,甲局\n")
    assert len(refusal.value.messages) == 3


@pytest.mark.parametrize(
    "content", [b"", b"\x89PNG\x00\x00", "简称,类别\n市水利局,工作部门".encode(), b"x" * (6 * 1024 * 1024)]
)
def test_a_file_that_is_no_catalogue_is_refused(content):
    with pytest.raises(ValidationError):
        import_departments(actor=None, content=content)


def test_a_parent_may_be_named_by_a_full_name_that_is_also_a_short_name():
    text = "全称,常用简称,上级\n南湖区,南湖区,\n南湖新区管委会,南湖区,\n南湖区水利局,区水利局,南湖区\n"
    load(text)
    assert Department.objects.get(name="南湖区水利局").parent.name == "南湖区"


def test_only_the_system_administrator_imports():
    city = factories.make_city()
    with pytest.raises(PermissionDenied):
        import_departments(actor=factories.person(Role.CHIEF, city.supervision), content=FILE.encode())
    admin = factories.person(Role.SYSTEM_ADMIN, city.office)
    import_departments(actor=admin, content=FILE.encode())
    assert AuditEntry.objects.get(action="departments.imported").actor_id == admin.pk


def test_the_command_previews_then_writes(tmp_path, capsys):
    file = tmp_path / "单位 目录.csv"
    file.write_text(FILE, encoding="gb18030")
    call_command("import_departments", str(file), "--dry-run", "--top", TOP)
    assert "+ 临江市水利局" in capsys.readouterr().out and not Department.objects.exists()
    call_command("import_departments", str(file), "--top", TOP)
    assert Department.objects.count() == 6
    with pytest.raises(CommandError):
        call_command("import_departments", str(tmp_path / "missing.csv"))


REPORTS = Path(__file__).parents[3] / "shared" / "data" / "reports"


@pytest.mark.documents
@pytest.mark.parametrize(
    ("name", "count"), [("2021-yichun-departments.csv", 58), ("2017-bengbu-departments-partial.csv", 12)]
)
def test_real_catalogues_are_read_whole(name, count):
    if not (REPORTS / name).exists():
        pytest.skip("the real documents are not beside the repository")
    content = (REPORTS / name).read_bytes()
    plan = import_departments(actor=None, content=content, top=TOP)
    assert len(plan.created) == count + 1 == Department.objects.count()
    index = DepartmentIndex.load()
    written = [line.row.values["short_name"] for line in plan.created if line.row.values.get("short_name")]
    assert len(written) == count and all(index.match(name).sure for name in written)
    assert Department.objects.filter(kind=DepartmentKind.GOVERNMENT).count() == 1
