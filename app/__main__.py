"""``python -m app``: the window."""

from __future__ import annotations

import argparse
import signal
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app.look.icons import program_icon
from app.look.style import SCHEMES
from app.shell.portrait import Portrait
from app.wiring import build

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Show the window until it is closed.

    Args:
        argv: arguments without the program's name; None takes the process's.

    Returns:
        The exit status: 0, or 1 when a picture was asked for and could not be taken.
    """
    options = _parser().parse_args(argv)
    application = QApplication(sys.argv[:1])
    application.setApplicationName("Findling")
    application.setDesktopFileName("findling")
    application.setWindowIcon(program_icon())
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    program = build(application, data=options.data, library=options.library, scheme=options.theme)
    program.window.show()
    if options.query:
        program.window.search.field.setText(options.query)
    portrait = None
    if options.screenshot:
        portrait = Portrait(program.window, program.link, options.screenshot)
    QTimer.singleShot(0, program.link.connect_now)
    status = application.exec()
    return status if portrait is None else portrait.status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="findling window", description="Findling's window.")
    parser.add_argument("--data", metavar="DIR", help="where Findling keeps its state")
    parser.add_argument("--library", default="", metavar="NAME", help="search only this library")
    parser.add_argument("--query", default="", metavar="TEXT", help="search for this at once")
    parser.add_argument("--theme", choices=SCHEMES, default="", help="light or dark")
    parser.add_argument(
        "--screenshot",
        metavar="FILE",
        help="save a picture of the window once the results are final, then close",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
