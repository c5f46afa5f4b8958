"""Pictures and PDFs are looked at where they are; nothing else is ever shown, and nothing shown can act."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tasks.progress.services import add_evidence
from tests.tasks.world import archive, pdf

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20


@pytest.fixture
def task(world, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return world.task()


@pytest.fixture
def get(world, client, task):
    client.force_login(world.handler, backend="departments.authentication.PersonBackend")
    return lambda file, end="preview/": client.get(f"/tasks/{task.pk}/evidence/{file.pk}/{end}")


def keep(world, task, upload):
    return add_evidence(actor=world.handler, task_id=task.pk, upload=upload)


def test_a_picture_is_shown_inside_a_sandbox(world, task, get):
    answer = get(keep(world, task, SimpleUploadedFile("现场.png", PNG)))
    assert answer["Content-Type"] == "image/png" and answer["Content-Disposition"].startswith("inline")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"
    assert answer.getvalue() == PNG


def test_a_pdf_is_shown_and_may_load_nothing(world, task, get):
    answer = get(keep(world, task, pdf()))
    assert answer["Content-Type"] == "application/pdf" and answer["Content-Disposition"].startswith("inline")
    assert answer["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert answer["X-Frame-Options"] == "DENY"


def test_office_files_are_only_downloaded(world, task, get):
    file = keep(world, task, archive("xl", "台账.xlsx"))
    assert get(file).status_code == 404
    assert get(file, "").headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("kind", ["image/svg+xml", "text/html"])
def test_what_can_carry_a_script_is_never_shown_whatever_the_row_says(world, task, get, kind):
    file = keep(world, task, SimpleUploadedFile("图.png", PNG))
    file.content_type = kind
    file.save()
    assert get(file).status_code == 404


def test_a_file_that_is_no_longer_what_it_was_is_not_shown(world, task, get):
    file = keep(world, task, SimpleUploadedFile("图.png", PNG))
    with file.file.open("wb") as stored:
        stored.write(b"<html><script>alert(1)</script>")
    assert get(file).status_code == 404


def test_the_page_shows_pictures_lazily_and_folds_many_files(world, task, client):
    for number in range(8):
        keep(world, task, SimpleUploadedFile(f"{number}.png", PNG + bytes([number])))
    client.cookies["django_language"] = "en"
    client.force_login(world.handler, backend="departments.authentication.PersonBackend")
    html = client.get(f"/tasks/{task.pk}/").content.decode()
    assert html.count('loading="lazy" width="72" height="54"') == 8
    assert "2 further files" in html
