"""Models: what each is and costs, getting them, keys of vendors, giving a library others."""

from __future__ import annotations

from engine.protocol.message import Message


class MeasureModel(Message, frozen=True, tag=True):
    """Measure a model on this machine. Answers `ModelMeasured`; takes seconds."""

    model: str


class ModelMeasured(Message, frozen=True, tag=True):
    """Closing, answers `MeasureModel`. It is remembered and stands in `ModelInfo` from then on."""

    model: str
    passages_per_second: float
    """Passages of some 700 characters; 0 where it was only tried."""
    query_ms: float


class DownloadModel(Message, frozen=True, tag=True):
    """Fetch a model's files; goes on where an earlier attempt ended.

    Answers `DownloadAdvanced`, then `Done`. `Cancel` keeps what came.
    """

    model: str


class DownloadAdvanced(Message, frozen=True, tag=True):
    """Interim."""

    model: str
    done: int
    total: int
    """Bytes."""


class RemoveModel(Message, frozen=True, tag=True):
    """Delete a downloaded model's files, or forget a local folder's."""

    model: str


class AddModelFolder(Message, frozen=True, tag=True):
    """Use a model that lies in a folder on this machine. Answers `ModelsListed`."""

    path: str


class SetKey(Message, frozen=True, tag=True):
    """Keep a vendor's key in the system's keyring; an empty one is forgotten."""

    vendor: str
    key: str


class TryModel(Message, frozen=True, tag=True):
    """Try a model with one short text of our own. Answers `ModelMeasured`, or `Failed` with why."""

    model: str
    key: str = ""
    """Tried instead of the one that is kept."""


class EstimateModels(Message, frozen=True, tag=True):
    """Ask for `ModelsEstimated`: what giving a library other models would cost."""

    library: str
    dense_model: str
    """Id, ``none`` for words alone; empty for the one it has."""
    reranker: str
    """Id, or ``none``; empty for the one it has."""


class ModelsEstimated(Message, frozen=True, tag=True):
    """Closing, answers `EstimateModels`."""

    library: str
    passages: int
    """To be embedded."""
    seconds: float | None
    """None where the model was never measured here."""
    sent_to: str = ""
    """The vendor who would get the texts; empty where they stay on this machine."""


class SetModels(Message, frozen=True, tag=True):
    """Give a library other models. Answers `Done` at once.

    The vectors are made in the background (its `Progress` has phase ``embedding``); the old ones
    serve until they are whole.
    """

    library: str
    dense_model: str
    """Id, ``none`` for words alone; empty for the one it has."""
    reranker: str
    """Id, or ``none``; empty for the one it has."""


class KeepModels(Message, frozen=True, tag=True):
    """Call a change of models off; the old ones stay."""

    library: str
