"""What a program of its own does otherwise; `tests/frozen` tries a real one."""

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from app.shell.licences import GATHERED, licence_texts
from app.shell.own_command import own_command
from engine.host import built, frozen
from engine.host.launch import child_environment, lasting_command, python_command


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program's file, which this process takes itself for."""
    file = tmp_path / "findling"
    file.touch()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(file))
    monkeypatch.delenv("APPIMAGE", raising=False)
    return file


def test_a_package_starts_its_processes_by_its_python_and_needs_no_door():
    assert python_command("engine", "serve")[1:] == ["-P", "-m", "engine", "serve"]
    assert frozen.portable_data() is None


def test_every_process_that_a_program_starts_of_itself_may_pass_its_door(program: Path):
    source = Path(frozen.__file__).parents[2]
    files = [*(source / "engine").rglob("*.py"), *(source / "app").rglob("*.py")]
    texts = "\n".join(file.read_text("utf-8") for file in files)
    named = {
        word.split('"')[1]
        for call in ("python_command(", "lasting_command(")
        for word in texts.split(call)[1:]
        if '"' in word[:40] and word.split('"')[0].strip() == ""
    }
    assert {"engine", "engine.jobs.reading", "app"} <= named
    assert named <= frozen._MODULES
    assert python_command("engine", "serve") == [str(program), frozen.DOOR, "engine", "serve"]


def test_the_door_runs_a_module_with_its_arguments_as_python_does():
    code = "import sys; from engine.host.frozen import enter; print(enter(sys.argv[1:]))"
    command = [sys.executable, "-c", code, frozen.DOOR, "engine.host.importing", "nowhere_at_all"]
    ended = subprocess.run(
        command, env=child_environment(), capture_output=True, text=True, check=False
    )
    assert ended.returncode == 1
    assert "No module named 'nowhere_at_all'" in ended.stderr


@pytest.mark.parametrize("named", [["antigravity"], []])
def test_the_door_is_for_nothing_else(named: list[str]):
    with pytest.raises(SystemExit, match="no process of Findling"):
        frozen.enter([frozen.DOOR, *named])
    assert not frozen.enter(["search", "antigravity"])


def test_a_file_called_portable_keeps_the_state_beside_the_program(
    program: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv("FINDLING_DATA", raising=False)
    assert frozen.portable_data() is None
    program.with_name(frozen.PORTABLE).touch()
    assert frozen.portable_data() == program.with_name(frozen.PORTABLE_DATA)


def test_what_is_opened_from_a_program_is_not_led_to_the_program_s_libraries(
    program: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("LD_LIBRARY_PATH", "/ours")
    frozen.begin()
    assert "LD_LIBRARY_PATH" not in frozen.os.environ
    monkeypatch.setenv("LD_LIBRARY_PATH", "/ours")
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/theirs")
    frozen.begin()
    assert frozen.os.environ["LD_LIBRARY_PATH"] == "/theirs"
    assert "LD_LIBRARY_PATH_ORIG" not in frozen.os.environ


@pytest.mark.skipif(sys.platform != "linux", reason="other systems replace no running program")
@pytest.mark.parametrize("own", [True, False])
def test_a_program_reads_its_modules_from_the_file_that_runs(
    own: bool, program: Path, monkeypatch: pytest.MonkeyPatch
):
    name = str(Path("/proc/self/exe").resolve()) if own else str(program)
    archive = SimpleNamespace(_filename=name)
    importers = SimpleNamespace(pyz_archive=archive)
    monkeypatch.setitem(sys.modules, "pyimod02_importers", importers)  # as PyInstaller calls it
    frozen.begin()
    assert archive._filename == ("/proc/self/exe" if own else name)


def test_an_engine_that_an_image_starts_is_started_from_the_image_s_file(
    program: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("APPIMAGE", "/home/me/Findling.AppImage")
    monkeypatch.setenv("APPDIR", "/tmp/.mount_another")
    assert lasting_command("engine")[0] == str(program)  # it was inherited from a strange image
    monkeypatch.setenv("APPDIR", str(program.parent))
    assert lasting_command("engine")[0] == "/home/me/Findling.AppImage"
    assert python_command("engine")[0] == str(program)
    assert frozen.program_folder() == Path("/home/me")
    assert own_command("--background") == ("/home/me/Findling.AppImage", "window", "--background")


def test_a_portable_bundle_of_a_mac_keeps_its_state_beside_the_bundle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.delenv("APPIMAGE", raising=False)
    inside = tmp_path / "Findling.app" / "Contents" / "MacOS" / "findling"
    monkeypatch.setattr(sys, "executable", str(inside))
    assert frozen.program_folder() == tmp_path


def test_a_build_says_from_which_source_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(built.resources, "__path__", [str(tmp_path)])
    assert built.version_line() == built.__version__
    (tmp_path / built.FILE).write_bytes(b'{"commit":"abc1234","kind":"standard"}')
    assert built.version_line() == f"{built.__version__} (standard, abc1234)"
    (tmp_path / built.FILE).write_bytes(b"[")
    assert built.build() is None


def test_a_program_shows_the_licences_of_what_is_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    assert "Apache License" in licence_texts()
    monkeypatch.setattr(built.resources, "__path__", [str(tmp_path)])
    (tmp_path / GATHERED).write_text("all of them")
    assert licence_texts() == "all of them"
