"""Brings the window's translations up to date: ``python packaging/translations/update.py``.

Collects the sentences from ``app`` into ``resources/i18n/findling_*.ts`` and compiles them by Qt's
lrelease. What is new is marked unfinished, and ``--check`` (also a test) says what is missing. Translations are written into the .ts files, by hand or by Qt Linguist.
"""

from __future__ import annotations

import argparse
import copy
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

from sentences import Sentence, sentences

ROOT = Path(__file__).parents[2]
FILES = ROOT / "resources" / "i18n"
_PLURAL = re.compile("%L?n")
_FORMS = {"ja": 1, "ko": 1, "vi": 1, "zh": 1, "cs": 3, "pl": 3, "ru": 3, "uk": 3, "ar": 6}
"""Plural forms as Qt counts them, where they are not two."""


def collect(folder: Path) -> None:
    """Renew every .ts file of a folder: all sentences that there are, and no others."""
    found = sentences(ROOT / "app")
    for ts in folder.glob("findling_*.ts"):
        _renew(ts, found)


def compile_all(folder: Path) -> None:
    """Compile every .ts file of a folder to a .qm file beside it."""
    for ts in folder.glob("findling_*.ts"):
        made = ts.with_suffix(".qm.new")
        _run("lrelease", "-silent", str(ts), "-qm", str(made))
        made.replace(ts.with_suffix(".qm"))  # a program that runs has the former one mapped


def unfinished(ts: Path) -> list[str]:
    """The sentences of a .ts file without a translation."""
    messages = _messages(_root(ts))
    return [f"{key[0]}: {key[1]}" for key, message in messages if _lacks(message)]


def stale(folder: Path = FILES) -> list[str]:
    """What is wrong with the files of a folder, in sentences; empty when all is well."""
    found: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        for ts in folder.glob("findling_*.ts"):
            shutil.copy(ts, scratch)
        collect(scratch)
        compile_all(scratch)
        for ts in sorted(scratch.glob("findling_*.ts")):
            found += [f"{ts.name}: not translated: {text}" for text in unfinished(ts)]
            for made in (ts, ts.with_suffix(".qm")):
                kept = folder / made.name
                if not kept.is_file() or made.read_bytes() != kept.read_bytes():
                    found.append(f"{made.name} is not up to date")
    return found


def _renew(ts: Path, found: list[Sentence]) -> None:
    """Write sentences to a .ts file with the translations that it holds."""
    code = ts.stem.removeprefix("findling_")
    known = dict(_messages(_root(ts)))
    root = ET.Element("TS", version="2.1", language=code, sourcelanguage="en")
    contexts: dict[str, ET.Element] = {}
    for sentence in sorted(found):
        plural = _PLURAL.search(sentence.source) is not None
        if code == "en" and not plural:
            continue  # the sentences are English: only their plural forms are missing
        if sentence.context not in contexts:
            contexts[sentence.context] = ET.SubElement(root, "context")
            ET.SubElement(contexts[sentence.context], "name").text = sentence.context
        message = _message(contexts[sentence.context], sentence)
        old = known.get(sentence)
        if old is not None:
            message.append(copy.deepcopy(_translation(old)))
        else:
            ET.SubElement(message, "translation", type="unfinished")
        if plural:
            _make_plural(message, code)
    ET.indent(root, "  ")
    text = ET.tostring(root, encoding="unicode", short_empty_elements=False)
    ts.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{text}\n', "utf-8")


def _root(ts: Path) -> ET.Element:
    return ET.parse(ts).getroot()  # noqa: S314 - our own file


def _message(context: ET.Element, sentence: Sentence) -> ET.Element:
    message = ET.SubElement(context, "message")
    ET.SubElement(message, "source").text = sentence.source
    if sentence.comment:
        ET.SubElement(message, "comment").text = sentence.comment
    return message


def _messages(root: ET.Element) -> Iterator[tuple[Sentence, ET.Element]]:
    for context in root.iter("context"):
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            source, comment = message.findtext("source"), message.findtext("comment")
            yield Sentence(name, source or "", comment or ""), message


def _make_plural(message: ET.Element, code: str) -> None:
    """Give a message its plural forms; in English a guess, to be looked at like any other."""
    message.set("numerus", "yes")
    forms = _FORMS.get(code.split("_")[0], 2)
    translation = _translation(message)
    if len(translation.findall("numerusform")) == forms:
        return
    translation.clear()
    translation.set("type", "unfinished")
    source = (message.findtext("source") or "").replace("%n", "%Ln")  # digits in groups
    for form in range(forms):
        text = source.replace("(s)", "s" if form else "") if code == "en" else ""
        ET.SubElement(translation, "numerusform").text = text


def _lacks(message: ET.Element) -> bool:
    translation = _translation(message)
    forms = translation.findall("numerusform") or [translation]
    texts = [(form.text or "").strip() for form in forms]
    return translation.get("type") == "unfinished" or not all(texts)


def _translation(message: ET.Element) -> ET.Element:
    found = message.find("translation")
    return ET.SubElement(message, "translation") if found is None else found


def _run(tool: str, *arguments: str) -> None:
    program = Path(sys.executable).parent / f"pyside6-{tool}"
    done = subprocess.run([program, *arguments], check=False, capture_output=True)  # noqa: S603
    if done.returncode:
        sys.exit(done.stderr.decode() or f"{tool} failed")


def main() -> int:
    """Update, or only say what is not up to date; returns the exit status."""
    parser = argparse.ArgumentParser(description="Collects and compiles the translations.")
    parser.add_argument("--check", action="store_true", help="change nothing, say what is missing")
    if not parser.parse_args().check:
        collect(FILES)
        compile_all(FILES)
    found = stale()
    print("\n".join(found) or "Every sentence is translated.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
