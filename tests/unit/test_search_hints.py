"""Whoever asks in a language that the model does not know is told which model knows it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.protocol import messages as m
from tests.unit.service_engine import Engine, add, engine_over, wait_for

KOREAN = [
    "고래는 허파로 숨을 쉬는 포유류이며 바다에서 산다.",
    "기초연금은 만 65세 이상 어르신에게 매월 지급됩니다.",
    "장애인 활동지원 서비스는 주민센터에 신청하면 됩니다.",
]
ENGLISH = [
    "Whales breathe air through a blowhole and live in the sea.",
    "The committee has not yet decided who will pay for the repairs.",
]


def hints(engine: Engine, query: str) -> list[tuple[str, str]]:
    finished = engine.last(m.Search(query=query, rerank=False))
    assert isinstance(finished, m.SearchFinished)
    return [(n.meant, n.cause) for n in finished.notes if n.code == "language-unknown"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    return folder


def fill(folder: Path, texts: list[str]) -> None:
    for number, text in enumerate(texts):
        (folder / f"{len(text)}-{number}.txt").write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    texts = {f"{number}.txt": text for number, text in enumerate(ENGLISH)}
    with engine_over(tmp_path_factory.mktemp("english"), texts) as engine:
        yield engine


@pytest.mark.parametrize(
    ("query", "language"),
    [
        ("고래는 어떻게 숨을 쉬나요", "ko"),
        ("come respirano le balene e dove vivono", "it"),
        ("how do whales breathe in the sea", ""),
        ("고래", ""),
        ("65", ""),
        ("Hyun Seo", ""),  # no Irish
        ("meeting may 16", ""),  # no Tagalog
        ("AB-12", ""),
    ],
)
def test_a_question_in_another_language_is_told_what_would_help(
    english: Engine, query: str, language: str
) -> None:
    expected = [("potion-multilingual-128m", language)] if language else []
    assert hints(english, query) == expected


def test_a_library_in_another_language_says_so_whatever_is_asked(
    engine: Engine, folder: Path
) -> None:
    fill(folder, [*KOREAN, ENGLISH[0]])
    add(engine, folder)
    engine.last(m.Index())
    assert hints(engine, "the rent of the garage") == [("potion-multilingual-128m", "ko")]
    assert hints(engine, "whales") == []
    assert hints(engine, "whales breathe air") == []  # by meaning, too, and well


def test_who_wants_words_alone_is_told_nothing(engine: Engine, folder: Path) -> None:
    fill(folder, KOREAN)
    add(engine, folder)
    engine.last(m.SetModels(library="Default", dense_model="none", reranker=""))
    wait_for(lambda: engine.libraries()["Default"].dense_model == "none")
    engine.last(m.Index())
    assert hints(engine, "고래는 어떻게 숨을 쉬나요") == []
