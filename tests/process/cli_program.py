"""The command line as tests call it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.process import cli_forks


class Program:
    """`findling` on a state folder of its own."""

    def __init__(self, data: Path) -> None:
        self.data = data

    def run(
        self, *arguments: str, typed: str = "", terminal: int | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run one command to its end.

        Args:
            arguments: of the command.
            typed: what is piped into it.
            terminal: a file descriptor that is its input instead.
        """
        environment = {**os.environ, "FINDLING_DATA": str(self.data), "COLUMNS": "120"}
        if sys.platform == "linux":  # Darwin has no such sockets, and forks no frameworks
            return cli_forks.run(arguments, environment, typed, terminal)
        return subprocess.run(
            [sys.executable, "-m", "engine.cli", *arguments],
            capture_output=True,
            input=typed if terminal is None else None,
            stdin=terminal,
            text=True,
            encoding="utf-8",
            timeout=120,
            env=environment,
            check=False,
        )

    def json(self, *arguments: str, typed: str = "") -> Any:  # noqa: ANN401 - any JSON document
        """Run one command that must succeed; returns what it printed as JSON."""
        done = self.run(*arguments, "--json", typed=typed)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)
