"""What the tests of killed engines share: a corpus, the real program on it, and what it leaves."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil

from engine.client import Client
from engine.host.launch import child_environment
from engine.host.paths import DataFolder
from engine.jobs.index import CATALOGUE_FILE
from engine.protocol import messages as m
from engine.store.catalogue_reading import CatalogueReader
from tests.process.killed_index import HITS, Answers, Known, Span, read_known

SAMPLES = Path(__file__).parents[2] / "resources" / "samples"
QUERIES = (
    "money back if I am unhappy with my purchase",
    "dog ate something poisonous",
    "만년필 일기",
    "alternator can recharge the battery",
    "the zyzzyva of report 11",
)
PATIENCE = 120.0
MARK = "FINDLING_TEST_ENGINE"
"""Environment: inherited by an engine and all its children, who are found by it when orphaned."""
_SUFFIXES = (".md", ".txt", ".html", ".csv", ".py", ".rst")


def make_corpus(folder: Path, files: int, words: int) -> None:
    """Copy the samples and write ``files`` more of many kinds, about ``words`` words on average."""
    shutil.copytree(SAMPLES, folder / "samples")
    chance = random.Random(f"{files} {words}")
    texts = "\n".join(path.read_text("utf-8") for path in sorted(SAMPLES.rglob("*.md")))
    vocabulary = sorted({word for word in texts.split() if word.isalpha()})
    for number in range(files):
        path = folder / f"sub{number % 7}" / f"report{number}{_SUFFIXES[number % 6]}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_text(number, int(words * chance.lognormvariate(-0.5, 1)), vocabulary))
    (folder / "damaged.docx").write_bytes(b"PK\x03\x04 cut off")
    (folder / "damaged.pdf").write_bytes(b"%PDF-1.7\n" + b"no object in it\n" * 9)
    shutil.copy(folder / "sub0" / "report0.md", folder / "same content.md")
    (folder / "empty.txt").write_text("")


def _text(number: int, words: int, vocabulary: list[str]) -> str:
    chance = random.Random(number)
    parts = [f"# Report {number}", f"The zyzzyva of report {number} is a weevil."]
    for part in range(words // 60 + 1):
        parts.append(f"## Part {part}")
        parts.append(" ".join(chance.choices(vocabulary, k=60)) + ".")
    return "\n\n".join(parts)


class Findling:
    """The program on a data folder of its own."""

    def __init__(self, root: Path, *, rerank: bool = False) -> None:
        """Nothing is started yet; ``rerank``: compare refined answers, which take seconds."""
        self.root = root
        self.rerank = rerank
        self.data = DataFolder(root)

    def connect(self) -> Client:
        """Return a client; the engine that this starts can be found by its mark."""
        self.root.mkdir(exist_ok=True)
        os.environ[MARK] = str(self.root)
        try:
            return Client.connect(self.data, timeout=PATIENCE)
        finally:
            del os.environ[MARK]

    def json(self, *arguments: str) -> Any:  # noqa: ANN401 - any JSON document
        """Run a command of the command line; return what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", "engine.cli", "--data", str(self.root), *arguments, "--json"],
            capture_output=True,
            encoding="utf-8",
            timeout=PATIENCE,
            env=child_environment({MARK: str(self.root)}),
            check=False,
        )
        assert done.returncode == 0, f"{arguments}: {done.stderr}\n{self.engine_log()}"
        return json.loads(done.stdout)

    def engine_log(self) -> str:
        return self.data.log_file.read_text("utf-8", "replace")

    def processes(self, *words: str) -> list[psutil.Process]:
        """Return this data folder's living processes whose command line has all these words."""
        return [
            process
            for process in psutil.process_iter()
            if _marked(process, self.root) and _has(process, words)
        ]

    def kill(self, pid: int) -> list[psutil.Process]:
        """Kill the engine; return who is left of its children after a while: nobody, one hopes."""
        psutil.Process(pid).kill()
        deadline = time.monotonic() + 10
        # Not by psutil's wait: some containers' first process leaves dead orphans for seconds
        while (alive := self.processes()) and time.monotonic() < deadline:
            threading.Event().wait(0.05)
        return alive

    def known(self) -> Known:
        """Return what the index holds, having ended the engine and checked the store against it."""
        answers = self.answers()
        self.quit()
        (folder,) = (self.root / "libraries").iterdir()
        reader = CatalogueReader(folder / CATALOGUE_FILE)
        try:
            return read_known(reader, folder, answers)
        finally:
            reader.close()

    def answers(self) -> Answers:
        """Ask the running engine all questions."""
        with Client.connect(self.data, start=False) as client:
            return {query: self._hits(client, query) for query in QUERIES}

    def _hits(self, client: Client, query: str) -> dict[Span, float]:
        """Ask until the reranker was in time: what it has done is cached, so that it gets there."""
        question = m.Search(query=query, limit=HITS, rerank=self.rerank, interim=False)
        before: dict[Span, float] | None = None
        for _ in range(20):
            answer = client.request(question)
            assert isinstance(answer, m.SearchFinished)
            if not any(note.code == "not-reranked" for note in answer.notes):
                hits = {(hit.path, hit.start, hit.end): hit.score for hit in answer.hits}
                if hits == before:
                    return hits
                before = hits  # names of new files are known a moment after their passages
            threading.Event().wait(0.3)
        raise AssertionError("the order is never refined")

    def quit(self) -> None:
        """End the engine as a person does, and wait until all its processes are gone."""
        processes = self.processes()
        with Client.connect(self.data, start=False) as client:
            client.request(m.Quit())
        _, alive = psutil.wait_procs(processes, timeout=30)
        assert not alive


class Watch:
    """Follows an engine's runs through a client."""

    def __init__(
        self, client: Client, until: Callable[[m.Progress], bool] = lambda _: False
    ) -> None:
        """Notice the first report for which ``until`` holds."""
        self.noticed = threading.Event()
        self.over = threading.Event()
        """Set by the end of the run that `index` asked for, and by the end of the engine."""
        self.finished: m.IndexFinished | None = None
        self.failed: m.Failed | None = None
        self._client = client
        self._until = until
        client.listen(self._take, self.over.set)
        client.send(m.Subscribe())

    def index(self) -> None:
        """Ask for a run, or join the one under way."""
        self._client.send(m.Index())

    def _take(self, event: m.Event) -> None:
        if isinstance(event, m.IndexFinished):
            self.finished = event
            self.over.set()
        elif isinstance(event, m.Failed):
            self.failed = event
            self.over.set()
        elif isinstance(event, m.ProgressChanged) and self._until(event.progress):
            self.noticed.set()


def end_all(folder: Path) -> None:
    """Kill what a failed test left running on data folders in ``folder``."""
    for root in folder.iterdir():
        for process in Findling(root).processes():
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()


def _marked(process: psutil.Process, root: Path) -> bool:
    try:
        return process.environ().get(MARK) == str(root)
    except psutil.Error:  # gone, or somebody else's
        return False


def _has(process: psutil.Process, words: tuple[str, ...]) -> bool:
    try:
        line = " ".join(process.cmdline())
    except psutil.Error:
        return False
    return all(word in line for word in words)
