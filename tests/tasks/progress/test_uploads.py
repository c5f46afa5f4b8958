"""Files are distrusted: size, name, ending and first bytes must agree, and a file used before is flagged."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from tasks.choices import Status
from tasks.progress import uploads
from tasks.progress.services import add_evidence
from tests.tasks.world import archive, entries, pdf

JPEG, PNG = b"\xff\xd8\xff\xe0" + b"0" * 20, b"\x89PNG\r\n\x1a\n" + b"0" * 20


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.mark.parametrize(
    "upload",
    [
        pdf(),
        SimpleUploadedFile("现场.JPG", JPEG),
        SimpleUploadedFile("现场.jpeg", JPEG),
        SimpleUploadedFile("图.png", PNG),
        archive("word", "报告.docx"),
        archive("xl", "台账.xlsx"),
    ],
    ids=lambda upload: upload.name,
)
def test_the_six_accepted_endings_pass_with_their_content(upload):
    checked = uploads.inspect(upload)
    assert checked.size == upload.size and len(checked.sha256) == 64 and upload.tell() == 0


@pytest.mark.parametrize(
    ("upload", "code"),
    [
        (SimpleUploadedFile("清单.exe", b"MZ"), "file_type"),
        (SimpleUploadedFile("清单", b"%PDF-"), "file_type"),
        (SimpleUploadedFile("页面.pdf", b"<html>"), "file_type"),
        (SimpleUploadedFile("图.png", JPEG), "file_type"),
        (SimpleUploadedFile("图.svg", b"<svg/>"), "file_type"),
        (SimpleUploadedFile("空.pdf", b""), "file_empty"),
        (archive("xl", "报告.docx"), "file_type"),
        (archive("word", "宏.docx", ("word/vbaProject.bin",)), "file_type"),
        (SimpleUploadedFile("坏.docx", b"PK\x03\x04rubbish"), "file_type"),
    ],
    ids=lambda given: getattr(given, "name", given),
)
def test_what_is_not_what_it_says_is_refused_by_name(upload, code):
    with pytest.raises(ValidationError) as refused:
        uploads.inspect(upload)
    assert refused.value.code == code and upload.name in refused.value.messages[0]


def test_a_file_over_twenty_megabytes_is_refused_before_it_is_read():
    upload = pdf()
    upload.size = uploads.MAX_BYTES + 1
    upload.chunks = None
    with pytest.raises(ValidationError) as refused:
        uploads.inspect(upload)
    assert refused.value.code == "file_too_large"


@pytest.mark.parametrize(
    ("given", "clean"),
    [
        ("../../etc/报告.pdf", "报告.pdf"),
        ("C:\\用户\\报告.pdf", "报告.pdf"),
        ("报告\u202efdp.exe.pdf", "报告fdp.exe.pdf"),
        ("报\x00告\n.pdf", "报告.pdf"),
        ('"<报告>".pdf', "__报告__.pdf"),
        ("..", "file"),
        ("很" * 300 + ".pdf", "很" * 196 + ".pdf"),
    ],
)
def test_a_name_is_kept_without_what_could_do_harm(given, clean):
    assert uploads.clean_name(given) == clean


def test_a_file_used_before_points_to_its_first_use(world):
    first_task, second_task = world.task(), world.task()
    first = add_evidence(actor=world.handler, task_id=first_task.pk, upload=pdf())
    second = add_evidence(actor=world.handler, task_id=second_task.pk, upload=pdf(name="换了名.pdf"))
    third = add_evidence(actor=world.handler, task_id=second_task.pk, upload=pdf("别的"))
    assert (first.first_use, second.first_use, third.first_use) == (None, first, None)
    assert entries(second_task, "tasks.evidence_added")[0]["first_use"] == first.pk
    assert first.file.name.startswith("evidence/") and "验收" not in first.file.name


def test_evidence_belongs_to_a_running_task_of_the_unit(world):
    with pytest.raises(ValidationError):
        add_evidence(actor=world.handler, task_id=world.task(Status.CLOSED).pk, upload=pdf())
    with pytest.raises(PermissionDenied):
        add_evidence(actor=world.other_handler, task_id=world.task().pk, upload=pdf())
