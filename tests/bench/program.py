"""The program as a person's script has it: its command line, and what that answers in JSON."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


class Parts(msgspec.Struct, frozen=True):
    """What a score is made of, as far as the benchmarks ask."""

    dense: float | None = None
    sparse: float | None = None


class Copy(msgspec.Struct, frozen=True):
    """A passage folded under another."""

    path: str
    score: float


class Hit(msgspec.Struct, frozen=True):
    """A passage that was found."""

    rank: int
    path: str
    score: float
    parts: Parts
    copies: tuple[Copy, ...] = ()


class Answer(msgspec.Struct, frozen=True):
    """One line of what ``findling search --queries`` writes."""

    id: str = msgspec.field(name="_id")
    seconds: float
    first_seconds: float
    reranked: bool
    hits: tuple[Hit, ...]


class Model(msgspec.Struct, frozen=True):
    """One model of the catalogue."""

    id: str
    kinds: tuple[str, ...]
    languages: tuple[str, ...]
    installed: bool
    sent_to: str
    """Empty for one that runs on this machine."""


class _Models(msgspec.Struct, frozen=True):
    models: tuple[Model, ...]


class Library(msgspec.Struct, frozen=True):
    """A library and its models."""

    name: str
    dense_model: str
    reranker: str


class _Libraries(msgspec.Struct, frozen=True):
    libraries: tuple[Library, ...]


class Indexed(msgspec.Struct, frozen=True):
    """What ``findling index --wait`` says at its end."""

    files: int
    failed: int
    passages: int
    seconds: float


class Program:
    """``findling`` with a state folder of its own; quits its engine on leaving."""

    def __init__(self, data: Path) -> None:
        """Start nothing yet."""
        self._data = data

    def __enter__(self) -> Program:
        """The engine starts with the first command."""
        return self

    def __exit__(self, *_exception: object) -> None:
        """End the engine; the state folder stays."""
        self.run("quit", as_json=False)

    def run(self, *arguments: str, as_json: bool = True) -> list[bytes]:
        """Run one command; returns its lines. Raises `SystemExit` where it fails."""
        return list(self._lines(arguments, as_json=as_json))

    def _lines(self, arguments: Iterable[str], *, as_json: bool) -> Iterator[bytes]:
        words = [*arguments, "--data", str(self._data), *(["--json"] if as_json else [])]
        command = [sys.executable, "-m", "engine.cli", *words]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            yield from process.stdout
        if process.returncode:
            raise SystemExit(f"findling {words[0]} ended with {process.returncode}")

    def models(self) -> tuple[Model, ...]:
        """The catalogue, the vendors' models too."""
        return msgspec.json.decode(self.run("models")[-1], type=_Models).models

    def library(self, name: str) -> Library:
        """One library. Raises `KeyError` where there is none of that name."""
        listed = msgspec.json.decode(self.run("library", "list")[-1], type=_Libraries).libraries
        return {library.name: library for library in listed}[name]

    def index(self, library: str, files: Path, *, dense: str = "") -> Indexed:
        """Make a library of a folder, with another dense model than the usual one perhaps."""
        self.run("library", "make", library)
        if dense:
            self.run("use", dense, "--library", library)
        self.run("add", str(files), "--library", library)
        return msgspec.json.decode(
            self.run("index", "--wait", "--library", library)[-1], type=Indexed
        )

    def rerank_by(self, library: str, reranker: str) -> None:
        """Give a library another reranker."""
        self.run("use", "--reranker", reranker, "--library", library)

    def ask(
        self, queries: Path, library: str, limit: int, *, rerank: bool = True
    ) -> Iterator[Answer]:
        """Search for each line of a file of queries, in turn."""
        options = ["--library", library, "--limit", str(limit)]
        if not rerank:
            options.append("--no-rerank")
        decode = msgspec.json.Decoder(Answer).decode
        for line in self._lines(("search", "--queries", str(queries), *options), as_json=False):
            yield decode(line)


def write_queries(file: Path, queries: Mapping[str, str]) -> Path:
    """Write queries as ``findling search --queries`` reads them; returns the file."""
    with file.open("w", encoding="utf-8") as out:
        for key, text in queries.items():
            out.write(json.dumps({"_id": key, "text": text}, ensure_ascii=False) + "\n")
    return file
