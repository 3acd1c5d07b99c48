"""Recoll on the judged sets' files: ``python -m tests.bench.recoll [--sets …]``.

Debian's recollcmd (``apt-get install recollcmd unrtf poppler-utils xsltproc``; the last three read
RTF, PDF and office formats for it), with a configuration folder of its own, in the mode that ranks
best: any of the words (``recollq -o``). A query's words go to it in lower case, for only those
are looked up by their stems (CACM .397, otherwise .353), and without the signs of its language.
"""

from __future__ import annotations

import argparse
import base64
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tests.bench.judged import REPORTED, SHARED, read_judgements, write_corpus
from tests.bench.orders import worth

if TYPE_CHECKING:
    from tests.bench.judged import JudgedSet

INSTALL = "Recoll is not installed here: apt-get install recollcmd unrtf poppler-utils xsltproc"
DEPTH = 100
_WORDS = re.compile(r"\w+", re.UNICODE)


def version() -> str:
    """Recoll's version; empty where it or what reads the formats for it is not installed."""
    needed = ("recollindex", "recollq", "unrtf", "pdftotext", "xsltproc")
    if not all(shutil.which(program) for program in needed):
        return ""
    said = subprocess.run(["recollindex", "-h"], capture_output=True, text=True, check=False)
    found = re.search(r"Recoll ([\d.]+)", said.stdout + said.stderr)
    return found[1] if found else "unknown"


class Recoll:
    """An index of one folder."""

    def __init__(self, files: Path, configuration: Path) -> None:
        """Index a folder. Raises `SystemExit` where files of it are missing from the index."""
        self._options = ["-c", str(configuration)]
        configuration.mkdir(parents=True)
        settings = f"topdirs = {files}\nloglevel = 1\nnoaspell = 1\nidxflushmb = 50\n"
        (configuration / "recoll.conf").write_text(settings, encoding="utf-8")
        subprocess.run(["recollindex", *self._options], capture_output=True, check=True)
        there = sum(1 for _ in files.iterdir())
        indexed = len({Path(path).name for path in self._found("mime:*", limit=0)})
        if indexed < there:
            missing = (configuration / "missing").read_text(encoding="utf-8")
            raise SystemExit(f"Recoll read {indexed} of {there} files. It lacks: {missing}")

    def ask(self, query: str, limit: int = DEPTH) -> list[str]:
        """Return file names, best first."""
        words = _WORDS.findall(query.lower())
        return self._found("-o", " ".join(words), limit=limit) if words else []

    def _found(self, *query: str, limit: int) -> list[str]:
        command = ["recollq", *self._options, "-n", str(limit), "-F", "url", *query]
        answer = subprocess.run(command, capture_output=True, check=True).stdout
        rows = [line.strip() for line in answer.splitlines()[2:] if line.strip()]
        paths = [urlsplit(base64.b64decode(row).decode()).path for row in rows]
        return list(dict.fromkeys(Path(path).name for path in paths))


def rankings(judged: JudgedSet, files: Path, configuration: Path) -> dict[str, list[str]]:
    """Query id -> file names that Recoll found, best first."""
    index = Recoll(files, configuration)
    return {key: index.ask(text) for key, text in judged.queries.items()}


def main() -> None:
    """Write each set's files, have Recoll index them, and print what its rankings are worth."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", nargs="*", default=list(REPORTED))
    options = parser.parse_args()
    if not (known := version()):
        sys.exit(INSTALL)
    print(f"Recoll {known}\n\n| set | nDCG@10 | recall@100 | MRR@10 |\n|---|---|---|---|")
    for name in options.sets:
        with tempfile.TemporaryDirectory(prefix="findling-recoll-") as scratch:
            files = Path(scratch) / "files"
            names = write_corpus(SHARED / name.removesuffix("_train"), files)
            judged = read_judgements(SHARED / name, names)
            found = rankings(judged, files, Path(scratch) / "recoll")
            values = [worth(found[key], judged.relevant[key]) for key in judged.queries]
            means = [sum(column) / len(values) for column in zip(*values, strict=True)]
            print(f"| {name} | {' | '.join(f'{mean:.3f}' for mean in means)} |", flush=True)


if __name__ == "__main__":
    main()
