"""The words of a text as a person would say them: stop words and word endings aside."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from engine.models.language import small_words
from engine.models.language_words import FREQUENT
from engine.models.terms_stem import stem

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")  # letters alone: numbers name nothing
_HANGUL = re.compile("[가-힣]+")
_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]+|[\u30a0-\u30ff]+")
_KANA = re.compile("^[\u3040-\u309f]+$")
_SHORTEST = 3
_LONGEST = 28
_HAN_LONGEST = 4
_SPOKEN_ALL = frozenset(word for words in FREQUENT.values() for word in words.split())
_ENDINGS = re.compile(
    "(?:하시면|하시는|하세요|하실|하셔야|받으시|에서는|에서의|으로써|으로서|으로는|에게서|이라는|이라고|하였다|되었다|"
    "에서|에게|에는|에도|에만|으로|로서|로써|까지|부터|처럼|보다|마다|조차|이나|이며|이고|이다|이란|라는|라고|"
    "하는|하여|하고|하며|하기|한다|했다|해야|하지|하면|되는|되어|된다|되고|되며|받는|받을|들은|들이|들을|들의|"
    "은|는|이|가|을|를|의|에|로|와|과|도|만|한|할|된|될|해|됨|함|인)$"
)
"""Particles and endings that follow a Korean noun; without a dictionary, the common ones."""
_VERB = re.compile("(?:니다|세요|어요|아요|에요|예요|시오|지만|는데|려면|으면|라면|습니까|입니까)$")
_SAYING_NOTHING = (
    "있다 있는 있습 없다 없는 것이 것은 것을 수가 등을 등의 대한 위한 따라 따른 통해 경우 "
    "또는 그리고 하지만 그러나 때문 이후 이전 모든 다른 같은 이런 그런 어떤 여러 관련 대해 "
    "위해 있으 있도 아닌 않는 않은 우리 저는 "
    "using used use uses also may one two three new however within without between among "
    "after before during first second shown show shows based given results result figure "
    "table example following many most such than then they them very well make made like "
    "get see http https www com org html page file files text data note list item value "
    "values "
)
_SAID_EVERYWHERE = (
    "able about above across actually add added against ago agree ahead allow allows almost alone "
    "along already although always among amount another answer anyone anything apart apply area "
    "arrive arrived arrives ask asked available away back bad bar become becomes began begin "
    "behind believe below beside best better big bit both bring brought call called came cannot "
    "care carry case cause certain certainly change check clear close closed come comes coming "
    "common complete consider contain contains continue copy cut date dear decide deep describe "
    "described despite different difficult direct does doing done double due early easily easy "
    "either else end ended enough enter especially even ever every everyone everything exactly "
    "except expect fact fall far feel felt few field fill final finally find fine fit five follow "
    "form former found four free full further gave general generally give given gives goes going "
    "gone good got great group grow had half hand happen happens hard hello help hence here high "
    "hold hour hours idea important include includes including indeed inside instead itself job "
    "just keep keeps kept kind knew know known large larger last late later least leave leaves "
    "left less let letter level likely line little live long longer look looked looking lot low "
    "lower main mainly matter maybe mean means meet mention middle mind minute minutes miss month "
    "months morning move much must myself name near nearly necessary need needed needs never next "
    "night nine nobody noon normal nothing number obtain obtained often okay once ones open order "
    "ordinary otherwise outside over own page part particular particularly past people per perhaps "
    "person piece place please point possible present probably problem proper provide provided "
    "pull push put quick quickly quite rather reach read ready real really reason receive received "
    "recent regards remain remember require required rest return returned returns right room round "
    "run said same saw say says second section see seem seems seen send sent set seven several "
    "shall short should side similar simple simply since single six size slow small soon sort "
    "start started stay still stop straight such sure take taken takes tell ten thank thanks "
    "thing things think third though thought through throughout thus till time times today "
    "together tomorrow tonight took top total towards tried try turn turned turns twice type "
    "under understand unless until upon usual usually various view wait want wanted wants watch "
    "way ways week weeks well went whatever whether whole whose why wide will wish word words "
    "work works worth would write wrong year years yes yesterday yet young yours "
    "all something someone anybody nobody none ten eleven twelve twenty thirty forty fifty sixty "
    "seventy eighty ninety hundred thousand million second seconds day days subject forward sender "
    "january february march april june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday "
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun "
    "당일 먼저 다시 확인 바로 아주 매우 가장 조금 정도 이상 이하 오늘 내일 어제 오전 오후 시간 "
    "하나 우선 함께 서로 각각 계속 항상 자주 거의 너무 정말 진짜 그냥 아직 이미 지금 나중 "
    "여기 거기 저기 사람 생각 필요 가능 사용 이용 내용 방법 포함 활용 기타 해당 관한 등에 등이 "
    "있음 없음 하면 하시 하시면 하기 전에 에서 이를 한다 된다 이번 다음 지난 때문에 오면 보면 "
)
_DULL = frozenset((_SAYING_NOTHING + _SAID_EVERYWHERE).split())
"""Common words that no language's small words hold, and that would tell groups apart badly."""


def words_of(text: str, language: str) -> list[str]:
    """Return a text's words that may stand in a name, in its own spelling."""
    small = small_words(language) if language else _SPOKEN_ALL
    english = small_words("en")
    found: list[str] = []
    for word in _WORD.findall(text):
        if _HANGUL.fullmatch(word):
            found += _korean(word)
        elif _HAN.search(word):
            found += _unspaced(word)
        elif _SHORTEST <= len(word) <= _LONGEST and not _KANA.match(word):
            folded = word.casefold()
            if folded not in small and folded not in english and folded not in _DULL:
                found.append(word)
    return found


def key_of(word: str, language: str) -> str:
    """Return what a word's forms have in common."""
    return stem(word.casefold(), language) if word.isascii() or language else word.casefold()


@lru_cache(maxsize=50_000)
def _korean(word: str) -> tuple[str, ...]:
    """Return a word without its ending; nothing where too little is left."""
    if _VERB.search(word):
        return ()
    bare = _ENDINGS.sub("", word)
    bare = bare if len(bare) > 1 else word
    return (bare,) if len(bare) > 1 and bare not in _DULL else ()


@lru_cache(maxsize=50_000)
def _unspaced(word: str) -> tuple[str, ...]:
    """Return the runs of Han letters and Katakana; of long ones all pieces of two and four."""
    pieces: list[str] = []
    for run in _HAN.findall(word):
        if run[0] >= "\u3400" and len(run) > _HAN_LONGEST:
            for size in (2, _HAN_LONGEST):
                pieces += (run[i : i + size] for i in range(len(run) - size + 1))
        elif len(run) > 1:
            pieces.append(run)
    return tuple(Counter(pieces))
