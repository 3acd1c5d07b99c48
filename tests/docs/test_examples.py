"""What the pages show for programs does what they say."""

from __future__ import annotations

import re
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
