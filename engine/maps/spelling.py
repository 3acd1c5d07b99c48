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
_DULL = frozenset(_SAYING_NOTHING.split())
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
