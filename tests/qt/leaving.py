"""``python -m tests.qt.leaving MOMENT WAY``: leaves a map while it is drawn; must end with 0."""

from __future__ import annotations

import sys
from typing import cast

import numpy as np
from PySide6.QtWidgets import QApplication
from shiboken6 import Shiboken

from app.maps.page import MapPage
from engine.protocol.messages import Cluster, MapMade

MOMENTS = ("at once", "unrolled", "drawn", "many orders")
WAYS = ("closed", "kept", "exit", "deleted", "another page")
_SIZE = 20_000


def made() -> MapMade:
    """A map that takes a while to draw."""
    places = np.random.default_rng(4).random((2, _SIZE)).astype("<f4")
    return MapMade(
        library="Default",
        made=1.7e9,
        stale=False,
        changed=0,
        left_out=0,
        paths=tuple(f"/docs/{at}.txt" for at in range(_SIZE)),
        titles=("",) * _SIZE,
        xs=places[0].tobytes(),
        ys=places[1].tobytes(),
        clusters_of=np.zeros(_SIZE, "<i2").tobytes(),
        modified=np.zeros(_SIZE, "<f8").tobytes(),
        clusters=(Cluster(terms=("bread",), x=0.5, y=0.5, documents=_SIZE),),
    )


def leave(page: MapPage, way: str) -> None:
    """Go while a picture is being drawn."""
    match way:
        case "exit":
            sys.exit(0)
        case "deleted":
            Shiboken.delete(page)
        case "another page":
            page.hide()
        case _:
            page.close()
    QApplication.quit()


def main(moment: str, way: str) -> MapPage | None:
    """Show a map and leave it."""
    application = QApplication([])
    page = MapPage()
    page.resize(900, 640)
    page.show()
    page.show_map(made())
    canvas = page.view
    if moment != "at once":
        canvas.unrolled.connect(application.quit)
        application.exec()
    if moment == "drawn":
        canvas._sheet.renewed.connect(application.quit)
        application.exec()
    if moment == "many orders":
        for _ in range(30):
            canvas.zoom_in()
    leave(page, way)
    return page if way == "kept" else None


if __name__ == "__main__":
    kept = main(*cast("tuple[str, str]", tuple(sys.argv[1:])))
