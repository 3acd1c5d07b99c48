"""The command line as tests call it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any


class Program:
    """`findling` on a state folder of its own."""

    def __init__(self, data: Path) -> None:
        self.data = data

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run one command to its end."""
        environment = {**os.environ, "FINDLING_DATA": str(self.data), "COLUMNS": "120"}
        return subprocess.run(
            [sys.executable, "-m", "engine.cli", *arguments],
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            env=environment,
            check=False,
        )

    def json(self, *arguments: str) -> Any:  # noqa: ANN401 - any JSON document
        """Run one command that must succeed; returns what it printed as JSON."""
        done = self.run(*arguments, "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)
