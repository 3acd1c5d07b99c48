"""Numbers, times and places as a person reads them, by the system's locale."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from engine.protocol.hits import whole_percent

_MINUTE, _HOUR = 60, 3600
_SOON = 10
_ENDS = ("", "/", "\\")
"""What may follow the home folder in a path that is it, or is below it."""


def locale() -> QLocale:
    """The system's locale; English where it names none, because C groups no digits."""
    found = QLocale()
    if found.language() == QLocale.Language.C:
        return QLocale(QLocale.Language.English, QLocale.Country.UnitedStates)
    return found


def count(number: int) -> str:
    """12345 → 12,345."""
    return locale().toString(number)


def percent(score: float) -> str:
    """0.874 → 87%."""
    shown = round(100 * min(max(score, 0.0), 1.0))
    return QCoreApplication.translate("Figures", "{0}%").format(shown)


def similarity(score: float) -> str:
    """0.874 → 87%; of a hit below the weak line at most 19%."""
    return QCoreApplication.translate("Figures", "{0}%").format(whole_percent(score))


def chance(score: float) -> str:
    """What a percentage of a hit says, in a sentence."""
    return QCoreApplication.translate(
        "Figures", "About {0} of 100 passages with evidence like this are what was looked for."
    ).format(whole_percent(score))


def size(amount: int) -> str:
    """Bytes as kB, MB, …."""
    return locale().formattedDataSize(amount, 1, QLocale.DataSizeFormat.DataSizeSIFormat)


def date(seconds: float) -> str:
    """Seconds since the epoch as a day, such as ``3 Mar 2025``."""
    day = QDateTime.fromMSecsSinceEpoch(round(seconds * 1000)).date()
    here = locale()
    if here.language() == QLocale.Language.English:
        return here.toString(day, "d MMM yyyy")
    return here.toString(day, QLocale.FormatType.ShortFormat)


def remaining(seconds: float) -> str:
    """An estimate, coarse because it is one."""
    if seconds < _SOON:
        return QCoreApplication.translate("Figures", "a few seconds left")
    if seconds < _MINUTE:
        tens = round(seconds / 10) * 10
        return QCoreApplication.translate("Figures", "{0} s left").format(tens)
    if seconds < _HOUR:
        minutes = round(seconds / _MINUTE)
        return QCoreApplication.translate("Figures", "{0} min left").format(minutes)
    hours, rest = divmod(round(seconds / _MINUTE), _MINUTE)
    return QCoreApplication.translate("Figures", "{0} h {1} min left").format(hours, rest)


def duration(seconds: float) -> str:
    """A time that something takes, coarse: ``40 s``, ``5 min``, ``2 h 10 min``."""
    if seconds < _MINUTE:
        return QCoreApplication.translate("Figures", "{0} s").format(max(round(seconds), 1))
    minutes = round(seconds / _MINUTE)
    if minutes < _HOUR // _MINUTE:
        return QCoreApplication.translate("Figures", "{0} min").format(minutes)
    hours, rest = divmod(minutes, _MINUTE)
    if not rest:
        return QCoreApplication.translate("Figures", "{0} h").format(hours)
    return QCoreApplication.translate("Figures", "{0} h {1} min").format(hours, rest)


def in_future(seconds: float) -> str:
    """How long until something happens: ``in 5 min``; negative times are now."""
    if seconds < _MINUTE:
        return QCoreApplication.translate("Figures", "in a moment")
    if seconds < _HOUR:
        return QCoreApplication.translate("Figures", "in {0} min").format(round(seconds / _MINUTE))
    hours = round(seconds / _HOUR)
    return QCoreApplication.translate("Figures", "in {0} h").format(hours)


def place(path: str, home: str | None = None) -> str:
    """A path with the home folder shortened to ``~``; no disk is read."""
    home = _home() if home is None else home
    inside = home and path.startswith(home) and path[len(home) : len(home) + 1] in _ENDS
    return "~" + path[len(home) :] if inside else path


@cache
def _home() -> str:
    return str(Path.home())


def elapsed(seconds: float) -> str:
    """A measured time: ``45 ms``, ``1.2 s``."""
    if seconds < 1:
        return QCoreApplication.translate("Figures", "{0} ms").format(round(seconds * 1000))
    return QCoreApplication.translate("Figures", "{0} s").format(locale().toString(seconds, "f", 1))
