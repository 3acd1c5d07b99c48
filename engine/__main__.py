"""``python -m engine serve`` is the engine; ``python -m engine worker …`` is one of its workers.

``python -m engine desktop-search`` is what a desktop starts over D-Bus, without the command line's
imports. What a person runs is `findling` (`engine.cli`).
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
    desktop = kinds.add_parser("desktop-search", help="serve the desktop's own search over D-Bus")
    desktop.add_argument("--data", metavar="DIR")
    desktop.add_argument("--idle", metavar="SECONDS", type=float, default=60.0)
    chosen = parser.parse_args(arguments)
    if chosen.kind == "desktop-search":
        return _serve_desktop(chosen.data, chosen.idle)
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


def _serve_desktop(data: str | None, idle: float) -> int:
    from engine.desktop.process import serve
    from engine.protocol.errors import FindlingError

    try:
        serve(data, idle=idle)
    except FindlingError as error:
        sys.stderr.write(f"findling: {error}\n  {error.hint}\n")
        return 1
    return 0


def _serve(data: str | None) -> int:
    if sys.platform != "win32":
        os.umask(0o077)  # whatever the engine and its children write is the user's alone
    from engine.service.process import run_engine

    return run_engine(data)


if __name__ == "__main__":
    sys.exit(main())
