"""A map and its page, for the tests of them."""

from __future__ import annotations

import numpy as np
from pytestqt.qtbot import QtBot

from app.maps.atlas import Atlas
from app.maps.page import MapPage
from app.maps.view import MapView
from engine.protocol.messages import Cluster, MapMade

PATIENCE = 60_000


def made_map(size: int = 300, *, library: str = "Default", **changes: object) -> MapMade:
    """Three groups side by side, by their numbers modulo three."""
    draw_ = np.random.default_rng(4)
    groups = (np.arange(size) % 3).astype("<i2")
    places = draw_.normal(0, 0.03, (size, 2)) + np.column_stack(
        [0.2 + 0.3 * groups, 0.5 + 0 * groups]
    )
    clusters = tuple(
        Cluster(terms=terms, x=0.2 + 0.3 * at, y=0.5, documents=int((groups == at).sum()))
        for at, terms in enumerate((("bread", "dough"), ("lava", "ash"), ("여권", "발급")))
    )
    fields: dict[str, object] = {
        "library": library,
        "made": 1.7e9,
        "stale": False,
        "changed": 0,
        "left_out": 0,
        "paths": tuple(f"/docs/{at}.txt" for at in range(size)),
        "titles": tuple("" if at else "The first" for at in range(size)),
        "xs": places[:, 0].clip(0, 1).astype("<f4").tobytes(),
        "ys": places[:, 1].clip(0, 1).astype("<f4").tobytes(),
        "clusters_of": groups.tobytes(),
        "modified": np.full(size, 1.7e9, "<f8").tobytes(),
        "clusters": clusters,
    }
    return MapMade(**{**fields, **changes})  # pyright: ignore[reportArgumentType]


def unroll(qtbot: QtBot, page: MapPage, made: MapMade) -> None:
    """Show a map on a page, and wait until it is drawn."""
    with qtbot.waitSignal(page.view.unrolled, timeout=PATIENCE):
        page.show_map(made)
    qtbot.waitUntil(lambda: page.view.drawn, timeout=PATIENCE)


def atlas_of(view: MapView) -> Atlas:
    """Return the documents that a view shows."""
    assert view.atlas is not None
    return view.atlas
