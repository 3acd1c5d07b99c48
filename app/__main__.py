"""``python -m app``: the window. A second start hands its wishes to the first and ends."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from app.shell.calling import Request, activation_token, address_of, hand_over
from app.shell.displaying import NoDisplayError, require_display
from app.shell.naming import folder_of, named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.shell.calling import Address
    from app.shell.portrait import Portrait
    from app.shell.single import Single
    from app.wiring import Program

_DATA = "--data"
_FOLLOW = "--follow"
_PATIENCE = 5.0
"""Seconds that a window which holds the lock may take to answer; then another one opens."""


def main(argv: Sequence[str] | None = None) -> int:
    """Show the window until it is closed.

    Args:
        argv: arguments without the program's name; None takes the process's.

    Returns:
        The exit status: 0, or 1 when a picture was asked for and could not be taken.

    Raises:
        NoDisplayError: there is nothing to show a window on, and no window that could be called.
    """
    options = read_options(sys.argv[1:] if argv is None else argv)
    request = _request(options)
    address = None if options.screenshot else _address(options.data)
    if address is not None and hand_over(address, request):
        return 0  # before Qt is loaded
    require_display()
    return _run(options, request, address)


def read_options(argv: Sequence[str]) -> argparse.Namespace:
    """Understand a start's arguments; ends with status 2 where they make no sense.

    Whoever wrote a link wrote a part of the command line: Windows puts it between quotation marks
    as it is, and one in it ends the argument. So nothing may follow a link, and before it stands
    at most the folder of the state.
    """
    parser = _parser()
    options = parser.parse_args(argv)
    if options.follow is not None:
        before = list(argv[: argv.index(_FOLLOW)]) if _FOLLOW in argv else [_FOLLOW]
        alone = not before or (len(before) == 2 and before[0] == _DATA)
        if not alone or len(argv) > len(before) + 2:
            parser.error(
                f"{_FOLLOW} stands alone, with one findling:// link. "
                "Each part of a link is percent-encoded: a quotation mark is %22."
            )
    return options


def _run(options: argparse.Namespace, request: Request, address: Address | None) -> int:
    import gc
    import signal

    from PySide6.QtCore import QTimer

    from app.look.icons import program_icon
    from app.shell.application import Application
    from app.shell.sweeping import Sweeper
    from app.wiring import build

    single = _claim(address)
    if single is None and address:
        if hand_over(address, request, patience=_PATIENCE):
            return 0
        single = _succeed(address)
    application = Application(sys.argv[:1])
    application.setApplicationName("Findling")
    application.setDesktopFileName("findling")
    application.setWindowIcon(program_icon())
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    program = build(application, data=options.data, library=options.library, scheme=options.theme)
    application.opened.connect(program.called.carry_out)
    portrait = _begin(program, options, request)
    if portrait is not None:
        portrait.ended.connect(application.quit)
    gc.freeze()  # the window stays: looking through all of it would take a frame or two
    Sweeper(application)
    if portrait is None:  # its end is none of the engine's
        application.end_wanted.connect(program.staying.give_way)
    if single is not None:
        single.requested.connect(program.called.carry_out)
        single.listen()
    QTimer.singleShot(0, program.link.connect_now)
    status = application.exec()
    if single is not None:
        single.release()
    if program.staying.restarting:
        _start_again(options)
    return status if portrait is None else portrait.status


def _begin(program: Program, options: argparse.Namespace, request: Request) -> Portrait | None:
    if options.background:
        program.staying.begin_quietly(keys=program.keys.holds)
    else:
        program.window.show()
    if request.query:
        program.window.search.field.setText(request.query)
    program.called.lead(request)
    if not options.screenshot:
        return None
    from app.shell.portrait import Portrait

    return Portrait(program.window, program.link, options.screenshot)


def _request(options: argparse.Namespace) -> Request:
    links, paths = named(options.paths)
    return Request(
        query=options.query,
        paths=paths,
        link=options.follow or "".join(links[-1:]),
        folder=folder_of(options.search_folder or ""),
        toggle=options.toggle,
        quiet=options.background,
        library=options.library,
        theme=options.theme,
        token=activation_token(),
    )


def _address(data: str | None) -> Address | None:
    from engine.client import FindlingError, data_folder

    try:
        return address_of(data_folder(data).root)
    except FindlingError:
        return None  # the window will say what is wrong with the folder


def _claim(address: Address | None) -> Single | None:
    if address is None:
        return None
    from app.shell.single import Single

    single = Single(address)
    return single if single.claim() else None


def _succeed(address: Address) -> Single | None:
    from app.shell.single import Single

    single = Single(address)
    return single if single.succeed() else None


def _start_again(options: argparse.Namespace) -> None:
    import subprocess

    from app.shell.own_command import own_command

    kept = ((_DATA, options.data), ("--library", options.library), ("--theme", options.theme))
    chosen = [part for name, value in kept if value for part in (name, value)]
    subprocess.Popen(own_command(*chosen))  # noqa: S603 - our own command


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="findling window", description="Findling's window.")
    parser.add_argument(
        "paths",
        nargs="*",
        metavar="PATH|LINK",
        help="add this to the library; a findling:// link is followed instead",
    )
    parser.add_argument(
        "--search-folder", metavar="DIR", help="search in this folder; offer to add it if need be"
    )
    parser.add_argument(
        _FOLLOW,
        nargs="?",  # a desktop entry's %u is nothing where no link was given
        const="",
        metavar="LINK",
        help="follow a findling:// link; for desktops and browsers: no other option goes with it",
    )
    parser.add_argument(_DATA, metavar="DIR", help="where Findling keeps its state")
    parser.add_argument("--library", default="", metavar="NAME", help="search only this library")
    parser.add_argument("--query", default="", metavar="TEXT", help="search for this at once")
    parser.add_argument(
        "--theme", choices=("system", "light", "dark"), default="", help="light or dark"
    )
    parser.add_argument(
        "--toggle",
        action="store_true",
        help="bring the window, or put it away where it is in front: for the desktop's own keys",
    )
    parser.add_argument(
        "--background", action="store_true", help="start without a window, as at login"
    )
    parser.add_argument(
        "--screenshot",
        metavar="FILE",
        help="save a picture of the window once the results are final, then close",
    )
    return parser


if __name__ == "__main__":
    try:
        sys.exit(main())
    except NoDisplayError as missing:
        sys.exit(f"findling: {missing}\n  {missing.hint}")  # status 1
