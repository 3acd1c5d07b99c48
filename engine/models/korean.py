"""Particles and endings of Korean words: what of a word is grammar and says little.

Korean joins particles to nouns and endings to verbs (수당을, 신청하려면), and questions end in
phrases that ask and name nothing. No dictionary: the longest ending of a list is taken to be one,
which errs for words that only look so (독도), so it decides weights and never what is found.
"""

from __future__ import annotations

import re
from functools import lru_cache

_SYLLABLES = re.compile("[가-힣]+")

_CASE = (
    "은 는 이 가 을 를 의 에 와 과 도 로 으로 만 에서 에게 에게서 한테 한테서 께 께서 까지 부터 "
    "보다 처럼 같이 마다 조차 마저 밖에 이나 나 라도 이라도 이란 란 이라는 라는 이라고 라고 하고 "
    "이며 며 이고 고 으로서 로서 으로써 로써 이든 든 이든지 든지 에다 에다가 이랑 랑 커녕 은커녕 "
    "는커녕 대로 만큼 뿐 들 이라면 라면 이야 야 이여 여 인 인데 인지 일 이면 이므로 이라 라 이지 "
    "지만 이지만"
)
_BEFORE = (
    "에서 에게 한테 께 까지 부터 으로 로 에 와 과 만 들 보다 처럼 마다 으로서 로서 으로써 로써 "
    "이라 대로 만큼 뿐"
)
_AFTER = "은 는 도 만 의 까지 부터 나 라도 조차 마저 밖에 을 를 이 가 에 와 과 로"
_PARTICLES = frozenset(_CASE.split()) | {a + b for a in _BEFORE.split() for b in _AFTER.split()}

_OF_VERBS = (  # after 하 and 되
    "는 고 여 며 면 기 지 는지 도록 려면 려고 거나 게 는데 면서 기에 기로 기를 기는 기도 나요 나 "
    "자 시오 세요 십시오 지만 지도 던 였다 였던 였습니다 였으며 였고 므로 고자 기만 는가 는가요 "
    "죠 지요 네요 는지요 는데요 시나요 십니까 신가요 실까요 셨나요 겠습니까"
)
_OTHERS = (
    "한 할 함 합 해 하 한다 한다면 한다고 하다 합니다 합니까 해서 해도 해야 했다 했던 했고 "
    "했으며 했습니다 해요 했어요 하세요 할까요 할지 할까 해주세요 해줘 해줘요 해주는 해주나요 된 "
    "될 됨 된다 된다면 되다 됩니다 됩니까 돼 되어 되어서 되어야 됐다 됐습니다 돼요 될까요 될지 "
    "되었다 되었습니다 되었던 되었으며 이다 입니다 입니까 이에요 예요 인가요 인가 이었다 였다 "
    "이었습니다 일까요 일까 일지 이었던 인데요 은가요 은지 나요 까요 을까요 는지 는지요 는가 "
    "는가요 던 있는 있다 있나요 있습니다 있습니까 있는지 있을까요 있을 있어요 있으면 있고 있으며 "
    "있어 있던 없는 없다 없나요 없습니다 없는지 없이 없으면 없고 어요 아요 습니다 습니까 었다 "
    "았다 었습니다 았습니다 었던 았던 으면 으며 으려면 을 기 시키는 시킬 시켜 시킨 적인 적으로 "
    "적 한가요 한지 한지요 할지요 한데요 했나요 했습니까 됐나요 되었나요 되었습니까 해야죠 "
    "여야 여서 시나요 셨나요 었나요 았나요 었습니까 았습니까 죠 지요 네요 는데요 은데요 던가요 "
    "세요 으세요 주세요 어주세요 아주세요 주시나요 십니까 아야 어야 아서 어서 을까"
)
_ENDINGS = frozenset(_OTHERS.split()) | {
    verb + ending for verb in "하되" for ending in _OF_VERBS.split()
}

_MELTED = {"가요": 4, "데요": 4, "까요": 8, "게요": 8, "니까": 17}
"""Endings whose first letter is the final consonant of the syllable before, by its number in the
Unicode Standard (section 3.12.2): 생길까요 has one where 대중가요 has none."""

_DOING = "하한할함합해했되된될됨됩돼됐인일입이예였있없적시"
"""What the ending of a verb begins with that nouns are joined to: 납부하나요, 마감일인가요."""
_BRIEF, _VERBAL = 2, "면며니서게려든러"
"""What a verb of two syllables may end with: 내면, 가서."""

_FORMS = "다여어려켜쳐져해돼게면며고요니까워줘봐써러는은을인일힌힐한할된될던든서"
"""What forms of verbs end with, and few nouns."""
_STEMS = (*"이리기히우추구치시하되르쓰키끼꾸누", "들", "어가", "아가", "나가", "려가")
"""What stems of verbs end with: 끓이는 is "that boils", and 고양이는 a cat."""
_OF_BOTH = frozenset(
    "고 며 면 지만 나 라 라고 라는 란 라면 라도 든 든지 야 여 던 인 일 인데 인지".split()  # noqa: SIM905
)
"""Particles that are endings of verbs as well."""

_LONGEST = max(map(len, _PARTICLES | _ENDINGS))


def _ending(word: str, endings: frozenset[str]) -> int:
    """Return the length of the longest of some endings that leaves at least one syllable."""
    longest = min(_LONGEST, len(word) - 1)
    return next((n for n in range(longest, 0, -1) if word[-n:] in endings), 0)


@lru_cache(maxsize=10_000)
def tail(word: str) -> int:
    """Return how many syllables at the end of a word are grammar; 0 where it is not Korean."""
    if not _SYLLABLES.fullmatch(word):
        return 0
    melted = 0
    if len(word) > 2 and (ord(word[-3]) - 0xAC00) % 28 == _MELTED.get(word[-2:]):
        melted = 2
    return max(_ending(word, _PARTICLES), _ending(word, _ENDINGS), melted)


def named(word: str) -> str:
    """Return what a Korean word names, without its ending; any other word as it is.

    Of a verb it is nothing, but for a noun before 하다 or 되다: verbs have as many forms as there
    are sentences, so that one that stands nowhere says little.
    """
    ending = word[len(word) - tail(word) :]
    if not ending:
        verb = len(word) == _BRIEF and word[-1] in _VERBAL and _SYLLABLES.fullmatch(word)
        return "" if verb else word
    if ending not in _PARTICLES and ending[0] not in _DOING:
        return ""
    return word[: -len(ending)]


def is_noun(word: str) -> bool:
    """Whether what a Korean word names is a noun, by its particle: 먹여도 and 끓이는 name none.

    In doubt it is not; of another language any word is one.
    """
    noun = named(word)
    if not noun or not _SYLLABLES.fullmatch(word):
        return bool(noun)
    ending = word[len(noun) :]
    if not ending:
        return noun[-1] not in _FORMS
    if ending in _OF_BOTH or (ending == "도" and noun[-1] in _FORMS):
        return False
    return not (ending in {"는", "은", "을"} and noun.endswith(_STEMS))


def is_verb(word: str) -> bool:
    """Whether a word is a Korean verb by its ending, and by itself: 생기나요 is, 납부하나요 not.

    Its letters change with its ending (생긴다, 생겨서), which pairs of syllables do not see.
    """
    ending = word[len(word) - tail(word) :]
    if len(ending) < _BRIEF and ending != "죠":
        return False
    return ending not in _PARTICLES and ending[0] not in _DOING


def noun_of_one(word: str) -> str:
    """Return the noun of one syllable that stands before a particle; empty where there is none."""
    if 1 < len(word) <= _LONGEST + 1 and word[1:] in _PARTICLES and _SYLLABLES.fullmatch(word):
        return word[0]
    return ""
