"""How a whole library is removed, and what is told when a Milvus server keeps its rows."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from engine.cli import show
from engine.cli.options import list_libraries
from engine.protocol import messages as m

if TYPE_CHECKING:
    from engine.client import Client

_TOLD = ("library", "server", "collections", "rows", "code", "message")


def remove_library(client: Client, name: str, *, as_json: bool) -> None:
    """Remove a library and print those that there are then.

    It is removed whatever its server does: rows that stay there are no reason to fail.
    """
    answer = client.request(m.RemoveLibrary(library=name))
    left = answer if isinstance(answer, m.RowsLeft) else None
    if left is not None:
        _tell(left)
    told = {} if left is None else {"left": {name: getattr(left, name) for name in _TOLD}}
    list_libraries(client, as_json=as_json, besides=told)


def _tell(left: m.RowsLeft) -> None:
    lines = (
        f"findling: {left.library} is removed, but not what its Milvus server keeps of it.",
        f"  {left.server}: {left.message}",
        f"  There, the rows with {left.rows} in the collections called {left.collections}… can be "
        "deleted by hand: see “Milvus servers” in the guide.",
    )
    sys.stderr.write("".join(f"{show.one_line(line)}\n" for line in lines))
