"""All targets by name."""

from __future__ import annotations

from tests.fuzz import other_targets, reader_targets
from tests.fuzz.target import Target

BY_NAME: dict[str, Target] = {
    target.name: target for target in (*reader_targets.TARGETS, *other_targets.TARGETS)
}
