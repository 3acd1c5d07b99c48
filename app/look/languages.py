"""The window's languages: Qt's compiled translations, found by their names.

``findling_<code>.qm`` in ``resources/i18n``, or in the folder ``languages`` beside ``window.ini``:
a language is added by putting a file there. English is what the program's sentences are written in;
its file holds the plural forms only, so it is loaded below every other.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QCoreApplication

PREFERENCE = "language"
"""The preference that holds a code; empty for the system's language."""
SOURCE = "en"
_STEM = "findling"
_OURS = "findling-translation"
"""The object name of every translator made here, which is how they are found again."""


@dataclass(frozen=True, slots=True)
class Language:
    """One that the window can speak."""

    code: str
    """As in ``ko`` or ``pt_BR``."""
    name: str
    """In the language itself, as in ``한국어``."""


def available(added: Path | None = None) -> tuple[Language, ...]:
    """The languages that there are files for, by code; ``added`` is searched as well."""
    codes = {
        file.stem.removeprefix(f"{_STEM}_")
        for folder in _folders(added)
        if folder.is_dir()
        for file in folder.glob(f"{_STEM}_*.qm")
    }
    return tuple(Language(code, _own_name(code)) for code in sorted(codes | {SOURCE}))


def speak(application: QCoreApplication, code: str = "", added: Path | None = None) -> str:
    """Translate from now on; widgets that stand already keep their words.

    Args:
        application: what the translations are installed into.
        code: a language's code; empty for the first of the system's languages that there is.
        added: a further folder with translations, which wins over the program's own.

    Returns:
        The code of the language that is spoken.
    """
    chosen = _chosen(code, added)
    for old in application.findChildren(QTranslator, _OURS):
        application.removeTranslator(old)
        old.deleteLater()
    QLocale.setDefault(_locale(chosen))
    qts = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    _install(application, qts / f"qtbase_{chosen}.qm")
    for name in dict.fromkeys((SOURCE, chosen)):
        for folder in _folders(added):
            _install(application, folder / f"{_STEM}_{name}.qm")
    return chosen


def _folders(added: Path | None) -> tuple[Path, ...]:
    own = Path(str(resources.files("resources").joinpath("i18n")))
    return (own,) if added is None else (own, added)


def _chosen(code: str, added: Path | None) -> str:
    known = {language.code for language in available(added)}
    for wanted in _wished(code):
        if wanted in known:
            return wanted
    return SOURCE


def _wished(code: str) -> Iterable[str]:
    """Codes from the most wanted on: ``pt_BR`` before ``pt``."""
    for tag in [code] if code else QLocale.system().uiLanguages():
        name = tag.replace("-", "_")
        yield name
        yield name.split("_")[0]


def _locale(code: str) -> QLocale:
    """The system's own where it is of this language: it knows the country's dates and figures."""
    system = QLocale.system()
    wanted = QLocale(code)
    if system.language() == wanted.language():
        return system
    return (
        QLocale(QLocale.Language.English, QLocale.Country.UnitedStates)
        if code == SOURCE
        else wanted
    )


def _own_name(code: str) -> str:
    name = QLocale(code).nativeLanguageName()
    return "English" if code == SOURCE else name or code


def _install(application: QCoreApplication, file: Path) -> None:
    translator = QTranslator(application)
    translator.setObjectName(_OURS)
    if translator.load(str(file)):
        application.installTranslator(translator)
    else:
        translator.deleteLater()
