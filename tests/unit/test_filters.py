"""Filters become expressions that the strictest Milvus accepts."""

from __future__ import annotations

import re

import pytest

from engine.store.filters import (
    And,
    ExtIn,
    FileIn,
    Filter,
    LangIn,
    ModifiedBetween,
    Not,
    Or,
    PathIs,
    PkIn,
    SizeBetween,
    Under,
    expression,
    stored_path,
)


@pytest.mark.parametrize(
    ("where", "written"),
    [
        (None, ""),
        (And(()), ""),
        (Or(()), None),
        (Not(And(())), None),
        (FileIn(()), None),
        (Not(FileIn(())), ""),
        (ModifiedBetween(), ""),
        (FileIn((3, 1, 3)), "file in [1, 3]"),
        (Not(PkIn((7,))), "pk not in [7]"),
        (ExtIn(("md", 'q"\\')), 'ext in ["md", "q\\"\\\\"]'),
        (Under("/a/b"), '(path >= "/a/b/" and path < "/a/b0")'),
        (Under("/a/b/"), '(path >= "/a/b/" and path < "/a/b0")'),
        (Under("/"), '(path >= "/" and path < "0")'),
        (Not(Under("/a")), '(path < "/a/" or path >= "/a0")'),
        (SizeBetween(5, None), "size >= 5"),
        (Not(SizeBetween(5, None)), "size < 5"),
        (Not(ModifiedBetween(1, 2)), "(mtime < 1 or mtime >= 2)"),
        (Or((FileIn((1,)), FileIn((2,)))), "file in [1, 2]"),
        (Not(Or((FileIn((1,)), Not(LangIn(("en",)))))), '(lang in ["en"] and file not in [1])'),
        (And((FileIn((1,)), Or(()))), None),
        (Or((FileIn((1,)), And(()))), ""),
        (PathIs("/a/한국어"), 'path in ["/a/한국어"]'),
    ],
)
def test_a_filter_is_written_plainly(where: Filter | None, written: str | None) -> None:
    assert expression(where) == written


def test_no_not_no_long_chain_and_no_line_break_is_ever_written() -> None:
    folders = Or(tuple(Under(f"/d\n{i}") for i in range(200)))
    written = expression(Not(And((folders, Not(PathIs("/x\r\ny")), SizeBetween(1, 2)))))
    assert written
    assert not re.search(r"not \(|[\x00-\x1f]", written)
    assert deepest(written) < 20


def test_control_characters_and_undecodable_bytes_are_stored_as_their_pictures() -> None:
    assert stored_path("/a/b\n\x7f") == "/a/b␊␡"
    assert stored_path("/a/\udcff") == "/a/\ufffd\ufffd\ufffd"
    assert len(stored_path("/" + "한" * 9_000).encode()) <= 8_192


def deepest(text: str) -> int:
    """Return how deep the brackets of an expression are nested."""
    depth = most = 0
    for letter in text:
        depth += {"(": 1, ")": -1}.get(letter, 0)
        most = max(most, depth)
    return most
