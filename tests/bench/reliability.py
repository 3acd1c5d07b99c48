"""How well shown scores tell how often a file is relevant: calibration error, table, diagram.

The expected calibration error is the mean distance, over samples, between what a bin's scores say
and how many of its samples are relevant (Naeini et al. 2015, "Obtaining Well Calibrated
Probabilities Using Bayesian Binning"), here with ten bins: of equal width, or with equally many
samples in each.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import numpy.typing as npt
    from PySide6.QtGui import QPainter

    Doubles = npt.NDArray[np.float64]

BINS = 10
_SIDE, _MARGIN, _LOWER = 460, 58, 90
_INK, _FAINT, _BLUE, _BACK = "#1f2430", "#c4c9d4", "#2f6fde", "#ffffff"


class Bin(NamedTuple):
    """Samples whose scores are alike."""

    low: float
    high: float
    files: int
    said: float
    """Mean score."""
    was: float
    """Share that is relevant."""


def bins(scores: Doubles, relevant: Doubles, *, equal_mass: bool = False) -> list[Bin]:
    """Put samples into bins, empty ones left out.

    Args:
        scores: (n,), 0 to 1.
        relevant: (n,), 0 or 1.
        equal_mass: as many samples in each, instead of the same width.
    """
    if not len(scores):
        return []
    if equal_mass:
        order = np.argsort(scores, kind="stable")
        parts = [part for part in np.array_split(order, BINS) if len(part)]
    else:
        number = np.minimum((scores * BINS).astype(np.int64), BINS - 1)
        parts = [np.flatnonzero(number == place) for place in range(BINS)]
    found: list[Bin] = []
    for place, part in enumerate(parts):
        if not len(part):
            continue
        inside = scores[part]
        low, high = place / BINS, (place + 1) / BINS
        if equal_mass:
            low, high = float(inside.min()), float(inside.max())
        found.append(Bin(low, high, len(part), float(inside.mean()), float(relevant[part].mean())))
    return found


def calibration_error(found: Sequence[Bin]) -> float:
    """Return the expected calibration error of bins, 0 to 1."""
    total = sum(one.files for one in found)
    return sum(one.files * abs(one.said - one.was) for one in found) / total if total else 0.0


def table(found: Sequence[Bin]) -> str:
    """Return bins as a Markdown table."""
    lines = ["| shown | files | mean score | relevant |", "|---|---|---|---|"]
    lines += (
        f"| {one.low:.0%}–{one.high:.0%} | {one.files} | {one.said:.1%} | {one.was:.1%} |"
        for one in found
    )
    return "\n".join(lines)


def draw(found: Sequence[Bin], title: str, file: Path) -> None:
    """Draw a reliability diagram as a PNG: what was said against what was, and how many said it.

    Raises:
        OSError: it cannot be written.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter

    app = QGuiApplication.instance() or QGuiApplication(["reliability"])
    width, height = _SIDE + 2 * _MARGIN, _SIDE + 2 * _MARGIN + _LOWER
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(_BACK))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _axes(painter, title)
    _curve(painter, found)
    _counts(painter, found)
    painter.end()
    file.parent.mkdir(parents=True, exist_ok=True)
    if not image.save(str(file), "PNG"):  # pyright: ignore[reportCallIssue, reportArgumentType]
        raise OSError(f"{file} cannot be written")
    del app


def _place(said: float, was: float) -> tuple[int, int]:
    return round(_MARGIN + said * _SIDE), round(_MARGIN + (1 - was) * _SIDE)


def _axes(painter: QPainter, title: str) -> None:
    from PySide6.QtCore import QRect, Qt
    from PySide6.QtGui import QColor, QPen

    painter.setPen(QPen(QColor(_FAINT), 1))
    for tenth in range(0, 11, 2):
        painter.drawLine(*_place(tenth / 10, 0), *_place(tenth / 10, 1))
        painter.drawLine(*_place(0, tenth / 10), *_place(1, tenth / 10))
    painter.setPen(QPen(QColor(_FAINT), 2, Qt.PenStyle.DashLine))
    painter.drawLine(*_place(0, 0), *_place(1, 1))
    painter.setPen(QColor(_INK))
    middle = Qt.AlignmentFlag.AlignCenter
    painter.drawText(QRect(0, 8, _SIDE + 2 * _MARGIN, 30), middle, title)
    for tenth in range(0, 11, 2):
        text = f"{tenth * 10}%"
        x, y = _place(tenth / 10, 0)
        painter.drawText(QRect(x - 30, y + 4, 60, 18), middle, text)
        x, y = _place(0, tenth / 10)
        painter.drawText(QRect(x - 48, y - 9, 42, 18), middle, text)
    below = QRect(0, _SIDE + _MARGIN + 22, _SIDE + 2 * _MARGIN, 18)
    painter.drawText(below, middle, "shown; below: how many files (square root)")
    painter.save()
    painter.translate(10, _MARGIN + _SIDE / 2)
    painter.rotate(-90)
    painter.drawText(QRect(-_SIDE // 2, -8, _SIDE, 18), middle, "relevant")
    painter.restore()


def _curve(painter: QPainter, found: Sequence[Bin]) -> None:
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QColor, QPen

    painter.setPen(QPen(QColor(_BLUE), 2))
    points = [QPoint(*_place(one.said, one.was)) for one in found]
    painter.drawPolyline(points)
    painter.setBrush(QColor(_BLUE))
    for point in points:
        painter.drawEllipse(point, 4, 4)


def _counts(painter: QPainter, found: Sequence[Bin]) -> None:
    from PySide6.QtGui import QColor

    most = max((one.files for one in found), default=1)
    foot = 2 * _MARGIN + _SIDE + _LOWER - 12
    for one in found:
        left, right = _place(one.low, 0)[0] + 2, _place(one.high, 0)[0] - 2
        tall = max(round((_LOWER - 20) * (one.files / most) ** 0.5), 1)
        painter.fillRect(left, foot - tall, right - left, tall, QColor(_BLUE))
