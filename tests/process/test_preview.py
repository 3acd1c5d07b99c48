"""The preview worker and its client: real processes, real files."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import psutil
import pytest

from engine.host.cancellation import Token
from engine.host.launch import python_command
from engine.preview.client import PreviewClient, PreviewFailedError
from engine.preview.jobs import Ask, Job, Looked, Refused
from engine.protocol.documents import (
    DocumentOpened,
    DocumentRead,
    OpenDocument,
    PageRendered,
    ReadDocument,
    RenderPage,
)
from engine.protocol.errors import Cancelled, ReadError
from engine.read import media_type, read_document
from engine.split import split_document

SAMPLES = Path(str(resources.files("resources"))) / "samples"
POLICY = str(SAMPLES / "home" / "insurance-policy.pdf")
CHECK_UP = str(SAMPLES / "한국어" / "건강검진.pdf")
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals")
WILD = Path(__file__).parents[3] / "shared" / "files" / "pdf"


@pytest.fixture
def client() -> Iterator[PreviewClient]:
    client = PreviewClient()
    yield client
    client.close()


@pytest.fixture
def bad_client() -> Iterator[PreviewClient]:
    command = python_command("tests.process.preview_examples")
    client = PreviewClient(command, timeout=1.0)
    yield client
    client.close()


def look(client: PreviewClient, ask: Ask, token: Token | None = None) -> Looked | Refused:
    return client.look(Job(ask, media_type(Path(ask.path))), token or Token())


def opened(client: PreviewClient, path: str) -> DocumentOpened:
    looked = look(client, OpenDocument(library="", path=path))
    assert isinstance(looked, Looked)
    assert isinstance(looked.shown, DocumentOpened)
    return looked.shown


def rendered(client: PreviewClient, ask: RenderPage) -> PageRendered:
    looked = look(client, ask)
    assert isinstance(looked, Looked), looked
    assert isinstance(looked.shown, PageRendered)
    return looked.shown


@pytest.mark.parametrize("path", [POLICY, CHECK_UP])
def test_every_passage_of_a_pdf_has_its_boxes(client: PreviewClient, path: str) -> None:
    assert opened(client, path).kind == "pdf"
    document = read_document(Path(path))
    for passage in split_document(document.text, document.page_starts, []):
        ask = RenderPage(
            library="",
            path=path,
            page=passage.page,
            passage=passage.text,
            marks=((0, 4),),
            best=(0, 20),
        )
        page = rendered(client, ask)
        kinds = {box.kind for box in page.boxes}
        assert kinds == {"passage", "best", "word"}
        assert page.image == b""
        size = opened(client, path).pages[passage.page - 1]
        assert 6 < page.letters * size.height < 16  # points
        for box in page.boxes:
            assert -0.01 <= box.left < box.right <= 1.01
            assert -0.01 <= box.top < box.bottom <= 1.01


def test_a_worker_that_was_warmed_serves_the_first_look() -> None:
    fresh = PreviewClient()
    fresh.warm()
    ends = time.monotonic() + 30
    while fresh.pid is None:
        assert time.monotonic() < ends
        threading.Event().wait(0.01)
    pid = fresh.pid
    assert opened(fresh, POLICY).pages
    assert fresh.pid == pid
    fresh.close()


def test_a_page_is_as_wide_as_it_was_asked_for(client: PreviewClient) -> None:
    page = rendered(client, RenderPage(library="", path=POLICY, page=1, width=800))
    size = opened(client, POLICY).pages[0]
    assert page.width == 800
    assert page.height == pytest.approx(800 * size.height / size.width, abs=1)
    assert page.image.startswith(b"\x89PNG")
    dark = rendered(client, RenderPage(library="", path=POLICY, page=1, width=800, dark=True))
    assert dark.image != page.image


def test_pages_that_are_not_there_are_refused(client: PreviewClient) -> None:
    for page in (0, 99):
        refused = look(client, RenderPage(library="", path=POLICY, page=page, width=100))
        assert isinstance(refused, Refused)


@pytest.mark.parametrize("path", sorted(p for p in SAMPLES.rglob("*.*")), ids=lambda p: p.name)
def test_every_sample_can_be_looked_at_with_the_offsets_of_the_index(
    client: PreviewClient, path: Path
) -> None:
    shown = opened(client, str(path))
    document = read_document(path)
    looked = look(client, ReadDocument(library="", path=str(path), length=200_000))
    assert isinstance(looked, Looked)
    assert isinstance(looked.shown, DocumentRead)
    assert looked.shown.text == document.text
    assert shown.kind == "pdf" or shown.length == len(document.text)


def test_what_cannot_be_read_is_refused_with_its_code(
    client: PreviewClient, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 and nothing more")
    missing = look(client, OpenDocument(library="", path=str(tmp_path / "missing.md")))
    damaged = look(client, OpenDocument(library="", path=str(broken)))
    assert isinstance(missing, Refused)
    assert isinstance(damaged, Refused)
    assert (missing.code, damaged.code) == ("vanished", "damaged")


@POSIX
def test_a_worker_that_was_killed_is_replaced(client: PreviewClient) -> None:
    opened(client, POLICY)
    pid = client.pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    psutil.wait_procs([psutil.Process(pid)] if psutil.pid_exists(pid) else [], timeout=10)
    assert rendered(client, RenderPage(library="", path=POLICY, page=1, width=200)).image
    assert client.pid != pid


@POSIX
def test_a_file_that_kills_the_worker_is_left_alone_and_the_others_go_on(
    bad_client: PreviewClient,
) -> None:
    assert opened(bad_client, POLICY).pages
    with pytest.raises(PreviewFailedError):
        look(bad_client, OpenDocument(library="", path="/crash.pdf"))
    assert opened(bad_client, POLICY).pages
    pid = bad_client.pid
    with pytest.raises(PreviewFailedError):
        look(bad_client, OpenDocument(library="", path="/crash.pdf"))
    assert bad_client.pid == pid


def test_a_file_that_never_ends_is_given_up(bad_client: PreviewClient) -> None:
    with pytest.raises(PreviewFailedError):
        look(bad_client, OpenDocument(library="", path="/hang.pdf"))
    assert opened(bad_client, POLICY).pages


def test_a_look_that_was_called_off_does_not_hold_the_next_one_up(
    bad_client: PreviewClient,
) -> None:
    opened(bad_client, POLICY)
    token = Token()
    timer = threading.Timer(0.1, token.cancel)
    timer.start()
    with pytest.raises(Cancelled):
        look(bad_client, OpenDocument(library="", path="/hang.pdf"), token)
    assert opened(bad_client, CHECK_UP).pages


@pytest.mark.skipif(not WILD.is_dir(), reason="no collection of strange files here")
def test_strange_pdfs_are_shown_or_refused_and_nearly_all_passages_found(
    client: PreviewClient,
) -> None:
    passages = found = 0
    for path in sorted(WILD.glob("*.pdf"))[:40]:
        looked = look(client, OpenDocument(library="", path=str(path)))
        if isinstance(looked, Refused):
            continue
        try:
            document = read_document(path)
        except ReadError:
            continue
        for passage in split_document(document.text, document.page_starts, [])[:20]:
            ask = RenderPage(library="", path=str(path), page=passage.page, passage=passage.text)
            page = look(client, ask)
            passages += 1
            found += isinstance(page, Looked) and bool(getattr(page.shown, "boxes", ()))
    assert found >= 0.95 * passages
