"""Names that come from elsewhere stay in the folder that they are meant for."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.host.paths import DataFolder
from engine.models.entry import HubFile
from engine.store.settings import LibrarySettings

HOSTILE = ["../x", "a/../../x", "/etc/x", "..", "", "a//b", "C:x", "a\\..\\x", "a/./b", "\0"]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_that_leads_out_of_its_folder_is_no_file_of_a_model(name: str) -> None:
    with pytest.raises(ValueError, match="plain file name"):
        HubFile(name=name)
    if name:
        with pytest.raises(ValueError, match="path in a repository"):
            HubFile(name="model.onnx", path=name)


@pytest.mark.parametrize("name", ["../x", "a/b", "", ".", "a.b", "x" * 65, "-a", "a\0"])
def test_a_library_whose_id_leads_elsewhere_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="id of a library"):
        LibrarySettings(id=name, name="x")
    if not name.strip("x-a") or "x" in name[:1]:
        return
    with pytest.raises(ValueError, match="library id"):
        DataFolder(tmp_path).library(name)
