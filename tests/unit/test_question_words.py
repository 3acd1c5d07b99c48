"""Which words and parts of words only ask."""

from __future__ import annotations

import pytest

from engine.models.asked_for import asking
from engine.models.bm25 import analyse_query
from engine.models.korean import is_verb, named, tail
from engine.models.question_endings import parts_that_ask
from engine.models.question_words import asks

KOREAN = (
    "하나요 되나요 인가요 할까요 합니까 됩니까 입니까 있습니까 있나요 있을까요 어떻게 무엇 무엇을 "
    "무엇인가요 뭔가요 뭐예요 뭐죠 언제 언제까지 언제부터 언제인가요 어디서 어디에서 얼마나 "
    "얼마인가요 얼마죠 왜 몇 며칠인가요 알려주세요 알려줘 알려주실래요 알려주시겠어요 궁금합니다 "
    "궁금해요 싶어요 싶은데요 해야하나요 하면되나요 할수있나요 될까요 되는지요 하는건가요 "
    "되는건가요 가능한가요 가능할까요 설명해주세요 해주세요 하죠 하지요 되죠 좋을까요 어떻게되나요 "
    "어떻게하나요 무엇입니까 누구인가요 부탁드립니다 주세요 하세요 아시나요"
)
SAYING = (
    "해지 해고 보고 보도 주기 주도 하자 이자 하나 보기 해도 일지 왜란 왜곡 이순신 언제나 누가복음 "
    "집 계약 요금 이사 주소 해외 되새김 이야기 보험 하루 주의 가능성 알레르기 게임 거실 주민 이름 "
    "수당 하와이 주유소 요리 봉사 납부하나요 청소하나요 생기나요"
)


@pytest.mark.parametrize("word", KOREAN.split())
def test_korean_words_that_are_questions_alone_ask(word: str):
    assert asks(word)


@pytest.mark.parametrize("word", SAYING.split())
def test_korean_words_that_say_something_do_not_ask(word: str):
    assert not asks(word)


@pytest.mark.parametrize(
    ("run", "rest"),
    [
        ("旅館の予約は何泊ですか", "旅館 予約 泊"),
        ("新幹線は何時に出発しますか", "新幹線 時 出発"),
        ("資源ごみはいつ出しますか", "資源ごみ 出"),
        ("燃えるごみは何曜日ですか", "燃えるごみ 曜日"),
        ("税金はいくらでしょうか", "税金"),
        ("住民票の取り方を教えてください", "住民票 取り方"),
        ("保育園の申し込みはいつからですか", "保育園 申し込み"),
        ("契約の終了", "契約 終了"),
        ("押金是多少", "押金"),
        ("租房合同的押金是几个月的租金呢", "租房合同 押金 个月 租金"),
        ("怎么退租", "退租"),
        ("什么时候换发护照", "换发护照"),
        ("护照有效期是多久", "护照有效期"),
        ("你会说中文吗", "你会说中文"),
        ("几何", "几何"),
        ("了解目的", "了解目的"),
        ("什麼是押金", "押金"),
        ("ค่าน้ำเท่าไหร่", "ค่าน้ำ"),
        ("ร้านอยู่ที่ไหนครับ", "ร้านอยู่"),
    ],
)
def test_what_is_left_of_a_question_without_spaces(run: str, rest: str):
    left = list(run)
    for start, end in parts_that_ask(run):
        left[start:end] = " " * (end - start)
    assert "".join(left).split() == rest.split()


@pytest.mark.parametrize("run", ["いつですか", "何ですか", "多少", "为什么", "怎么样", "อะไร"])
def test_a_run_may_ask_from_end_to_end(run: str):
    assert asks(run)


ABROAD = (
    "Wann welchem wofür Combien où lequel qu est-ce Cuándo cuando dónde Onde quanto dove perché "
    "hoeveel waarom varför hvornår milloin kiedy proč koľko cine nerede hogyan когда сколько "
    "чому πότε متى چرا איך क्या কখন எப்போது bagaimana"
)


@pytest.mark.parametrize("word", ABROAD.split())
def test_words_of_many_languages_ask(word: str):
    assert asks(word)


@pytest.mark.parametrize(
    ("word", "language"),
    [("AI", "vi"), ("Kim", "tr"), ("MIT", "hu"), ("KDE", "cs"), ("come", "it"), ("kas", "lt")],
)
def test_a_word_that_is_a_name_elsewhere_asks_in_its_language_alone(word: str, language: str):
    assert asks(word, (language,))
    assert not asks(word, ("en", "ko"))


@pytest.mark.parametrize(
    ("word", "grammar"),
    [
        ("생길까요", 2),
        ("생기나요", 2),
        ("대중가요", 0),
        ("갑니까", 2),
        ("만드시나요", 3),
        ("걸리죠", 1),
    ],
)
def test_endings_of_questions_are_grammar(word: str, grammar: int):
    assert tail(word) == grammar


@pytest.mark.parametrize("word", ["생기나요", "생기죠", "받아야", "절여야", "먹나요", "만드나요"])
def test_verbs_are_told_by_their_endings(word: str):
    assert is_verb(word)
    assert named(word) == ""


@pytest.mark.parametrize(
    ("word", "noun"),
    [
        ("납부하나요", "납부"),
        ("마감일인가요", "마감일"),
        ("소득있는지", "소득"),
        ("위성을", "위성"),
        ("경제적으로", "경제"),
        ("보험", "보험"),
        ("대중가요", "대중가요"),
        ("lease", "lease"),
    ],
)
def test_what_a_korean_word_names(word: str, noun: str):
    assert not is_verb(word)
    assert named(word) == noun


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("전기요금 납부는 어떻게 하나요", "전기요금 납부는"),
        ("연차 휴가는 며칠인가요?", "연차 휴가는"),
        ("어떻게 하나요", "어떻게 하나요"),  # nothing else is left
        ("押金是多少", "押金"),
        ("when does the lease end", "lease end"),
        ("Combien de temps dure la garantie du four ?", "temps dure garantie four"),
        ("lease", "lease"),
    ],
)
def test_terms_that_only_ask_are_told(query: str, left: str):
    analysis = analyse_query(query)
    asked = asking(analysis)
    found = set(left.split())
    kept = {analysis.words[term.word] for term in analysis.terms if term.id not in asked}
    surfaces = {term.surface for term in analysis.terms if term.id not in asked}
    assert kept == found or surfaces == found


def test_a_long_text_is_looked_through_at_once():
    assert asking(analyse_query("누가 언제 어디서 무엇을 어떻게 왜 했나요 보험 " * 1500))
