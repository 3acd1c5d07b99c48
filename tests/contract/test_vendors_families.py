"""What each vendor's family sends, beyond what all have in common."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from engine.models.entry import ModelEntry
from engine.models.errors import VendorAccountError, VendorAnswerError, VendorKeyError
from engine.models.families import Family, open_model
from engine.models.vendors import http
from engine.models.vendors.embeddings import VendorEmbeddings
from engine.models.vendors.jina import JinaEmbeddings
from engine.models.vendors.openai import dim_of
from engine.models.vocabulary import Access
from tests.vendors.entries import KEY, entry_at
from tests.vendors.servers import VendorServer

TEXTS = ["The cat sleeps.", "Invoices are due in May.", "When are you here?"]
LATE = "jina-embeddings-v3-late"


@pytest.fixture
def ollama() -> Iterator[VendorServer]:
    """A server of the person's own: no key, a model of its own, and no lengths to choose."""
    with VendorServer("openai", models={"nomic-embed-text": 768}) as server:
        yield server


def own(server: VendorServer, **changes: object) -> ModelEntry:
    facts = {"model": "nomic-embed-text", "dim": 768, "sends_dim": False, "tokens": 0}
    return entry_at(server, **{**facts, **changes})


def opened(entry: ModelEntry, key: str = KEY) -> VendorEmbeddings:
    model = open_model(entry, Access(key=key))
    assert isinstance(model, VendorEmbeddings)
    return model


def test_openai_packs_vectors_and_others_need_not(monkeypatch: pytest.MonkeyPatch):
    with VendorServer("openai", key=KEY) as server:
        there = Family(name="openai", place="engine", host=server.url)

        def family_of(entry: ModelEntry) -> Family:
            return there

        monkeypatch.setattr(http, "family_of", family_of)
        packed = opened(entry_at(server, base_url="")).encode_queries(TEXTS)
        plain = opened(entry_at(server)).encode_queries(TEXTS)
        server.shop.base64 = True  # asked for or not
        forced = opened(entry_at(server)).encode_queries(TEXTS)
    formats = [asked.body["encoding_format"] for asked in server.requests]
    assert formats == ["base64", "float", "float"]
    assert packed == pytest.approx(plain, abs=1e-6)
    assert forced == pytest.approx(plain, abs=1e-6)


def test_packed_vectors_are_looked_at_as_plain_ones_are(ollama: VendorServer):
    ollama.shop.base64 = True
    for kind in ("nan", "longer"):
        ollama.faults.append(kind)
        with pytest.raises(VendorAnswerError):
            opened(own(ollama), "").encode_documents(TEXTS)
    assert opened(own(ollama), "").encode_documents(TEXTS).shape == (3, 768)


def test_a_server_of_the_persons_own_gets_no_key_and_the_prompts_of_its_model(
    ollama: VendorServer,
):
    entry = own(ollama, query_prompt="search_query: ", document_prompt="search_document: ")
    model = opened(entry, "")
    assert model.encode_queries(["a cat"]).shape == (1, 768)
    assert model.encode_documents(["a cat", ""]).shape == (2, 768)
    assert ollama.texts == ["search_query: a cat", "search_document: a cat"]
    for asked in ollama.requests:
        assert "authorization" not in asked.headers
        assert set(asked.body) == {"model", "input", "encoding_format"}


def test_a_server_is_asked_how_long_its_vectors_are(ollama: VendorServer):
    assert dim_of(own(ollama, dim=1), Access()) == 768
    ollama.faults.append("page")
    with pytest.raises(VendorAnswerError, match="as OpenAI's does"):
        dim_of(own(ollama), Access())
    with pytest.raises(VendorAnswerError, match="`missing` does not exist"):
        dim_of(own(ollama, model="missing"), Access())


def test_a_server_that_counts_more_tokens_gets_less_at_a_time(ollama: VendorServer):
    ollama.shop.strictness = 5.0
    model = opened(own(ollama), "")
    made = model.encode_documents([TEXTS[0], "word " * 3000, *TEXTS[1:]])
    assert np.linalg.norm(made, axis=1) == pytest.approx(1, abs=1e-5)
    assert made[[0, 2, 3]] == pytest.approx(model.encode_documents(TEXTS), abs=1e-6)


def test_what_is_too_long_at_any_length_is_refused_in_the_end(ollama: VendorServer):
    ollama.shop.strictness = 1e6
    with pytest.raises(VendorAnswerError, match="maximum context length"):
        opened(own(ollama), "").encode_documents(["word " * 100])


def test_an_empty_account_is_for_the_person_to_mend():
    with VendorServer("openai", key=KEY) as server:
        server.faults.append("no-quota")
        with pytest.raises(VendorAccountError, match="exceeded your current quota") as caught:
            opened(entry_at(server)).encode_documents(TEXTS)
    assert "bills" in caught.value.hint


def test_a_length_is_asked_for_where_it_can_be_chosen():
    for vendor, field in (
        ("openai", "dimensions"),
        ("voyage", "output_dimension"),
        ("jina", "dimensions"),
        ("cohere", "output_dimension"),
    ):
        with VendorServer(vendor, key=KEY) as server:
            short = opened(entry_at(server, dim=256)).encode_queries(TEXTS)
            assert short.shape == (3, 256)
            assert server.requests[-1].body[field] == 256
            fixed = entry_at(server, sends_dim=False)
            with pytest.raises(VendorAnswerError, match="numbers came"):
                opened(entry_at(server, sends_dim=False, dim=fixed.dim + 1)).encode_queries(TEXTS)
            assert field not in server.requests[-1].body


def jina_at(server: VendorServer, **changes: object) -> JinaEmbeddings:
    model = opened(entry_at(server, LATE, **changes))
    assert isinstance(model, JinaEmbeddings)
    return model


def test_a_documents_passages_go_to_jina_together_and_nothing_else_with_them():
    with VendorServer("jina", key=KEY) as server:
        model = jina_at(server)
        together = model.encode_passages_of([TEXTS[0], "", TEXTS[1]])
        assert [asked.texts for asked in server.requests] == [[TEXTS[0], TEXTS[1]]]
        assert server.requests[0].body["late_chunking"] is True
        assert np.linalg.norm(together, axis=1) == pytest.approx([1, 0, 1], abs=1e-5)
        alone = model.encode_documents([TEXTS[0], "", TEXTS[1]])
        assert "late_chunking" not in server.requests[-1].body
        assert float((together[0] * alone[0]).sum()) < 0.99  # it is in the light of the other
        plain = jina_at(server, late_chunking=False).encode_passages_of(TEXTS)
        assert "late_chunking" not in server.requests[-1].body
        assert plain.shape == (3, 1024)


def test_a_document_that_is_too_long_for_jina_goes_out_in_parts():
    passages = [f"Passage {number}: " + "some words " * 60 for number in range(60)]
    with VendorServer("jina", key=KEY) as server:
        made = jina_at(server).encode_passages_of(passages)
        assert len(server.requests) > 1
        assert server.texts == passages
    assert np.linalg.norm(made, axis=1) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize(
    ("model", "query", "task"),
    [
        ("gemini-embedding-001", "a cat", "RETRIEVAL_QUERY"),
        ("gemini-embedding-2", "task: search result | query: a cat", None),
    ],
)
def test_gemini_is_told_what_a_text_is_for_and_makes_a_vector_of_each(
    model: str, query: str, task: str | None
):
    with VendorServer("gemini", key=KEY) as server:
        entry = entry_at(server, model, query_prompt="", document_prompt="")
        made = opened(entry).encode_queries(["a cat", "a dog"])
        sent = server.requests[0].body["requests"]
    assert made.shape == (2, entry.dim)
    assert sent[0]["content"]["parts"] == [{"text": query}]
    assert [one.get("taskType") for one in sent] == [task, task]
    assert {one["outputDimensionality"] for one in sent} == {entry.dim}
    assert server.requests[0].headers["x-goog-api-key"] == KEY
    assert "authorization" not in server.requests[0].headers


def test_a_wrong_key_at_google_is_a_wrong_key():
    with VendorServer("gemini", key=KEY) as server:
        model = opened(entry_at(server), "another-key")
        with pytest.raises(VendorKeyError, match="API key not valid"):
            model.encode_queries(["a cat"])
        assert len(server.requests) == 1


def test_a_text_with_half_a_character_is_sent_without_it():
    with VendorServer("cohere", key=KEY) as server:
        made = opened(entry_at(server)).encode_documents(["half \ud83d here"])
        assert server.texts == ["half ? here"]
    assert made.shape[0] == 1
