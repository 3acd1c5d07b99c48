"""What others see of an engine that indexes, searches and shows: files, sockets, logs, arguments.

One engine does everything that leaves a trace, once with a umask that hides nothing and once with
one that hides all; while it works, the kernel is asked again and again which sockets it has.
"""

from __future__ import annotations

import os
import stat
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest

from engine.client import Client
from engine.host.paths import data_folder
from engine.protocol import messages as m
from engine.protocol.errors import FindlingError
from tests.process.attacks import packed, sheet
from tests.process.engine_parts import end_engine

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="modes and /proc")
PATIENCE = 60
TEXT, QUERY = "Xylophagous beetles eat the pantry shelf.", "quokkas on the pantry shelf"
KEY = "sk-secret-of-nobody-4242"
INHERITED = {
    "OPENAI_API_KEY": "sk-inherited-1717",
    "FINDLING_STORE_TOKEN": "root:inherited-1717",
    "HTTPS_PROXY": "http://me:inherited-1717@127.0.0.1:9",
}
"""Variables that the engine is started with."""
SAMPLES = Path(__file__).parents[2] / "resources" / "samples"


@dataclass
class Seen:
    """What was seen of the engine's processes from outside."""

    data: Path
    temporary: Path
    network: set[str] = field(default_factory=set[str])
    """Sockets that are no local ones."""
    local: dict[str, int] = field(default_factory=dict[str, int])
    """Path of a local socket → bits that let others reach it: its own and its folder's."""
    arguments: set[str] = field(default_factory=set[str])
    programs: set[str] = field(default_factory=set[str])
    inherited: dict[str, set[str]] = field(default_factory=dict[str, set[str]])
    """By the command of a process: which of the secret variables it has."""
    looks: int = 0

    def look(self, pid: int) -> None:
        """Look at the engine and all that it started."""
        engine = psutil.Process(pid)
        for process in (engine, *engine.children(recursive=True)):
            try:
                self.programs.add(process.name())
                command = " ".join(process.cmdline())
                self.arguments.add(command)
                # After the command: before it is another than the engine's, so are the variables.
                has = process.environ().items()
                self.inherited.setdefault(command, set()).update(
                    name for name, value in has if "inherited-1717" in value
                )
                for one in process.net_connections("all"):
                    if one.family.name != "AF_UNIX":
                        self.network.add(f"{process.name()} {one.family.name} {one.laddr}")
                    elif one.laddr:
                        self._look_at_local(Path(str(one.laddr)))
            except psutil.NoSuchProcess:
                continue
        self.looks += 1

    def _look_at_local(self, path: Path) -> None:
        try:
            modes = path.stat().st_mode & path.parent.stat().st_mode
        except OSError:
            return
        self.local[str(path)] = stat.S_IMODE(modes) & 0o077


def _work(client: Client, folder: Path) -> None:
    """Do everything that writes something or starts something."""
    client.request(m.SetKey(vendor="voyage", key=KEY, place="file"))
    client.request(m.AddFolders(paths=(str(folder),), index=False))
    client.request(m.Index())
    found = client.request(m.Search(query=QUERY, interim=False))
    assert isinstance(found, m.SearchFinished)
    assert {Path(hit.path).name for hit in found.hits} >= {"beetles.txt"}
    client.request(m.RememberSearch(query=QUERY))
    client.request(m.SaveSearch(search=m.SavedSearch(name="Beetles", query=QUERY)))
    library = found.hits[0].library
    for name in ("beetles.txt", "lease.pdf"):
        client.request(m.OpenDocument(library=library, path=str(folder / name)))
    client.request(m.RenderPage(library=library, path=str(folder / "lease.pdf"), page=1, width=200))
    client.request(m.MakeMap())
    client.request(m.Diagnose())
    for wrong in (m.Search(query=TEXT, library="nobody's"), m.OpenDocument("", f"/{TEXT}")):
        with pytest.raises(FindlingError):
            client.request(wrong)


def _documents(folder: Path) -> Path:
    folder.mkdir()
    (folder / "beetles.txt").write_text(TEXT)
    (folder / "beetles.html").write_text("<p>A hull displaces water, and so it floats.</p>")
    (folder / "broken.docx").write_bytes(b"PK\x03\x04" + TEXT.encode())
    row = "<row><c t='inlineStr'><is><t>Income and expenses</t></is></c></row>"
    (folder / "sheet.xlsx").write_bytes(packed(sheet(row)))  # read by kreuzberg
    (folder / "lease.pdf").write_bytes(next(SAMPLES.rglob("*.pdf")).read_bytes())
    return folder


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(0o000, id="umask 000"),
        pytest.param(0o077, id="umask 077", marks=pytest.mark.slow),
    ],
)
def seen(request: pytest.FixtureRequest) -> Iterator[Seen]:
    with (
        pytest.MonkeyPatch.context() as patched,
        tempfile.TemporaryDirectory(prefix="fs-") as room,  # tmp_path may be too long for sockets
    ):
        seen = Seen(Path(room, "data"), Path(room, "tmp"))
        seen.temporary.mkdir()
        seen.temporary.chmod(0o1777)
        folder = _documents(Path(room, "documents"))
        for name in ("TMPDIR", "XDG_RUNTIME_DIR", "XDG_CACHE_HOME", "HOME"):
            patched.setenv(name, str(seen.temporary))
        for name, value in INHERITED.items():
            patched.setenv(name, value)
        before = os.umask(request.param)
        over = threading.Event()
        try:
            data = data_folder(str(seen.data))
            client = Client.connect(data, timeout=PATIENCE)
        finally:
            os.umask(before)
        watch = threading.Thread(target=_watch, args=(seen, client.pid, over))
        watch.start()
        try:
            with client:
                _work(client, folder)
                over.set()
                watch.join()
                seen.look(client.pid)
                yield seen
        finally:
            over.set()
            watch.join()
            end_engine(data)


def _watch(seen: Seen, pid: int, over: threading.Event) -> None:
    while not over.wait(0.05):
        seen.look(pid)


def test_every_file_is_its_owners_alone_whatever_the_umask(seen: Seen) -> None:
    written = {path.name: path for root in (seen.data, seen.temporary) for path in root.rglob("*")}
    expected = {"settings.toml", "keys.json", "engine.json", "engine.log", "engine.lock"}
    assert expected | {"searches.sqlite", "catalogue.sqlite", ".findlingignore"} <= set(written)
    assert any("milvus" in name or "lite" in name for name in written), sorted(written)
    for path in (seen.data, *written.values()):
        if path.is_symlink():
            continue
        mode = stat.S_IMODE(path.lstat().st_mode)
        assert not mode & 0o077, (path, oct(mode))
        assert mode & 0o600 == 0o600, (path, oct(mode))


def test_nothing_listens_to_a_network_and_nothing_speaks_to_one(seen: Seen) -> None:
    assert seen.looks > 5
    assert any("milvus" in name for name in seen.programs), seen.programs
    assert len(seen.programs) > 1
    assert seen.network == set()


def test_local_sockets_lie_where_nobody_else_can_go(seen: Seen) -> None:
    assert len(seen.local) >= 2  # the engine's and Milvus Lite's
    assert set(seen.local.values()) == {0}, seen.local


def test_the_log_has_no_text_no_query_and_no_key(seen: Seen) -> None:
    logs = list(seen.data.rglob("*.log"))
    assert seen.data / "engine.log" in logs
    told = b"".join(path.read_bytes() for path in logs if path.is_file())
    for secret in ("Xylophagous", "quokka", "pantry shelf", KEY, KEY[3:20]):
        assert secret.encode() not in told, secret


def test_no_process_shows_a_text_a_query_or_a_key_in_its_arguments(seen: Seen) -> None:
    shown = " ".join(seen.arguments)
    assert "engine" in shown
    for secret in ("Xylophagous", "quokka", KEY):
        assert secret not in shown


def test_no_process_but_the_engine_inherits_a_key(seen: Seen) -> None:
    having = {command: names for command, names in seen.inherited.items() if names}
    assert list(having.values()) == [set(INHERITED)]  # which asks the servers
    assert " serve " in next(iter(having))
    started = " ".join(seen.inherited.keys() - having.keys())
    for part in ("engine.jobs.reading", "worker preview", "engine.maps.worker", "milvus"):
        assert part in started, part
