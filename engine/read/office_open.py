"""Word and PowerPoint since 2007 (ECMA-376): text in reading order, headings, slides as pages."""

from __future__ import annotations

import posixpath
import re
from contextlib import suppress
from typing import TYPE_CHECKING

from engine.read.errors import DamagedError
from engine.read.flow import Flow
from engine.read.xml_parts import parse

if TYPE_CHECKING:
    from engine.read.document import Writer
    from engine.read.package import Package

_HEADING_NAME = re.compile(r"heading (\d)", re.IGNORECASE)
_BODY_LEVEL = 9
"""The outline level that means "body text", 17.3.1.20."""
_NUMBER = re.compile(r"(\d{1,9})")  # int() refuses thousands of digits
_SILENT = frozenset(["Fallback", "tabs", "del", "moveFrom"])
"""The second rendering of a drawing, tab stops, deleted text."""
_WORD_EXTRAS = ("footnotes", "endnotes", "comments", "header", "footer")
_SLIDE_EXTRAS = ("notesSlide", "chart", "data", "comment")
_TITLE_PLACES = frozenset(["title", "ctrTitle"])
_NOISE_PLACES = frozenset(["sldNum", "dt", "sldImg"])
_MOST_RELATED = 200


class _Body:
    """The elements that WordprocessingML, PresentationML and DrawingML write alike."""

    def __init__(self, flow: Flow, levels: dict[str, int]) -> None:
        self._flow = flow
        self._levels = levels
        """Paragraph style → heading level."""
        self._silent = 0
        self._spoken = 0
        self._in_names = 0
        self._place = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:  # noqa: C901, PLR0912 - a flat table of names
        if name in _SILENT or self._silent:
            self._silent += 1
        elif name == "p":
            self._flow.begin(1 if self._place in _TITLE_PLACES else 0)
        elif name in ("t", "text"):
            self._spoken += 1
        elif name == "strCache":
            self._in_names += 1
        elif name == "v" and self._in_names:
            self._flow.begin()
            self._spoken += 1
        elif name == "pStyle":
            self._flow.become_heading(self._levels.get(_value(attributes), 0))
        elif name == "outlineLvl":
            level = int(_value(attributes) or _BODY_LEVEL)
            self._flow.become_heading(level + 1 if level < _BODY_LEVEL else 0)
        elif name in ("tab", "ptab"):
            self._flow.add("\t")
        elif name in ("br", "cr"):
            self._flow.add("\n")
        elif name == "noBreakHyphen":
            self._flow.add("-")
        elif name == "tbl":
            self._flow.begin_table()
        elif name == "tc":
            self._flow.begin_cell()
        elif name == "ph":
            self._place = attributes.get("type", "body")

    def end(self, name: str) -> None:
        if self._silent:
            self._silent -= 1
        elif name == "p":
            self._flow.end()
        elif name in ("t", "text"):
            self._spoken -= 1
        elif name == "v" and self._in_names:
            self._spoken -= 1
            self._flow.end()
        elif name == "strCache":
            self._in_names -= 1
        elif name == "tr":
            self._flow.end_row()
        elif name == "tbl":
            self._flow.end_table()
        elif name == "sp":
            self._place = ""

    def characters(self, text: str) -> None:
        if not self._spoken or self._silent or self._place in _NOISE_PLACES:
            return
        if self._flow.in_paragraph:
            self._flow.add(text)
        else:
            self._flow.writer.paragraph(text)


def _value(attributes: dict[str, str]) -> str:
    """Return the attribute ``val`` whatever its prefix."""
    return next((value for key, value in attributes.items() if key.endswith("val")), "")


def read_word(package: Package, writer: Writer) -> None:
    """Write the body, then notes, comments, headers and footers. Raises `DamagedError`."""
    writer.title = _core_title(package)
    main = "word/document.xml"
    if main not in package:
        main = next(
            (name for name in package.names if re.fullmatch(r"word/document\d*\.xml", name)), ""
        )
    body = package.read(main)
    if not body:
        raise DamagedError("no document in it")
    levels = _style_levels(package.read("word/styles.xml"))
    _write(body, writer, levels)
    for extra in _WORD_EXTRAS:
        for name in package.names:
            if re.fullmatch(rf"word/{extra}\d*\.xml", name):
                with suppress(DamagedError):  # the body is what counts
                    _write(package.read(name), writer, {})


def read_slides(package: Package, writer: Writer) -> None:
    """Write each slide with notes, chart labels and comments as a page. Raises `DamagedError`."""
    writer.title = _core_title(package)
    slides = _slides(package)
    if not slides:
        raise DamagedError("no slides in it")
    failures = 0
    for slide in slides:
        writer.page()
        try:
            _write(package.read(slide), writer, {})
        except DamagedError:
            failures += 1
            continue
        for related in list(_related(package, slide).values())[:_MOST_RELATED]:
            if posixpath.basename(related).startswith(_SLIDE_EXTRAS):
                with suppress(DamagedError):
                    _write(package.read(related), writer, {})
    if failures == len(slides):
        raise DamagedError("no slide can be read")


def _write(data: bytes, writer: Writer, levels: dict[str, int]) -> None:
    if data:
        body = _Body(Flow(writer), levels)
        parse(data, body.start, body.end, body.characters)


def _slides(package: Package) -> list[str]:
    """Return the slides' parts in the order of the presentation, or of their numbers."""
    order: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "sldId":
            order.extend(value for key, value in attributes.items() if key.endswith(":id"))

    with suppress(DamagedError):
        parse(package.read("ppt/presentation.xml") or b"<none/>", start, _ignore, _ignore)
    related = _related(package, "ppt/presentation.xml")
    slides = [related[key] for key in order if related.get(key) in package.names]
    if slides:
        return slides
    found = [name for name in package.names if re.fullmatch(r"ppt/slides/[^/]+\.xml", name)]
    return sorted(found, key=lambda name: int((_NUMBER.findall(name) or ["0"])[-1]))


def _related(package: Package, part: str) -> dict[str, str]:
    """Return relationship id → part's name."""
    folder, base = posixpath.split(part)
    targets: dict[str, str] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.join("/" + folder, attributes.get("Target", ""))
            targets[attributes.get("Id", "")] = posixpath.normpath(target).lstrip("/")

    with suppress(DamagedError):
        data = package.read(f"{folder}/_rels/{base}.rels")
        parse(data or b"<none/>", start, _ignore, _ignore)
    return targets


def _style_levels(data: bytes) -> dict[str, int]:
    """Return style id → heading level, by outline level, name, or the style it is based on."""
    levels: dict[str, int] = {}
    bases: dict[str, str] = {}
    style = ""

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal style
        if name == "style":
            style = next((v for key, v in attributes.items() if key.endswith("styleId")), "")
        elif name == "outlineLvl" and style:
            level = int(_value(attributes) or _BODY_LEVEL)
            levels[style] = level + 1 if level < _BODY_LEVEL else 0
        elif name == "name" and (found := _HEADING_NAME.match(_value(attributes))):
            levels.setdefault(style, int(found[1]))
        elif name == "basedOn":
            bases[style] = _value(attributes)

    with suppress(DamagedError, ValueError):
        parse(data or b"<none/>", start, _ignore, _ignore)
    for style in bases:
        trail: dict[str, None] = {}
        while style not in levels and style in bases and style not in trail:
            trail[style] = None
            style = bases[style]  # noqa: PLW2901 - walking up
        levels.update(dict.fromkeys(trail, levels.get(style, 0)))  # so that no step is made twice
    return levels


def _core_title(package: Package) -> str:
    words: list[str] = []
    inside = False

    def start(name: str, _attributes: dict[str, str]) -> None:
        nonlocal inside
        inside = name == "title"

    def end(_name: str) -> None:
        nonlocal inside
        inside = False

    with suppress(DamagedError):
        data = package.read("docProps/core.xml")
        parse(data or b"<none/>", start, end, lambda text: words.append(text) if inside else None)
    title = "".join(words).strip()
    return "" if title.lower() in {"powerpoint presentation", "word document"} else title


def _ignore(*_event: object) -> None:
    return None
