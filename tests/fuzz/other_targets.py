"""What else takes strangers' bytes: queries, messages, passages, rule files, settings, models."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from engine.files.ignoring import LibraryRules, Rules
from engine.host.frames import FrameError, read_frame, write_frame
from engine.models.language import detect
from engine.models.terms import document_terms, normalise, term_id
from engine.protocol import wire
from engine.protocol.errors import FindlingError
from engine.protocol.links import BadLinkError, SearchLink, open_link, parse_link, search_link
from engine.read import headings
from engine.read.document import clean
from engine.search.completing import Asked, complete
from engine.search.listing import predicate_of
from engine.search.narrowing import Narrowing
from engine.search.near import Near
from engine.search.offers import Offers
from engine.search.phrases import Phrase, comparable
from engine.search.query import ParsedQuery, parse_query
from engine.search.typed import typed
from engine.split import split_document
from engine.store.catalogue import Catalogue
from engine.store.catalogue_rows import FoundFile, Signature
from engine.store.filters import expression
from engine.store.settings import Settings
from tests.fuzz import other_seeds
from tests.fuzz.target import Target

_room = TemporaryDirectory(prefix="findling-fuzz-")
_FOLDER = Path(_room.name)
_ROOT = "/home/me"


def _query(data: bytes) -> None:
    """A query, and behind a zero a passage in which all that it demands is looked for."""
    query, _, passage = data.decode("utf-8", "replace").partition("\0")
    parsed = parse_query(query)
    for piece in parsed.pieces:
        assert 0 <= piece.start <= piece.end <= len(query)
    for note in parsed.notes:
        assert 0 <= note.start <= note.end <= len(query)
    typed(query)
    _look_for(parsed, comparable(passage))
    narrowing = Narrowing(_catalogue(), [_ROOT])
    where = narrowing.filter_of(parsed.conditions)
    if where is not None:
        expression(where)
        predicate_of(where)
    for cursor in (len(query), len(query) // 2):
        complete(query, cursor, Offers([(f"{_ROOT}/Invoices", "pdf", "en", 2)]), Asked())


@cache
def _catalogue() -> Catalogue:
    """A real one of a few files."""
    catalogue = Catalogue(_FOLDER / "catalogue.sqlite")
    names = ("Invoices/2024/May Report.pdf", "보고서/연간 보고서.hwp", "a b/[c]*.txt")
    catalogue.record_scan(
        added=[
            FoundFile(f"{_ROOT}/{name}", Signature(1, 10**18, 1, number))
            for number, name in enumerate(names)
        ]
    )
    return catalogue


def _look_for(parsed: ParsedQuery, text: str) -> None:
    for demanded in (*parsed.phrases, *parsed.wildcards, *parsed.excluded)[:20]:
        Phrase(demanded).stands_in(text)
    for chain in parsed.chains[:5]:
        Near(chain, ("en", "de")).stands_in(text)


def _wire(data: bytes) -> None:
    """A stream of frames, each read as every kind of message that may come on a socket."""
    stream = io.BytesIO(data)
    for _ in range(50):
        try:
            frame = read_frame(stream)
        except FrameError:
            break
        if frame is None:
            break
        _messages(frame)
    _messages(data)


def _messages(frame: bytes) -> None:
    for decode in (wire.decode_command, wire.decode_event, wire.decode_hello):
        try:
            message = decode(frame)
        except wire.WireError:
            continue
        # what was taken must be said again by the same bytes' meaning
        again = wire._encoder.encode(message)
        assert decode(again) == message or "nan" in repr(message)
        write_frame(io.BytesIO(), again)


def _passages(data: bytes) -> None:
    """A document's text: its passages, their language and terms."""
    text = clean(data.decode("utf-8", "replace"))
    found = [(h.offset, h.level, h.title) for h in headings.markdown(text)]
    pages = [0, *(at + 1 for at, sign in enumerate(text) if sign == "\f")] if "\f" in text else []
    before = 0
    for passage in split_document(text, pages, found):
        assert text[passage.start : passage.end] == passage.text
        assert before <= passage.start < passage.end
        before = passage.end
        terms, length = document_terms(normalise(passage.text), detect(passage.text))
        assert length >= 0
        assert all(term_id(term) >= 0 for term in terms)


def _settings(data: bytes) -> None:
    """A settings file that somebody wrote: refused, or read and written again."""
    path = _FOLDER / "settings.toml"
    path.write_bytes(data)
    settings = Settings(path)
    settings.put_pace(settings.pace)
    for library in settings.libraries:
        settings.put(library)
    settings.save()
    assert Settings(path).libraries == settings.libraries


def _rules(data: bytes) -> None:
    """A rule file in a folder, and behind a zero names that lie there."""
    content, _, names = data.partition(b"\0")
    (_FOLDER / ".findlingignore").write_bytes(content)
    own = LibraryRules(exclude=tuple(content.decode("utf-8", "replace").split("\n")[:5]))
    rules = Rules.of_root(str(_FOLDER), own).inside(str(_FOLDER), [".findlingignore"])
    for name in names.decode("utf-8", "replace").split("\n")[:10]:
        path = f"{_FOLDER}/{name[:255]}"
        for is_folder in (False, True):
            ignored = rules.ignore(path, is_folder=is_folder)
            assert ignored == (rules.reason(path, is_folder=is_folder) is not None)


def _links(data: bytes) -> None:
    """A link from anywhere: refused, or one that is written as it was read."""
    link = parse_link(data.decode("utf-8", "replace"))
    if isinstance(link, SearchLink):
        again = search_link(link.query, link.library, link.folder)
        assert parse_link(again) == link or len(again) < len(data)
        parse_query(link.query)
    else:
        assert link.start <= link.end
        assert ".." not in Path(link.path).parts
        assert parse_link(open_link(link)).path == link.path  # pyright: ignore[reportAttributeAccessIssue]


TARGETS = (
    Target("query", _query, other_seeds.queries, promised=()),
    Target("wire", _wire, other_seeds.frames, promised=()),
    Target("passages", _passages, other_seeds.documents, promised=()),
    Target("settings", _settings, other_seeds.settings, promised=(FindlingError,), longest=2**13),
    Target("links", _links, other_seeds.links, promised=(BadLinkError,), longest=2**14),
    Target("rules", _rules, other_seeds.rules, promised=(), longest=2**12),
)
