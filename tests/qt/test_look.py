from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QFont, QImage, QPalette
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

import engine
from app.look import figures, offsets, words
from app.look.colours import SHAPE_CONTRAST, TEXT_CONTRAST, Tints, badge_colour, contrast, is_dark
from app.look.icon_sides import sized
from app.look.icons import glyph, picture, program_icon
from app.look.labels import heading
from app.look.palette import own_palette
from app.look.style import Style
from app.shell.pages import Place
from app.shell.window import MainWindow
from engine.models import errors as of_models
from engine.protocol.errors import FindlingError
from engine.read import errors as of_files

ROLES = QPalette.ColorRole


def _system_palettes() -> list[QPalette]:
    """What other systems bring: pure black, blue accents, grey on grey."""
    palettes: list[QPalette] = []
    for base, text, highlight in (
        ("#ffffff", "#000000", "#0078d7"),
        ("#000000", "#ffffff", "#1a9fff"),
        ("#dddddd", "#555555", "#ffcc00"),
    ):
        palette = QPalette()
        for role, name in ((ROLES.Base, base), (ROLES.Text, text), (ROLES.Highlight, highlight)):
            palette.setColor(role, QColor(name))
        palettes.append(palette)
    return palettes


@pytest.mark.parametrize("dark", [True, False])
def test_all_text_of_the_own_palettes_is_readable(qapp: object, dark: bool) -> None:
    palette = own_palette(dark=dark)
    for text, behind in (
        (ROLES.WindowText, ROLES.Window),
        (ROLES.Text, ROLES.Base),
        (ROLES.ButtonText, ROLES.Button),
        (ROLES.PlaceholderText, ROLES.Base),
        (ROLES.HighlightedText, ROLES.Highlight),
        (ROLES.Link, ROLES.Base),
        (ROLES.ToolTipText, ROLES.ToolTipBase),
    ):
        assert contrast(palette.color(text), palette.color(behind)) >= TEXT_CONTRAST, text


def test_all_tints_are_readable_on_any_systems_palette(qapp: object) -> None:
    for palette in (own_palette(dark=True), own_palette(dark=False), *_system_palettes()):
        tints = Tints.of(palette)
        for text, behind in (
            (tints.text, tints.base),
            (tints.text, tints.selected),
            (tints.muted, tints.base),
            (tints.muted, tints.selected),
            (tints.accent_text, tints.base),
            (tints.accent_text, tints.selected),
            (tints.mark_text, tints.mark),
            (tints.warning_text, tints.warning),
            (tints.badge_text, tints.track),
            (tints.on_accent, tints.accent),
            (tints.text, tints.hovered),
            (tints.text, tints.mark),
        ):
            assert contrast(text, behind) >= TEXT_CONTRAST
        for shape in (tints.accent, tints.weak):
            for behind in (tints.base, tints.selected):
                assert contrast(shape, behind) >= SHAPE_CONTRAST
        window = palette.color(ROLES.Window)
        if palette.color(ROLES.WindowText) == palette.color(ROLES.Text):
            assert contrast(tints.muted, window) >= TEXT_CONTRAST


def test_a_colour_that_is_changed_in_place_spoils_nobody_elses(qapp: object) -> None:
    palette = own_palette(dark=False)
    Tints.of(palette).accent.setAlphaF(0.1)
    assert Tints.of(palette).accent.alphaF() == 1.0
    palette.setColor(ROLES.Base, QColor("#000000"))
    assert Tints.of(palette).base == QColor("#000000")


@pytest.mark.parametrize("suffix", ["pdf", "docx", "xlsx", "pptx", "eml", "epub", "html", "py", ""])
def test_white_letters_are_readable_on_every_tile(suffix: str) -> None:
    assert contrast(QColor("white"), badge_colour(suffix)) >= TEXT_CONTRAST


@pytest.mark.parametrize(
    "name", ["search", "clear", "folder", "warning", "plus", "minus", "pause", "play"]
)
def test_every_glyph_draws_something_in_its_ink(qapp: object, name: str) -> None:
    image = glyph(name, QColor("#ff0000")).pixmap(48, 48).toImage()
    assert _drawn(image) > 20
    assert all(pixel.red() > 200 and pixel.blue() < 60 for pixel in _opaque(image))


def test_the_programs_icon_renders_at_every_size(qapp: object) -> None:
    assert {size.width() for size in program_icon().availableSizes()} >= {16, 32, 256}
    assert _drawn(picture("findling", 64).toImage()) > 2000


def test_a_code_without_a_sentence_shows_the_engines_message() -> None:
    assert words.sentence("no-such-code", "the header was wrong") == "the header was wrong"
    assert words.sentence("encrypted", "x") == words.SENTENCES["encrypted"]
    assert words.hint("no-such-code", "Try again.") == "Try again."


def test_hints_are_for_known_codes_only() -> None:
    assert set(words.HINTS) <= set(words.SENTENCES)


def test_every_hint_about_files_and_models_is_said_in_the_persons_language() -> None:
    kinds = [*vars(of_files).values(), *vars(of_models).values()]
    errors = [k for k in kinds if isinstance(k, type) and issubclass(k, FindlingError)]
    hinting = {error.code for error in errors if error.hint}
    assert {"no-text", "unsupported", "model-missing"} <= hinting
    assert hinting <= set(words.HINTS)


def test_every_code_with_a_sentence_is_one_that_the_engine_knows() -> None:
    sources = Path(engine.__file__).parent.rglob("*.py")
    written = "".join(source.read_text("utf-8") for source in sources)
    ours = {"engine-lost"}
    unknown = [
        code
        for code in words.SENTENCES
        if f'"{code}"' not in written and f"``{code}``" not in written and code not in ours
    ]
    assert unknown == []


def test_notes_are_for_known_codes_only() -> None:
    assert set(words.NOTES) <= set(words.SENTENCES)
    assert words.note("no-such-code") == ""


def test_figures_read_well() -> None:
    assert [figures.in_future(s) for s in (-3, 59, 301, 7300)] == [
        "in a moment",
        "in a moment",
        "in 5 min",
        "in 2 h",
    ]
    assert figures.percent(0.874) == "87%"
    assert figures.percent(1.2) == "100%"
    assert [figures.similarity(share) for share in (0.197, 0.2, 0.195)] == ["19%", "20%", "19%"]
    assert figures.count(12345) == "12,345"
    assert figures.remaining(143) == "2 min left"
    assert figures.remaining(4000) == "1 h 7 min left"
    assert figures.place("/home/ann/docs/a.txt", "/home/ann") == "~/docs/a.txt"
    assert figures.place("/home/ann", "/home/ann") == "~"
    assert figures.place("/home/anna/a.txt", "/home/ann") == "/home/anna/a.txt"
    assert figures.elapsed(0.0449) == "45 ms"


def test_offsets_count_as_qt_counts() -> None:
    text = "a😀한b"
    assert [offsets.to_utf16(text, i) for i in range(5)] == [0, 1, 3, 4, 5]
    assert [offsets.from_utf16(text, u) for u in (0, 1, 3, 4, 5)] == [0, 1, 2, 3, 4]


def test_a_style_follows_the_scheme(qtbot: QtBot, qapp: object) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    for scheme, dark in (("dark", True), ("light", False)):
        Style(application, scheme)
        assert is_dark(application.palette()) == dark


def test_a_chosen_scheme_and_text_size_hold_at_once_for_what_is_on_the_screen(
    qtbot: QtBot, qapp: QApplication
) -> None:
    style = Style(qapp, "light")
    plain, large = QLabel("a"), heading(QLabel("b"), 1.5)
    for label in (plain, large):
        qtbot.addWidget(label)
        label.show()
    before, above = plain.fontInfo().pointSizeF(), large.fontInfo().pointSizeF()
    style.choose("dark")
    style.write_at(200)
    try:
        assert is_dark(plain.palette())
        assert plain.fontInfo().pointSizeF() == pytest.approx(2 * before, rel=0.05)
        assert large.fontInfo().pointSizeF() == pytest.approx(2 * above, rel=0.05)
        assert large.font().weight() == QFont.Weight.DemiBold
        style.choose("system")
        assert not is_dark(plain.palette())
    finally:
        style.write_at(100)
    assert plain.fontInfo().pointSizeF() == before


def test_icons_grow_with_the_text(qtbot: QtBot, qapp: QApplication) -> None:
    style = Style(qapp, "light")
    window = MainWindow()
    qtbot.addWidget(window)
    window.pages.offer(Place("map", "map", "Map"), QWidget)
    with qtbot.waitExposed(window):
        window.show()
    buttons = [
        button
        for button in window.findChildren(QAbstractButton)
        if not button.icon().isNull() and not isinstance(button.parent(), QLineEdit)  # Qt's own
    ]
    before = {button: button.iconSize().width() for button in buttons}
    assert len(buttons) > 10
    style.write_at(200)
    try:
        later = QToolButton()
        qtbot.addWidget(later)
        sized(later, 16)
        assert later.iconSize().width() == 32
        qtbot.waitUntil(lambda: all(b.iconSize().width() > 1.7 * before[b] for b in buttons))
    finally:
        style.write_at(100)
    qtbot.waitUntil(lambda: {b: b.iconSize().width() for b in buttons} == before)


def _opaque(image: QImage) -> list[QColor]:
    colours = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return [colour for colour in colours if colour.alpha() == 255]


def _drawn(image: QImage) -> int:
    return len(_opaque(image))
