"""Jupyter notebooks: the cells' source and their text outputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from engine.read.decoding import decode
from engine.read.document import Heading, clean
from engine.read.errors import DamagedError
from engine.read.headings import markdown

if TYPE_CHECKING:
    from engine.read.document import Writer

_Lines = str | list[str]


class _Output(msgspec.Struct):
    text: _Lines = ""
    data: dict[str, object] = {}
    ename: str = ""
    evalue: str = ""


class _Cell(msgspec.Struct):
    cell_type: str = ""
    source: _Lines = ""
    input: _Lines = ""
    """Format 3's name for the source of a code cell."""
    outputs: list[_Output] = []


class _Sheet(msgspec.Struct):
    cells: list[_Cell] = []


class _Notebook(msgspec.Struct):
    cells: list[_Cell] = []
    worksheets: list[_Sheet] = []
    """Format 3."""


def read_notebook(data: bytes, writer: Writer) -> None:
    """Write all cells (nbformat 3 and 4). Raises `DamagedError`."""
    try:
        notebook = msgspec.json.decode(decode(data), type=_Notebook)
    except (msgspec.DecodeError, RecursionError) as error:
        raise DamagedError("it is no notebook, or not whole") from error
    for cell in [*notebook.cells, *(cell for sheet in notebook.worksheets for cell in sheet.cells)]:
        _write_cell(cell, writer)


def _write_cell(cell: _Cell, writer: Writer) -> None:
    source = clean(_joined(cell.source or cell.input)).strip()
    if source:
        writer.breaks(2)
        at = writer.length
        writer.write(source)
        if cell.cell_type == "markdown":
            found = markdown(source)
            writer.add_headings(Heading(at + h.offset, h.level, h.title) for h in found)
    for output in cell.outputs:
        writer.paragraph(_joined(output.text))
        writer.paragraph(_joined(output.data.get("text/plain", "")))
        if output.ename:
            writer.paragraph(f"{output.ename}: {output.evalue}")


def _joined(lines: object) -> str:
    if isinstance(lines, list):
        return "".join(line for line in lines if isinstance(line, str))  # pyright: ignore[reportUnknownVariableType]
    return lines if isinstance(lines, str) else ""
