from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QApplication

import resources
from app.look.languages import Language, available, speak

FILES = Path(resources.__file__).parent / "i18n"


@pytest.fixture(autouse=True)
def _back_to_english(qapp: QApplication) -> Iterator[None]:
    yield
    speak(qapp, "en")


def _files(number: int) -> str:
    return QCoreApplication.translate("Progress", "%n file(s)", None, number)


def test_english_and_korean_are_there() -> None:
    assert Language("en", "English") in available()
    assert Language("ko", "한국어") in available()


def test_english_counts_one_and_many_and_groups_digits(qapp: QApplication) -> None:
    assert speak(qapp, "en") == "en"
    assert [_files(n) for n in (0, 1, 2, 12345)] == ["0 files", "1 file", "2 files", "12,345 files"]


def test_a_language_without_a_file_is_english(qapp: QApplication) -> None:
    assert speak(qapp, "xx") == "en"
    assert _files(1) == "1 file"


def test_another_language_is_added_by_a_file(qapp: QApplication, tmp_path: Path) -> None:
    shutil.copy(FILES / "findling_ko.qm", tmp_path / "findling_eo.qm")
    assert Language("eo", "Esperanto") in available(tmp_path)
    assert speak(qapp, "eo_XX", tmp_path) == "eo"
    assert speak(qapp, "eo") == "en"


def test_figures_are_of_the_language(qapp: QApplication) -> None:
    speak(qapp, "ko")
    assert QLocale().language() == QLocale.Language.Korean
    speak(qapp, "en")
    assert QLocale().toString(12345) == "12,345"
