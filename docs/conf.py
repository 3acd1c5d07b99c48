"""Settings: ``python -m sphinx -W --keep-going docs build/docs`` makes the pages offline."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from engine import __version__

project = "Findling"
author = copyright = "the Findling contributors"  # noqa: A001 - the name that Sphinx reads
version = release = __version__
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]
myst_heading_anchors = 3
html_theme = "furo"
html_title = f"Findling {release}"
html_copy_source = html_show_sourcelink = False
