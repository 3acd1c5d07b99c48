"""What a person may meet is named in the documentation: commands, settings, codes, query words."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import typer

from app.__main__ import _parser  # pyright: ignore[reportPrivateUsage] - the window's own options
from app.look import preference_names, words
from engine.cli.main import program
from engine.host.paths import DataFolder
from engine.search.kinds import EXTENSIONS
from engine.search.scanning import OPERATORS
from engine.search.values import KOREAN_DAYS, RELATIVE_DAYS
from engine.service.keys import ENVIRONMENT
from engine.store.open import CACHE_FILE, CATALOGUE_FILE, LITE_25_FILE, LITE_32_FOLDER
from engine.store.settings import LibrarySettings, _PaceTable
from tests.docs.codes import ROOT, codes
from tests.docs.pages import fenced, pages, quoted, whole

NAMED = {name for text in pages().values() for name in quoted(text)}
"""What stands between backticks."""
SHELL = re.compile(r"[\w.*-]+")
OF_SHELLS = {"--install-completion", "--show-completion"}
_VARIABLE = re.compile(r"FINDLING_[A-Z_]+")


class Command(Protocol):
    """What typer makes of a command."""

    params: list[Any]
    hidden: bool


def commands(command: Command, path: tuple[str, ...] = ()) -> Iterator[tuple[str, Command]]:
    """Yield every command with its full name."""
    if path:
        yield " ".join(path), command
    for name, below in getattr(command, "commands", {}).items():
        if not below.hidden:
            yield from commands(below, (*path, name))


def options(command: Command) -> Iterator[str]:
    """Yield the long names of a command's options."""
    for option in command.params:
        if option.param_type_name == "option" and not getattr(option, "hidden", False):
            yield from (name for name in (*option.opts, *option.secondary_opts) if name[:2] == "--")


def test_every_command_is_in_the_documentation():
    text = whole()
    every = [name for name, _ in commands(typer.main.get_command(program))]
    assert {"search", "models add", "library rename"} <= set(every)
    assert [name for name in every if f"findling {name}" not in text] == []


def test_every_option_is_in_the_documentation():
    written = set(re.findall(r"--[a-z][a-z-]+", whole()))
    root = typer.main.get_command(program)
    found = {name for _, command in commands(root) for name in options(command)}
    assert {"--explain", "--not-in-advance"} <= found
    assert sorted((found | set(options(root)) | {"--version"}) - written) == []


def test_every_option_of_the_window_is_in_the_documentation():
    written = set(re.findall(r"--[a-z][a-z-]+", whole()))
    found = {name for action in _parser()._actions for name in action.option_strings}
    assert "--toggle" in found
    assert sorted({name for name in found if name.startswith("--")} - written) == []


def test_every_code_is_in_the_documentation():
    every = codes() | set(words.SENTENCES) | set(words.NOTES)
    assert {"no-text", "did-you-mean", "vectors-lacking"} <= every
    assert sorted(every - NAMED) == []


def test_the_documentation_names_no_code_that_is_gone():
    page = (ROOT / "docs/guide/troubleshooting.md").read_text("utf-8")
    rows = re.findall(r"^\| (`[a-z`, -]+`) \|", page, re.MULTILINE)
    told = {code for row in rows for code in re.findall(r"`([^`]+)`", row)}
    assert len(told) > 120
    sources = "".join(path.read_text("utf-8") for path in (ROOT / "engine").rglob("*.py"))
    gone = {code for code in told if f'"{code}"' not in sources and f"``{code}``" not in sources}
    assert sorted(gone - codes()) == []


def test_every_setting_is_in_the_documentation():
    kept = {*LibrarySettings.__struct_fields__, *_PaceTable.__struct_fields__}
    chosen = {
        value for name, value in vars(preference_names).items() if name.isupper() and value != ""
    }
    assert {"most_bytes", "while_working"} <= kept
    assert {"scheme", "single_click"} <= chosen
    assert sorted((kept | chosen | {"language", "version"}) - NAMED) == []


def test_every_line_of_the_settings_page_is_in_the_documentation():
    text = (ROOT / "docs/guide/settings.md").read_text("utf-8")
    lines = {line for path in (ROOT / "app/settings").glob("*.py") for line in _lines(path)}
    assert {"Colours", "On battery", "Start at login"} <= lines
    missing = lines - {"Version", "Where the index is kept", "Licences", "Diagnosis"}
    assert sorted(line for line in missing if line not in text) == []


def _lines(path: Path) -> Iterator[str]:
    """Yield the names of the lines that a section of the settings adds."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Line" and node.args:
            first = node.args[0]
            if isinstance(first, ast.Call) and isinstance(first.args[0], ast.Constant):
                yield str(first.args[0].value)


def test_every_file_that_is_kept_is_on_the_page_about_privacy():
    text = (ROOT / "docs/guide/privacy.md").read_text("utf-8")
    places = DataFolder(Path("data"))
    names = {name for name, kind in vars(DataFolder).items() if isinstance(kind, property)}
    kept = {getattr(places, name).name for name in names}
    kept |= {CATALOGUE_FILE, CACHE_FILE, LITE_25_FILE, LITE_32_FOLDER, "window.ini"}
    assert {"keys.json", "settings.toml", "_vectors"} <= kept
    assert sorted(name for name in kept if name not in text) == []


def test_every_key_is_in_the_documentation():
    keys = re.compile(r"(?:(?:Ctrl|Alt|Shift|Meta)\+)+(?:\w+|[+-])|F\d{1,2}")
    found: set[str] = set()
    for path in (ROOT / "app").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found |= {node.value} if keys.fullmatch(node.value) else set()
    assert {"Ctrl+F", "Ctrl+Shift+S", "F3"} <= found
    text = whole().replace("Enter", "Return")
    assert sorted(key for key in found if key not in text) == []


def test_every_environment_variable_is_in_the_documentation():
    found = set(ENVIRONMENT.values()) | {"HF_ENDPOINT"}
    for folder in ("app", "engine"):
        for path in (ROOT / folder).rglob("*.py"):
            found |= set(_VARIABLE.findall(path.read_text("utf-8")))
    assert {"FINDLING_DATA", "FINDLING_ENGINE_IDLE"} <= found
    assert sorted(found - set(re.findall(r"[A-Z]+(?:_[A-Z]+)+", whole()))) == []


def test_every_word_of_the_query_language_is_in_the_documentation():
    text = (ROOT / "docs/guide/searching.md").read_text("utf-8")
    for name in OPERATORS:
        colon = ("", "<", ">") if OPERATORS[name] == "size" else (":",)
        assert any(f"`{name}{one}" in text for one in colon), name
    wanted = {*EXTENSIONS, *RELATIVE_DAYS, *KOREAN_DAYS}
    assert sorted(wanted - set(quoted(text))) == []
    assert "NEAR/" in text


def test_commands_that_are_shown_exist():
    known = {name for name, _ in commands(typer.main.get_command(program))}
    for path, text in pages().items():
        shown = [*quoted(text), *(line for block in fenced(text) for line in block.splitlines())]
        for line in shown:
            found = re.match(r"(?:\$ )?findling ([a-z]+(?:-[a-z]+)*)(?: ([a-z]+))?", line)
            if found and found[1] in {"library", "models"} and found[2]:
                assert f"{found[1]} {found[2]}" in known or found[1] == "models", (path, line)
            elif found:
                assert found[1] in known, (path, line)
