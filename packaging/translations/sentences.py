"""Finds the sentences that people read in the window's sources.

lupdate 6.11 reads Python by patterns: it loses what stands in an f-string and every
``QCoreApplication.translate`` whose count is an attribute, and takes other counts there for none.
Python's own parser loses nothing. What it finds goes into the same .ts files.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple


class Sentence(NamedTuple):
    """One to translate, as Qt looks it up."""

    context: str
    source: str
    comment: str


class UnclearError(Exception):
    """A sentence is no literal: nobody could translate it."""


def sentences(folder: Path) -> list[Sentence]:
    """Every sentence below a folder once, in the order of files and lines.

    Raises:
        UnclearError: if a sentence is put together while the program runs.
    """
    found: dict[Sentence, None] = {}
    for file in sorted(folder.rglob("*.py")):
        tree = ast.parse(file.read_text("utf-8"))
        try:
            found.update(dict.fromkeys(_in(tree, "")))
        except UnclearError as error:
            raise UnclearError(f"{file}:{error}") from None
    return list(found)


def _in(node: ast.AST, owner: str) -> Iterator[Sentence]:
    """The sentences of a node and all below it; ``owner`` is the class that it stands in."""
    if isinstance(node, ast.Call):
        yield from _called(node, owner)
    owner = node.name if isinstance(node, ast.ClassDef) else owner
    for child in ast.iter_child_nodes(node):
        yield from _in(child, owner)


def _called(call: ast.Call, owner: str) -> Iterator[Sentence]:
    match call.func:
        case ast.Attribute(attr="tr"):
            yield Sentence(owner, _literal(call, 0), _literal(call, 1))
        case ast.Attribute(value=ast.Name(id="QCoreApplication"), attr="translate"):
            # A sentence that is looked up in a table is declared there by QT_TRANSLATE_NOOP.
            if not isinstance(call.args[1], ast.Name | ast.Subscript | ast.Attribute):
                yield Sentence(_literal(call, 0), _literal(call, 1), _literal(call, 2))
        case ast.Name(id="QT_TRANSLATE_NOOP"):
            yield Sentence(_literal(call, 0), _literal(call, 1), "")
        case _:
            pass


def _literal(call: ast.Call, place: int) -> str:
    if place >= len(call.args):
        return ""
    match call.args[place]:
        case ast.Constant(value=str(text)):
            return text
        case ast.Constant(value=None):
            return ""
        case other:
            raise UnclearError(f"{other.lineno}: {ast.unparse(other)} is not a literal")
