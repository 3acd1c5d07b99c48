"""A data folder that others may write to: nothing of theirs is believed, and the person is told."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from engine.host.endpoint import Endpoint, read_endpoint, write_endpoint
from engine.host.paths import DataFolder
from engine.service import diagnosis

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX owners and modes")
NOBODY = 65534


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may give")
def test_a_door_that_another_user_published_is_not_knocked_at(tmp_path: Path) -> None:
    data, endpoint = DataFolder(tmp_path), Endpoint("/tmp/theirs", b"their key", 1, "1")
    write_endpoint(data, endpoint)
    assert read_endpoint(data) == endpoint
    os.chown(data.engine_file, NOBODY, NOBODY)
    assert read_endpoint(data) is None


@pytest.mark.parametrize(("mode", "ok"), [(0o700, True), (0o755, True), (0o777, False)])
def test_who_keeps_the_index_where_all_may_write_is_told(
    tmp_path: Path, mode: int, *, ok: bool
) -> None:
    tmp_path.chmod(mode)
    check = diagnosis._folder(DataFolder(tmp_path))
    assert check.ok is ok
    assert ("chmod" in check.hint) is not ok
