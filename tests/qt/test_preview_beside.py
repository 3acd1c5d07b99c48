"""Which pictures of a document are asked for."""

from __future__ import annotations

import pytest

from app.preview.setting import is_beside


@pytest.mark.parametrize(
    "name",
    [
        "%5C%5Cevil%5Cs%5Cx.png",
        "%2F%2Fevil/s/x.png",
        "/\\evil/s/x.png",
        "</\\evil/s/x.png>",
        "img%5Cx.png",
        "C%3A/x.png",
        "/x.png",
        "x%00.png",
    ],
)
def test_a_picture_elsewhere_is_never_asked_for(name: str) -> None:
    assert is_beside("img/a%20plan.png")
    assert not is_beside(name)
