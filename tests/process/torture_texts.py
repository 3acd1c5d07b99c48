"""Names and contents for the storm: many kinds and scripts, drawn from a seed."""

from __future__ import annotations

import json
import random
import unicodedata
from pathlib import PurePath

_ENGLISH = """
the a of and to in is was it for with as on be at by this had not are but from or have an they which
one you were all her she there would their we him been has when who will no more if out river
harbour lantern copper bridge garden winter letter engine ticket orchard compass window kettle
market island thunder feather blanket pepper station whisper anchor meadow velvet marble
"""
_GERMAN = """
der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden
aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war Straße
Brücke Garten Äpfel Öl Übung Fluss Hafen Laterne Kupfer Fenster Vertrag Kündigung
"""
_KOREAN = """
회의록 만년필 일기 오늘 내일 계획 보고서 정원 강가 다리 우체국 편지 겨울 기차 시장 섬 천둥 깃털 담요
후추 창문 주전자 나침반 과수원 표 엔진 등불 구리 항구 그리고 그러나 우리는 있었다
"""
_TONGUES = tuple(text.split() for text in (_ENGLISH, _ENGLISH, _GERMAN, _KOREAN))

_STEMS = """
report notes letter Plan draft memo invoice minutes recipe chapter todo index data
회의록 일기 보고서 Übersicht Straße café naïve señor 日本語 100%_sure it's"quoted" back\\slash
brace{d} semi;colon -dash a.b.c
"""
STEMS = (*_STEMS.split(), "with space", "new\nline")
SUFFIXES = (
    *(".md",) * 5,
    *(".txt",) * 4,
    *(".html", ".py", ".csv", ".ipynb", ".eml", ".rst", ".json", ".log", ".TXT", ".Md"),
    *(".xml", ".tex", ".yaml", ".srt"),
)
STRANGE = (".bin", ".exe", ".qqq")
"""Suffixes that nothing reads."""
LEFT_OUT = (".hidden.md", "copy.md~", "half.tmp", "half.part", "x.swp", "~$letter.md")
"""Names that the built-in rules leave out wherever they stand."""
_FOLDERS = """
docs work archive 2024 2025 Fotos 자료 문서 Übung café src a b c secret old per%cent q'uote build
"""
FOLDERS = (*_FOLDERS.split(), "two words", "x\ny")
LEFT_OUT_FOLDERS = (".git", "node_modules", "__pycache__", ".hidden")


def name(chance: random.Random) -> str:
    """Return a file name of a supported kind, in composed or decomposed letters."""
    number = chance.randrange(30)
    stem = chance.choice(STEMS) + (str(number) if number < 20 else "")
    if chance.random() < 0.01:
        stem = chance.choice(("x", "긴", "ü")) * 80 + str(number)
    return _form(chance, stem) + chance.choice(SUFFIXES)


def folder_name(chance: random.Random) -> str:
    """Return a folder's name."""
    return _form(chance, chance.choice(FOLDERS)) + chance.choice(("", "", "1", "2"))


def _form(chance: random.Random, text: str) -> str:
    return unicodedata.normalize(chance.choice(("NFC", "NFC", "NFD")), text)


def words(chance: random.Random, count: int) -> str:
    """Return a line of so many words of one language."""
    return " ".join(chance.choices(chance.choice(_TONGUES), k=count))


def content(chance: random.Random, path: PurePath) -> bytes:
    """Return a small document of the kind that a name tells, up to some 20 kB."""
    paragraphs = [words(chance, chance.randint(3, 70)) + "." for _ in range(_length(chance))]
    writer = _WRITERS.get(path.suffix.lower(), _plain)
    return writer(chance, paragraphs)


def _length(chance: random.Random) -> int:
    """Paragraphs: mostly few, sometimes many, sometimes none."""
    return min(60, int(chance.lognormvariate(1.6, 1.0)))


def _plain(chance: random.Random, paragraphs: list[str]) -> bytes:
    text = "\n\n".join(paragraphs)
    coding = chance.choice(("utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16"))
    return text.encode(coding)


def _markdown(chance: random.Random, paragraphs: list[str]) -> bytes:
    parts: list[str] = []
    for paragraph in paragraphs:
        if chance.random() < 0.6:
            parts.append("#" * chance.randint(1, 4) + " " + paragraph[:20])
        parts.append(paragraph)
    return "\n\n".join(parts).encode()


def _web(chance: random.Random, paragraphs: list[str]) -> bytes:
    title = chance.choice(("", "<title>A page</title>"))
    body = "".join(f"<h2>{p[:15]}</h2><p>{p}</p>" for p in paragraphs)
    return f"<!doctype html><html><head>{title}</head><body>{body}</body></html>".encode()


def _table(chance: random.Random, paragraphs: list[str]) -> bytes:
    return "\n".join(",".join(p.split()[: chance.randint(2, 9)]) for p in paragraphs).encode()


def _notebook(_: random.Random, paragraphs: list[str]) -> bytes:
    cells: list[dict[str, object]] = [
        {"cell_type": "markdown", "metadata": {}, "source": [p]} for p in paragraphs
    ]
    whole: dict[str, object] = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole, ensure_ascii=False).encode()


def _mail(_: random.Random, paragraphs: list[str]) -> bytes:
    head = "From: a@example.org\nTo: b@example.org\nSubject: News\nMIME-Version: 1.0\n"
    kind = "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
    return (head + kind + "\n\n".join(paragraphs) + "\n").encode()


def _records(_: random.Random, paragraphs: list[str]) -> bytes:
    return json.dumps([{"text": p} for p in paragraphs], indent=1, ensure_ascii=False).encode()


_WRITERS = {
    ".md": _markdown,
    ".html": _web,
    ".csv": _table,
    ".ipynb": _notebook,
    ".eml": _mail,
    ".json": _records,
}
