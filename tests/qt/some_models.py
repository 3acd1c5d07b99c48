"""Models as the engine describes them, for tests of what the window makes of that."""

from __future__ import annotations

from engine.protocol.messages import ModelInfo


def model(name: str, **changes: object) -> ModelInfo:
    """A model on this computer; only what a test is about needs naming."""
    fields: dict[str, object] = {
        "id": name,
        "name": name.title(),
        "kind": "dense",
        "family": "static",
        "dim": 256,
        "languages": ("en",),
        "licence": "MIT",
        "bytes": 30_000_000,
        "installed": True,
        "bundled": False,
        "source": "hub/" + name,
    }
    return ModelInfo(**{**fields, **changes})  # pyright: ignore[reportArgumentType]


def vendors(name: str, **changes: object) -> ModelInfo:
    """A vendor's model that has no key yet."""
    fields: dict[str, object] = {
        "family": "openai",
        "state": "needs-key",
        "installed": False,
        "vendor": "Example",
        "sent_to": "api.example.org",
        "bytes": 0,
        "source": "",
        "licence": "LicenseRef-Proprietary",
    }
    return model(name, **{**fields, **changes})


def served(name: str, **changes: object) -> ModelInfo:
    """A model of a server that a person added."""
    fields: dict[str, object] = {
        "state": "installed",
        "installed": True,
        "vendor": "http://localhost:11434/v1",
        "sent_to": "",
        "keyless": True,
    }
    return vendors(name, **{**fields, **changes})


BUNDLED = model("static", bundled=True)
ORDER = model("minilm", kind="reranker", kinds=("reranker", "dense"), family="onnx", bundled=True)
PLAIN = model("none", kind="reranker", family="none", bundled=True, bytes=0, dim=0)
WORDS = model("bm25", kind="sparse", family="bm25", bundled=True, bytes=0, dim=0, languages=())
ABSENT = model("potion", state="missing", installed=False)
FAR = vendors("far")
ALL = (PLAIN, FAR, ORDER, ABSENT, BUNDLED)
