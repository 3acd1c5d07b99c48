"""Which names of pictures are looked for at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.preview.images import read_image
from engine.read.errors import UnsupportedError

ELSEWHERE = (
    "%5C%5Cevil%5Cs%5Cx.png",
    "%2F%2Fevil/s/x.png",
    "/%5Cevil/s/x.png",
    "/\\evil/s/x.png",
    "\\\\evil\\s\\x.png",
    "//evil/s/x.png",
    "img%5C..%5Cx.png",
    "C:/x.png",
    "C%3A/x.png",
    "%43:x.png",
    "/x.png",
    "%2Fx.png",
    "http://evil/x.png",
    "x%00.png",
)


@pytest.mark.parametrize("name", ELSEWHERE)
def test_a_name_that_leads_elsewhere_is_refused_before_any_look_at_the_disk(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[object] = []
    monkeypatch.setattr(Path, "resolve", lambda self, **_: looked.append(self) or self)  # pyright: ignore
    with pytest.raises(UnsupportedError):
        read_image(str(tmp_path / "a.md"), name)
    assert not looked
