"""The reranker's model marks the sentence that answers, which words alone often miss."""

from __future__ import annotations

from pathlib import Path

from engine.models.embedder_client import EmbedderClient
from tests.bench.sentences import measure


def test_the_reranker_marks_more_of_the_answers(tmp_path: Path) -> None:
    client = EmbedderClient()
    try:
        found = measure(tmp_path, client)
    finally:
        client.close()
    assert found.questions == 50
    assert found.refined >= 28
    assert found.refined >= found.first + 8
