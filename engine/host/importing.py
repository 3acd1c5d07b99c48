"""``python -m engine.host.importing MODULE`` imports it and ends: whether it can be loaded here."""

from __future__ import annotations

import importlib
import sys

if __name__ == "__main__":
    importlib.import_module(sys.argv[1])
