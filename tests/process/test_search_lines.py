"""Hits say in which line of the file their passage begins, where files have lines."""

from __future__ import annotations

import shutil
from pathlib import Path

from engine.host.cancellation import Token
from engine.jobs.indexing import Indexer
from engine.search.likeness import Aim
from engine.search.searcher import Searcher
from tests.process.search_examples import indexed, models

EACH = Aim(fold=False)  # the files say the same
PARAGRAPH = "Filler words that make a paragraph long enough to be a passage of its own. " * 9
TEXT = "".join(
    f"{PARAGRAPH}\n\nParagraph {number} is about word{number}.\n\n" for number in range(9)
)


def line_of(searcher: Searcher, query: str, name: str) -> int:
    hits = searcher.search(query, limit=50, aim=EACH).hits
    return next(h.line for h in hits if h.path.endswith(name))


def test_the_line_is_that_of_the_file(tmp_path: Path):
    root = tmp_path / "files"
    root.mkdir()
    (root / "plain.txt").write_text(TEXT)
    (root / "dos.txt").write_bytes(("\ufeff" + TEXT).replace("\n", "\r\n").encode("utf-8"))
    (root / "notes.md").write_text(f"---\ntitle: x\n---\n\n# Head\n\n{TEXT}")
    (root / "page.html").write_text(f"<p>one</p>\n<p>{TEXT}</p>")
    with indexed(tmp_path / "state", root) as library:
        searcher = Searcher(library, models())
        for name in ("plain.txt", "dos.txt", "notes.md"):
            lines = (root / name).read_text(encoding="utf-8-sig").splitlines()
            hits = searcher.search('"is about word7"', limit=50, aim=EACH).hits
            hit = next(h for h in hits if h.path.endswith(name))
            first = hit.text.splitlines()[0]
            assert lines[hit.line - 1].strip() == first.strip()
            assert hit.line > 20
        assert line_of(searcher, "word7", "page.html") == 0
        shutil.copy(root / "plain.txt", root / "copy.txt")  # read from the catalogue
        assert Indexer(library, workers=1).run(Token(), lambda _: None).files == 1
        assert line_of(searcher, "word3", "copy.txt") == line_of(searcher, "word3", "plain.txt") > 9
        searcher.close()
