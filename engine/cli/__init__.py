"""The command line ``findling``: a client of the engine, without Qt.

Exit codes: 0 done, 1 the user's world (message and hint on stderr), 2 usage.
"""

from __future__ import annotations

from engine.cli.main import main

__all__ = ["main"]
