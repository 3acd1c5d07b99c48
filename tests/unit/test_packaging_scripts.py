"""Scripts of the packages, with real processes and repositories; `tests/frozen` tries them."""

import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

PACKAGING = Path(__file__).parents[2] / "packaging"
PROGRAM = "/usr/lib/findling/findling"
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="a package of Linux")


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process of a program of its own, as the engine is."""
    program = tmp_path / "findling"
    shutil.copy("/bin/sleep", program)
    with subprocess.Popen([str(program), "60"]) as process:
        yield process
        process.kill()


def prerm(program: Path, *arguments: str) -> None:
    """Run the package's script as dpkg does, for a program that lies elsewhere."""
    text = (PACKAGING / "linux/deb/prerm").read_text("utf-8")
    assert PROGRAM in text
    script = text.replace(PROGRAM, str(program))
    subprocess.run(["/bin/sh", "-c", script, "prerm", *arguments], check=True)


def replace(program: Path) -> None:
    """Put a new file in a program's place, as dpkg does."""
    other = program.with_name("findling.dpkg-new")
    shutil.copy("/bin/sleep", other)
    other.replace(program)


@on_linux
def test_removing_the_package_ends_its_engine(engine: subprocess.Popen[bytes], tmp_path: Path):
    prerm(tmp_path / "findling", "remove")
    assert engine.wait(10) < 0


@on_linux
def test_removing_the_package_ends_an_engine_from_before_an_upgrade(
    engine: subprocess.Popen[bytes], tmp_path: Path
):
    replace(tmp_path / "findling")
    prerm(tmp_path / "findling", "remove")
    assert engine.wait(10) < 0


@on_linux
def test_an_upgrade_and_other_programs_removal_leave_an_engine_alone(
    engine: subprocess.Popen[bytes], tmp_path: Path
):
    prerm(tmp_path / "findling", "upgrade", "0.2.0-1")
    prerm(tmp_path / "find", "remove")
    prerm(tmp_path / "other" / "findling", "remove")
    with pytest.raises(subprocess.TimeoutExpired):
        engine.wait(0.3)


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The build's look at its source, in a repository with one commit."""
    spec = importlib.util.spec_from_file_location("build_sources", PACKAGING / "sources.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, spec.name, module)  # its dataclass looks itself up there
    spec.loader.exec_module(module)
    for name in ("engine/__init__.py", "packaging/README.md", "packaging/build.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text('__version__ = "1.2.3"\n', "utf-8")
    git = ["git", "-C", str(tmp_path), "-c", "user.name=a", "-c", "user.email=a@example.org"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "All"]):
        subprocess.run([*git, *command], check=True)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    return module


def test_a_build_that_wrote_its_table_of_sizes_is_still_of_its_commit(
    sources: ModuleType, tmp_path: Path
):
    def commit() -> str:
        return sources.describe("standard", tmp_path / "dist", tmp_path / "work").commit

    first = commit()
    assert len(first) == 10
    (tmp_path / "packaging/README.md").write_text("other sizes", "utf-8")
    assert commit() == first
    (tmp_path / "packaging/build.py").write_text("other", "utf-8")
    assert commit() == first + "+"
