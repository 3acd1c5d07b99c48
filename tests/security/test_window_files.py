"""What the window keeps is its owner's alone, as what the engine keeps is."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("PySide6", reason="the window is not installed")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes")


@pytest.fixture(autouse=True, params=[0o000, 0o077], ids=["umask 000", "umask 077"])
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


@pytest.fixture
def short() -> Iterator[Path]:
    """A folder of mode 0700 whose path leaves room for a socket's name."""
    with tempfile.TemporaryDirectory(prefix="fw-") as folder:
        yield Path(folder)


def test_choices_and_lock_are_the_owners_alone(
    qapp: object, short: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.look.preferences import Preferences
    from app.shell.calling import address_of
    from app.shell.single import Single

    monkeypatch.setenv("XDG_RUNTIME_DIR", "")
    data = short
    for value in ("dark", "light"):  # the second one is written in place of the first
        preferences = Preferences(str(data))
        preferences.put("scheme", value)
        preferences._store.sync()
    address = address_of(data)
    assert address is not None
    first = Single(address)
    assert first.claim()
    first.listen()
    written = {path.name: stat.S_IMODE(path.lstat().st_mode) for path in data.iterdir()}
    first.release()
    assert {"window.ini", "window.lock"} <= set(written)
    assert {name: oct(mode) for name, mode in written.items() if mode & 0o077} == {}


def test_a_start_at_login_is_the_owners_alone(tmp_path: Path) -> None:
    from app.shell.autostart import DesktopEntry, LaunchAgent

    for kind in (DesktopEntry, LaunchAgent):
        folder = tmp_path / kind.__name__
        kind(folder, ["findling"]).choose(wanted=True)
        for path in (folder, *folder.iterdir()):
            assert not path.stat().st_mode & 0o077


def test_a_start_at_login_is_swapped_in_and_follows_no_link(tmp_path: Path) -> None:
    from app.shell.autostart import DesktopEntry

    other, folder = tmp_path / "other", tmp_path / "autostart"
    other.write_text("Somebody's own.")
    folder.mkdir()
    entry = folder / "findling.desktop"
    entry.symlink_to(other)
    DesktopEntry(folder, ["findling"]).choose(wanted=True)
    assert other.read_text() == "Somebody's own."
    assert not entry.is_symlink()
    before = entry.stat().st_ino
    DesktopEntry(folder, ["findling", "--background"]).choose(wanted=True)
    assert entry.stat().st_ino != before  # never half of it
    assert "--background" in entry.read_text()
    assert [path.name for path in folder.iterdir()] == ["findling.desktop"]
