"""Keys and vendors' models of a service that tests ask: a keyring in memory, loopback servers."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import keyring
import pytest

from engine.models.holdings import Holdings
from engine.protocol import messages as m
from tests.unit.keyrings import Working
from tests.unit.service_engine import Engine
from tests.vendors.entries import entry_at
from tests.vendors.servers import VendorServer

KEY = "sk-secret/of+nobody=42"
WRONG = "sk-wrong-1234567890"


@contextmanager
def ringing() -> Generator[Working]:
    """Have a keyring of one's own, and no key in the environment."""
    with pytest.MonkeyPatch.context() as patched:
        for name in ("OPENAI", "VOYAGE", "JINA", "COHERE", "GEMINI"):
            patched.delenv(f"{name}_API_KEY", raising=False)
        before, working = keyring.get_keyring(), Working()
        keyring.set_keyring(working)
        try:
            yield working
        finally:
            keyring.set_keyring(before)


@contextmanager
def voyage_for(folder: Path) -> Generator[VendorServer]:
    """Have a vendor whose entries lead to this machine, as those of a mirror would.

    Args:
        folder: of the engine's data.
    """
    with VendorServer("voyage", key=KEY) as server:
        holdings = Holdings(folder / "models")
        for model in ("voyage-4", "voyage-rerank-2.5"):
            holdings.keep(entry_at(server, model, id=f"my-{model}"))
        yield server


def models(engine: Engine) -> dict[str, m.ModelInfo]:
    listed = engine.last(m.ListModels())
    assert isinstance(listed, m.ModelsListed)
    return {model.id: model for model in listed.models}


def code(event: m.Event) -> str:
    return event.code if isinstance(event, m.Failed) else ""
