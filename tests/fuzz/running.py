"""Runs one target in a process of its own: ``python -m tests.fuzz.running TARGET FOLDER …``.

Atheris (libFuzzer for Python) makes inputs by mutation and keeps those that reach new code. Finds
are written down and do not end the run, except where libFuzzer itself ends it: an input that
takes a minute, two gigabytes, or the whole process.
"""

from __future__ import annotations

import contextlib
import hashlib
import sys
import traceback
from importlib import import_module
from pathlib import Path
from typing import Any

PATIENCE = 10.0
"""How much slower instrumented code at the lowest priority may be."""


def main(name: str, finds: Path, arguments: list[str]) -> None:
    """Fuzz until libFuzzer's limits (``arguments``) are reached."""
    atheris: Any = import_module("atheris")  # it ships no types
    with atheris.instrument_imports(include=["engine"], enable_loader_override=False):
        from tests.fuzz.targets import BY_NAME
    from tests.fuzz.target import judge

    target = BY_NAME[name]
    known: set[str] = set()

    def one(data: bytes) -> None:
        verdict = judge(target, data, patience=PATIENCE)
        if verdict is None or verdict.reason in known:
            return
        known.add(verdict.reason)
        digest = hashlib.sha256(data).hexdigest()[:12]
        (finds / f"find-{digest}").write_bytes(data)
        with contextlib.suppress(OSError):
            said = "".join(traceback.format_exception(verdict.error)) if verdict.error else ""
            (finds / f"find-{digest}.txt").write_text(f"{verdict.reason}\n{said}")

    limits = [f"-max_len={target.longest}", "-timeout=60", "-rss_limit_mb=2048"]
    own = [f"-artifact_prefix={finds}/", "-print_final_stats=1", "-verbosity=0"]
    atheris.Setup([sys.argv[0], *arguments, *limits, *own], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])
