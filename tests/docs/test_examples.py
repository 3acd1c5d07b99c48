"""What the pages show for programs does what they say."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from engine.models.families import Addition, _checked
from tests.docs.pages import ROOT


def test_the_example_of_a_model_family_is_one():
    page = (ROOT / "docs/developers/extending.md").read_text("utf-8")
    (code,) = re.findall(r"^```python\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    names: dict[str, Any] = {}
    exec(compile(code, "extending.md", "exec"), names)
    added = _checked(names["addition"](), {"static"})
    assert isinstance(added, Addition)
    assert added.family.module == "my_package.model"
    assert added.entries[0].family == added.family.name


def test_steps_of_extending_name_what_is_there():
    page = (ROOT / "docs/developers/extending.md").read_text("utf-8")
    for name, place in re.findall(r"`([A-Z_]{4,})` (?:in|of) `([\w/]+\.py)`", page):
        assert f"{name} = " in (ROOT / place).read_text("utf-8"), name
    assert "TEXTUAL = " in (ROOT / "engine/read/names.py").read_text("utf-8")


def test_the_map_has_the_layers_that_imports_are_held_to():
    page = (ROOT / "docs/developers/map.md").read_text("utf-8")
    (block,) = re.findall(r"^```text\n(app .*?)^```", page, re.MULTILINE | re.DOTALL)
    drawn = [re.sub(r"^(?:app|engine)?\s+|\s{2,}.*$", "", line) for line in block.splitlines()]
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    layers = {tuple(one["containers"]): one["layers"] for one in contracts if "containers" in one}
    assert drawn == [*layers[("app",)], *layers[("engine",)]]
