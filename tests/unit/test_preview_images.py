"""Which names of pictures are looked for at all."""

from __future__ import annotations

import os
import sys
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


@pytest.mark.skipif(sys.platform == "win32", reason="pipes and links")
def test_a_pipe_or_a_link_in_a_picture_s_place_holds_nobody_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.png")
    with pytest.raises(UnsupportedError):
        read_image(str(tmp_path / "a.md"), "pipe.png")
    outside, folder = tmp_path / "x.png", tmp_path / "docs"
    outside.write_bytes(b"\x89PNG\r\n\x1a\n")
    folder.mkdir()
    (folder / "x.png").symlink_to(outside)
    with pytest.raises(UnsupportedError):
        read_image(str(folder / "a.md"), "x.png")
