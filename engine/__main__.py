"""``python -m engine serve`` is the engine; ``python -m engine worker …`` is one of its workers.

What a person runs is `findling` (`engine.cli`).
"""

from __future__ import annotations

import argparse
import os
import sys


def main(arguments: list[str] | None = None) -> int:
    """Run the process that the arguments name; return its exit status."""
    parser = argparse.ArgumentParser(prog="python -m engine", description=__doc__)
    kinds = parser.add_subparsers(dest="kind", required=True)
    serve = kinds.add_parser("serve", help="run the engine of a data folder")
    serve.add_argument("--data", metavar="DIR")
    worker = kinds.add_parser("worker", help="run a worker; only the engine does that")
    worker.add_argument("work", choices=("reader", "embedder", "preview"))
    chosen = parser.parse_args(arguments)
    if chosen.kind == "worker":
        return _work(str(chosen.work))
    return _serve(chosen.data)


def _work(work: str) -> int:
    if work == "reader":
        from engine.jobs.reading import main as run
    elif work == "preview":
        from engine.preview.worker import main as run
    else:
        from engine.models.embedder import main as run
    run()
    return 0


def _serve(data: str | None) -> int:
    if sys.platform != "win32":
        os.umask(0o077)  # whatever the engine and its children write is the user's alone
    from engine.service.process import run_engine

    return run_engine(data)


if __name__ == "__main__":
    sys.exit(main())
