"""Every text of the product is in the Chinese catalogue: none missing, none fuzzy, none with a broken placeholder."""

import re
import shutil
import subprocess

import pytest

from deploy.messages import CATALOGUE, differences

pytestmark = pytest.mark.skipif(not shutil.which("xgettext"), reason="gettext is not installed")


def test_every_text_of_the_source_is_translated_and_nothing_in_the_catalogue_is_unused():
    assert differences() == []


def test_the_catalogue_is_sound_and_nothing_in_it_is_doubtful(tmp_path):
    catalogue = CATALOGUE.read_text()
    assert not re.search(r"^#,.*fuzzy", catalogue, re.M)
    run = ["msgfmt", "--check", "-o", str(tmp_path / "out.mo"), str(CATALOGUE)]
    checked = subprocess.run(run, check=False, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr
