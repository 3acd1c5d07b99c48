"""Real documents of 40 formats: found by a phrase, or failed cleanly; nothing crashes or hangs.

The files are read in a child process, so that a crash is one file's failure. As a program this
module is that child: a line with path and phrase in, a line with the outcome out.
"""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
import threading
import time
import traceback
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from engine.read import ReadError, is_supported, read_document
from engine.split import split_document

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
FILES = ROOT.parent / "shared" / "files"
SECONDS = 20

EXPECTED_MISSES = {
    "docx/docling__drawingml.docx": "the phrase repeats a drawing's fallback rendering",
    "epub/unstructured__eng_spa_mult.epub": "the phrase is the converter's placeholder title",
    "html/tika__big-preamble.html": "the phrase is windows-1251 read as windows-1252",
    "pptx/unstructured__fake-power-point-malformed.pptx": "the phrase is not on the slide",
    "rtf/markitdown__test.rtf": "the phrase is a style's name, not text",
    "rtf/tika__testRTF.rtf": "the phrase lacks the apostrophe that the text has",
}


class Outcome(NamedTuple):
    """What became of one file."""

    code: str
    """Empty when it was read, ``bug`` when something else than a ReadError escaped, ``crash``."""
    reason: str = ""
    characters: int = 0
    found: bool = False
    found_in_passages: bool = False
    seconds: float = 0.0


def squeeze(text: str) -> str:
    """Return ``text`` as it is compared: NFKC, case folded, without white space."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).casefold())


def read_one(path: Path, phrase: str) -> Outcome:
    """Read and split one file and look for the phrase."""
    began = time.monotonic()
    try:
        document = read_document(path)
        headings = [(h.offset, h.level, h.title) for h in document.headings]
        passages = split_document(document.text, document.page_starts, headings)
    except ReadError as error:
        return Outcome(error.code, str(error), seconds=time.monotonic() - began)
    except Exception:  # noqa: BLE001 - the point of the test
        return Outcome("bug", traceback.format_exc(), seconds=time.monotonic() - began)
    seconds = time.monotonic() - began
    for passage in passages:
        assert document.text[passage.start : passage.end] == passage.text
    wanted = squeeze(phrase)
    pieces = [squeeze(passage.text) for passage in passages]
    near = any(wanted in "".join(pieces[at : at + 2]) for at in range(len(pieces)))
    found = wanted in squeeze(document.text)
    return Outcome("", "", len(document.text), found, near, seconds)


class Child:
    """A process that reads files until it crashes or hangs; then there is a new one."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None

    def ask(self, path: Path, phrase: str) -> Outcome:
        process = self._process or self._start()
        assert process.stdin
        assert process.stdout
        timer = threading.Timer(3 * SECONDS, process.kill)
        timer.start()
        try:
            process.stdin.write(json.dumps([str(path), phrase]) + "\n")
            process.stdin.flush()
            line = process.stdout.readline()
        finally:
            timer.cancel()
        if line.startswith("["):
            return Outcome(*json.loads(line))
        self.close()
        return Outcome("crash", f"exit status {process.returncode}")

    def _start(self) -> subprocess.Popen[str]:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.contract.test_files_manifest"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            cwd=ROOT,
        )
        return self._process

    def close(self) -> None:
        process, self._process = self._process, None
        if process:
            assert process.stdin
            assert process.stdout
            process.stdin.close()
            process.stdout.close()
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def outcomes() -> Iterator[dict[str, tuple[dict[str, str], Outcome]]]:
    manifest = FILES / "manifest.tsv"
    if not manifest.exists():
        pytest.skip("needs the document samples in ../shared/files")
    with manifest.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    child = Child()
    try:
        yield {row["file"]: (row, child.ask(FILES / row["file"], row["phrase"])) for row in rows}
    finally:
        child.close()


Outcomes = dict[str, tuple[dict[str, str], Outcome]]


@pytest.mark.timeout(300)
def test_nothing_but_a_read_error_escapes_and_nothing_crashes(outcomes: Outcomes):
    assert {
        file: outcome.reason
        for file, (_, outcome) in outcomes.items()
        if outcome.code in ("bug", "crash")
    } == {}


def test_no_file_takes_long(outcomes: Outcomes):
    slow = {file: o.seconds for file, (_, o) in outcomes.items() if o.seconds > SECONDS}
    assert slow == {}


def test_what_must_fail_fails_with_a_code(outcomes: Outcomes):
    read = [
        file
        for file, (row, outcome) in outcomes.items()
        if row["expect"] == "must fail cleanly" and not outcome.code
    ]
    assert read == []


def test_documents_are_found_by_their_phrase(outcomes: Outcomes):
    wanted = {f: o for f, (row, o) in outcomes.items() if row["expect"] == "find phrase"}
    misses = {file: outcome for file, outcome in wanted.items() if not outcome.found}
    for file, outcome in misses.items():
        why = outcome.code or EXPECTED_MISSES.get(file, "")
        print(f"miss: {file}: {why} {outcome.reason}")  # noqa: T201 - the list of misses is asked for
    assert set(misses) <= set(EXPECTED_MISSES)
    assert len(misses) <= 0.04 * len(wanted)


def test_a_phrase_stays_within_neighbouring_passages(outcomes: Outcomes):
    lost = [
        f for f, (row, o) in outcomes.items() if row["phrase"] and o.found > o.found_in_passages
    ]
    assert lost == []


def test_scans_and_stubs_say_why_they_have_no_text(outcomes: Outcomes):
    for file, (row, outcome) in outcomes.items():
        if file.endswith(".pdf") and "OCR only" in row["expect"]:
            assert outcome.code == "no-text", file
    assert outcomes["pdf/kreuzberg__simple.pdf"][1].code == "damaged"


def test_images_archives_and_drawings_are_not_taken():
    for name in ("a.png", "b.jpeg", "c.7z", "d.vsd", "e.zip", "f.boxnote"):
        assert not is_supported(Path(name))


if __name__ == "__main__":
    for request in sys.stdin:
        name, phrase = json.loads(request)
        print(json.dumps(read_one(Path(name), phrase)), flush=True)  # noqa: T201 - the answer
