"""Settings are never lost: unknown keys stay, unreadable files are left alone."""

from __future__ import annotations

import errno
import stat
import sys
from pathlib import Path

import msgspec
import pytest

from engine.protocol.records import Pace
from engine.store.settings import (
    LibrarySettings,
    Settings,
    SettingsDamagedError,
    SettingsTooNewError,
    SettingsUnreadableError,
    new_library,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def test_a_library_comes_back_as_it_was_saved(path: Path) -> None:
    library = LibrarySettings(
        id="a1",
        name='Übungen "2024" \\ é',
        folders=("/data/한국어", "/x y"),
        store_uri="http://h:1",
    )
    settings = Settings(path)
    settings.put(library)
    settings.save()
    assert Settings(path).libraries == (library,)


def test_saving_keeps_unknown_keys_comments_and_order(path: Path) -> None:
    path.write_text(
        "# mine\nversion = 1\nfuture = true\n[[libraries]]\nid = 'a'\nname = 'A' # first\n"
        "colour = 'red'\n[[libraries]]\nid = 'b'\nname = 'B'\n[window]\nsize = [1, 2]\n"
    )
    settings = Settings(path)
    first = settings.libraries[0]
    settings.put(msgspec.structs.replace(first, folders=("/new",)))
    settings.save()
    text = path.read_text()
    for kept in ("# mine", "future = true", "# first", "colour = 'red'", "size = [1, 2]"):
        assert kept in text
    again = Settings(path)
    assert [library.name for library in again.libraries] == ["A", "B"]
    assert again.libraries[0].folders == ("/new",)


def test_libraries_written_in_braces_are_read_and_saved(path: Path) -> None:
    path.write_text('libraries = [{id = "a1", name = "One", mine = 1}, {name = "Unfinished"}]\n')
    with pytest.raises(SettingsDamagedError):
        Settings(path)
    path.write_text('libraries = [{id = "a1", name = "One", mine = 1}]\n')
    settings = Settings(path)
    settings.put(LibrarySettings(id="b2", name="Two"))
    settings.save()
    assert [library.name for library in Settings(path).libraries] == ["One", "Two"]
    assert "mine = 1" in path.read_text()


def test_saving_keeps_what_a_person_wrote_meanwhile(path: Path) -> None:
    settings = Settings(path)
    path.write_text("theirs = 1\n")
    settings.put(new_library("A"))
    settings.save()
    assert "theirs = 1" in path.read_text()


def test_saving_keeps_a_library_that_a_person_wrote_meanwhile(path: Path) -> None:
    settings = Settings(path)
    first, second = new_library("A"), new_library("B")
    for library in (first, second):
        settings.put(library)
    settings.save()
    with path.open("a", encoding="utf-8") as file:
        file.write('\n[[libraries]]\nid = "by-hand"\nname = "C"\n')
    settings.remove(first.id)
    settings.save()
    assert [library.name for library in Settings(path).libraries] == ["B", "C"]


def by_hand(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_saving_keeps_what_a_person_changed_of_a_library_meanwhile(path: Path) -> None:
    settings = Settings(path)
    library = new_library("A")
    settings.put(library)
    settings.save()
    by_hand(path, "exclude = []", 'exclude = ["*.bak"] # mine')
    settings.put(msgspec.structs.replace(library, paused=True))
    settings.save()
    (kept,) = Settings(path).libraries
    assert (kept.exclude, kept.paused) == (("*.bak",), True)
    assert "# mine" in path.read_text()


def test_a_library_that_a_person_took_out_meanwhile_stays_out(path: Path) -> None:
    settings = Settings(path)
    settings.put(new_library("A"))
    settings.save()
    path.write_text("version = 1\n")
    settings.put(new_library("B"))
    settings.save()
    assert [library.name for library in Settings(path).libraries] == ["B"]


def test_pauses_rules_and_the_pace_come_back(path: Path) -> None:
    settings = Settings(path)
    library = msgspec.structs.replace(
        new_library("A"), paused=True, watch=False, include=("*.md",), exclude=("x/",), most_bytes=9
    )
    settings.put(library)
    chosen = Pace(on_battery="stop", while_working="full", in_advance=False)
    settings.put_pace(chosen)
    settings.save()
    again = Settings(path)
    assert again.libraries == (library,)
    assert again.pace == chosen


def test_saving_keeps_the_pace_that_a_person_wrote_meanwhile(path: Path) -> None:
    settings = Settings(path)
    path.write_text('[indexing]\non_battery = "stop" # at sea\n')
    settings.put_pace(Pace(while_working="full"))
    settings.save()
    assert Settings(path).pace == Pace(on_battery="stop", while_working="full")
    assert "# at sea" in path.read_text()


def test_a_removed_library_is_gone_and_the_others_stay(path: Path) -> None:
    settings = Settings(path)
    first, second = new_library("A"), new_library("B")
    settings.put(first)
    settings.put(second)
    settings.save()
    settings.remove(first.id)
    settings.save()
    assert Settings(path).libraries == (second,)


@pytest.mark.parametrize(
    "content",
    [
        b"[indexing]\non_battery = 'fast'",
        b"no toml [",
        b"\xff\xfe",
        b"version = 'x'",
        b"libraries = 3",
        b"[[libraries]]\nid = 'a'",
        b"[[libraries]]\nid = '../a'\nname = 'A'",
        b"[[libraries]]\nid = 'a'\nname = ' '",
        b"[[libraries]]\nid = 'a'\nname = 'A'\n[[libraries]]\nid = 'a'\nname = 'B'",
    ],
)
def test_a_damaged_file_is_refused_and_left_alone(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(SettingsDamagedError):
        Settings(path)
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"version = 1\n\n\x00\x00", "near line 3;"),
        (b"a = 1\na = 2\n", "near line 2;"),
        (b"name = '\xff'", "as text in UTF-8;"),
    ],
)
def test_a_damaged_file_is_told_of_in_plain_words(path: Path, content: bytes, place: str) -> None:
    path.write_bytes(content)
    with pytest.raises(SettingsDamagedError) as caught:
        Settings(path)
    assert str(caught.value).startswith(f"{path} cannot be understood ")
    assert place in str(caught.value)
    assert str(caught.value).endswith("; nothing was changed")


def test_a_file_damaged_meanwhile_is_not_overwritten(path: Path) -> None:
    settings = Settings(path)
    settings.put(new_library("A"))
    path.write_text("no toml [")
    with pytest.raises(SettingsDamagedError):
        settings.save()
    assert path.read_text() == "no toml ["


def test_a_newer_file_is_refused_and_left_alone(path: Path) -> None:
    path.write_text("version = 2\n")
    with pytest.raises(SettingsTooNewError):
        Settings(path)
    assert path.read_text() == "version = 2\n"


def test_a_file_that_a_newer_version_wrote_meanwhile_is_left_alone(path: Path) -> None:
    settings = Settings(path)
    settings.put(new_library("A"))
    path.write_text("version = 2\n")
    with pytest.raises(SettingsTooNewError):
        settings.save()
    assert path.read_text() == "version = 2\n"


def test_a_file_that_cannot_be_opened_is_not_called_damaged(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(path)
    settings.put(new_library("A"))
    settings.save()
    settings.put(new_library("B"))

    def refuse(*_: object, **__: object) -> str:
        raise OSError(errno.EMFILE, "Too many open files")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_text", refuse)
        with pytest.raises(SettingsUnreadableError, match="cannot be read now"):
            settings.save()
        with pytest.raises(SettingsUnreadableError):
            Settings(path)
    assert [library.name for library in Settings(path).libraries] == ["A"]


def test_what_could_not_be_written_is_not_written_with_the_next_change(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(path)
    first, second = new_library("A"), new_library("B")
    settings.put(first)
    settings.put(second)
    settings.save()

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("engine.store.settings.write_whole", refuse)
        settings.remove(first.id)
        settings.put(new_library("C"))
        settings.put_pace(Pace(on_battery="stop"))
        with pytest.raises(OSError, match="No space"):
            settings.save()
    assert settings.libraries == (first, second)
    settings.put_pace(Pace(while_working="full"))
    settings.save()
    again = Settings(path)
    assert again.libraries == (first, second)
    assert again.pace == Pace(while_working="full")


def test_a_library_that_is_put_back_after_its_removal_stays(path: Path) -> None:
    settings = Settings(path)
    library = new_library("A")
    settings.put(library)
    settings.save()
    settings.remove(library.id)
    settings.save()
    settings.put(library)
    settings.save()
    assert Settings(path).libraries == (library,)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_the_file_is_private(path: Path) -> None:
    settings = Settings(path)
    settings.save()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_file_holds_no_token() -> None:
    assert not [field for field in LibrarySettings.__struct_fields__ if "token" in field]
