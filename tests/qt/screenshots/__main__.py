"""Makes pictures of every state of the window, from a real engine and the real samples.

``python -m tests.qt.screenshots FOLDER`` makes each in light and dark, at 1× and 2×, in English and
Korean: ``FOLDER/en-light-1x/results.png`` and so on. ``--only``, ``--languages``, ``--schemes`` and
``--scales`` choose among them. The status is 1 when a state could not be reached.
"""

from __future__ import annotations

import argparse
import itertools
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.qt.screenshots.home import end_engine, furnish
from tests.qt.screenshots.states import STATES

PATIENCE = 300
"""Seconds for all pictures of one language, scheme and scale."""


def main() -> int:
    """Make the pictures; the exit status."""
    options = _parser().parse_args()
    folder = Path(options.folder).resolve()
    with tempfile.TemporaryDirectory(prefix="findling-pictures-") as name:
        home = furnish(Path(name))
        done = [
            _sit(home, folder, language, scheme, scale, options.only)
            for language, scheme, scale in itertools.product(
                options.languages.split(","), options.schemes.split(","), options.scales.split(",")
            )
        ]
        end_engine(home)
    return 0 if all(done) else 1


def _sit(home: Path, folder: Path, language: str, scheme: str, scale: str, only: str) -> bool:
    """Make one set in a process of its own: Qt takes its scale from the environment."""
    target = folder / f"{language}-{scheme}-{scale}x"
    command = [sys.executable, "-m", "tests.qt.screenshots.sitting"]
    command += [str(home), str(target), language, scheme, only]
    environment = os.environ | {"HOME": str(home), "QT_SCALE_FACTOR": scale}
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    return subprocess.run(command, env=environment, check=False, timeout=PATIENCE).returncode == 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Pictures of every state of the window.")
    parser.add_argument("folder", help="where they go")
    parser.add_argument("--languages", default="en,ko")
    parser.add_argument("--schemes", default="light,dark")
    parser.add_argument("--scales", default="1,2")
    parser.add_argument("--only", default="", help=f"some of {','.join(STATES)}")
    return parser


if __name__ == "__main__":
    sys.exit(main())
