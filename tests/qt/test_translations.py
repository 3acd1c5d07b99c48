"""Every sentence that people read is there in every language of the program."""

from __future__ import annotations

import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

import resources

FILES = Path(resources.__file__).parent / "i18n"
COMMAND = Path(__file__).parents[2] / "packaging" / "translations" / "update.py"
_VALUE = re.compile(r"\{\d\}")


@pytest.mark.timeout(60)
def test_every_sentence_is_translated_and_every_file_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, COMMAND, "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("ts", sorted(FILES.glob("*.ts")), ids=lambda ts: ts.stem)
def test_a_translation_has_the_values_of_its_sentence(ts: Path) -> None:
    for message in ET.parse(ts).getroot().iter("message"):
        source, translation = message.findtext("source") or "", message.find("translation")
        assert translation is not None
        for form in translation.findall("numerusform") or [translation]:
            text = form.text or ""
            assert set(_VALUE.findall(text)) == set(_VALUE.findall(source)), source
            assert ("\t" in text) == ("\t" in source), source
