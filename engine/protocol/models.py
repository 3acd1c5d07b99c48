"""Models: what each is and costs, getting them, keys of vendors, giving a library others."""

from __future__ import annotations

from engine.protocol.message import Message


class MeasureModel(Message, frozen=True, tag=True):
    """Measure a model on this machine. Answers `ModelMeasured`; takes seconds."""

    model: str
    judge: bool = False
    """Also rank the samples by it, and tell how much memory it takes."""


class ModelMeasured(Message, frozen=True, tag=True):
    """Closing, answers `MeasureModel`. It is remembered and stands in `ModelInfo` from then on."""

    model: str
    passages_per_second: float
    """Passages of some 700 characters; 0 where it was only tried."""
    query_ms: float
    bytes: int = 0
    """Memory that it takes, where that was asked for."""
    ndcg: float = 0.0
    """nDCG@10 on the samples' English questions, where that was asked for: of vectors alone, or of
    BM25's best 20 in a reranker's order."""
    ndcg_others: float = 0.0
    """The same on questions in other languages that it knows; 0 where it knows none."""


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


class AddModelHub(Message, frozen=True, tag=True):
    """List a model of the hub, "owner/name", to be downloaded. Answers `ModelsListed`.

    Asks the hub what it is; its present commit is the one that is downloaded.
    """

    name: str


class AddModelServer(Message, frozen=True, tag=True):
    """Use a model of a server that speaks as OpenAI does. Answers `ModelsListed`.

    One short text of our own is sent there, to see what comes back.
    """

    url: str
    """``http://localhost:11434/v1``, say."""
    model: str
    """What the server calls it."""
    key: str = ""
    """Empty where it asks for none."""
    place: str = ""
    """As of `SetKey`; empty for the keyring, or until the engine ends where there is none."""
    query_prompt: str = ""
    document_prompt: str = ""


class SetKey(Message, frozen=True, tag=True):
    """Keep a vendor's key; an empty one is forgotten. Answers `Done`.

    Fails with ``no-keyring`` where there is no keyring and no other place was chosen.
    """

    vendor: str
    key: str
    place: str = "keyring"
    """``keyring``, ``file`` (for the person alone), or ``memory``: until the engine ends."""


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
    tokens: int = 0
    """About how many would be sent."""
    cost: float = 0.0
    """US dollars that the vendor would take for them, by the list of ``price_date``; 0 for nothing
    or for what is not known (then ``price_date`` is empty)."""
    search_cost: float = 0.0
    """US dollars for a thousand searches."""
    price_date: str = ""
    price: float = 0.0
    """US dollars for a million tokens of passages, at the vendor's; 0 where that is not known."""
    unread: bool = False
    """Whether files are still to be read, of which nobody knows how much text they have: it comes
    on top of ``tokens`` and ``cost``."""
    unpriced: str = ""
    """Names of vendors' models whose prices nobody knows here, with commas between them."""
    rerank_sent_to: str = ""
    """The vendor who would get queries and their best passages with each search."""


class SetModels(Message, frozen=True, tag=True):
    """Give a library other models. Answers `Done` at once.

    Fails with ``not-agreed`` where texts would go to a host that is not among ``agreed_to``.
    The vectors are made in the background (its `Progress` has phase ``embedding``); the old ones
    serve until they are whole.
    """

    library: str
    dense_model: str
    """Id, ``none`` for words alone; empty for the one it has."""
    reranker: str
    """Id, or ``none``; empty for the one it has."""
    agreed_to: str = ""
    """Hosts, with blanks between them, that a person agreed to have texts sent to: as
    `ModelsEstimated` names them."""


class KeepModels(Message, frozen=True, tag=True):
    """Call a change of models off; the old ones stay."""

    library: str
