"""What only asks in languages that write it together with other words, or as endings.

Korean ends a question with a verb that says nothing by itself (어떻게 해야 하나요, 알려주세요):
such a word is light verbs and their endings from its first letter to its last. It is read letter by
letter, for an ending may begin inside a syllable (하 + ㄴ가요 = 한가요). Chinese, Japanese and Thai
have no spaces: there parts of a run ask (旅館の予約は何泊ですか), and so do the particles around
them.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SYLLABLES = re.compile("[가-힣]+")
_LONGEST = 14
"""Syllables of what only asks: 해주실수있는건가요; more is a sentence without spaces."""

_PRONOUNS = (
    "언제 어디 어딧 어딨 무엇 무얼 무슨 뭐 뭘 뭔 뭣 어느 어떤 어떻게 어떡 어때 어떠 어떻 얼마 "
    "얼만큼 누구 누가 누굴 누군 왜 몇 며칠 몇일 몇월 몇시 몇번 몇개 몇명 몇년 몇달 몇살 몇분 몇층"
)
_JOINED = (  # particles and endings that question words take
    "은 는 이 가 을 를 의 에 에서 서 에게 에게서 한테 께 까지 부터 로 으로 만 도 나 이나 쯤 정도 "
    "만큼 마다 와 과 랑 하고 든 든지 들 인 인데 인지 일 일지 냐 이냐 지 다 이다 이며 고 게 "
    "었 였 를까 일까 할까 해 해서 하 하면 죠 이죠 지요 이지요 요 이요 에요 예요 이에요 인가 인가요 "
    "인지요 일까요 입니까 입니다 인데요 한가 한가요 한지 할지 할까요 합니까 했 했나요 될까 될까요 "
    "되 되나 되나요 되는지 되는지요 됩니까 되죠 돼요 된 ㄴ가요 ㄴ가 ㄴ지 ㄴ지요 ㄴ데요 ㄹ까 ㄹ까요 "
    "ㅂ니까"
)
_LIGHT = (  # verbs that only carry a question, with the forms that melt with their endings
    "하 하시 하였 해 했 해보 해주 해주시 해드리 되 되시 돼 됐 되어 있 계시 없 이 이시 이었 였 주 "
    "주시 줘 드리 드려 보 보시 봐 싶 싶으시 알 아시 알려주 알려주시 알려줘 알려드리 알려 알고 알수 "
    "말해주 말해주시 말해줘 말씀해주 말씀해주시 가르쳐주 가르쳐주시 설명해주 설명해주시 설명하 "
    "찾아주 찾아주시 보여주 보여주시 보여줘 "
    "궁금하 궁금해 궁금 가능하 가능해 가능 좋 좋으 좋아 어떠 어때 어떻 그러 그렇 같 부탁 부탁드리 "
    "부탁드려 부탁해 부탁하 바라 겠 하겠 되겠 있겠 주시겠 줄 할 될 있을 주실 하실 해줄 해주실 "
    "알려줄 알려주실 거 것이 거이 건 건데 것 게"
)
_ENDINGS = (  # of questions and polite requests, and what is polite in sentences before them
    "나요 느냐 느냐고 는가 는가요 는지 는지요 는데요 은가 은가요 은지 은지요 은데요 ㄴ가 ㄴ가요 "
    "ㄴ지 ㄴ지요 ㄴ데요 ㄴ지를 는지를 을까 을까요 ㄹ까 ㄹ까요 까요 을지 을지요 습니까 ㅂ니까 "
    "습니다 ㅂ니다 ㅂ시다 나이까 죠 지요 잖아요 어요 아요 에요 예요 요 여요 으세요 세요 셔요 시죠 "
    "시오 으시오 십시오 으십시오 네요 군요 ㄹ게요 을게요 ㄹ래 ㄹ래요 을래요 래요 던가요 었나요 "
    "았나요 ㅆ나요 었습니까 았습니까 ㅆ습니까 니까 ㄹ수있나요 ㄹ수있을까요 ㄹ수있는지 ㄹ수있습니까 "
    "ㄹ수있는가요 ㄹ수있는지요 ㄹ수있어요 ㄹ수있죠 ㄹ수있는"
)
_LINKED = (  # what stands between two light verbs: 해야 하나요, 하고 싶어요
    "야 야만 어야 아야 면 으면 려면 으려면 고 고서 고자 지 는 은 ㄴ ㄹ 을 ㄹ수 을수 는거 ㄴ거 ㄹ거 "
    "는것 ㄴ것 ㄹ것 는건 ㄴ건 ㄹ건 는게 ㄴ게 어 아 도 려고 ㄴ다면 는데 ㄴ데 은데 던 게"
)
_ASKED = "알려줘 말해줘 보여줘 찾아줘 설명해줘 가르쳐줘 해줘 알려줄래 말해줄래 알려달라"
_NEVER = frozenset(("언제나",))
_COMPATIBLE = str.maketrans("ㄴㄹㅁㅂㅆ", "\u11ab\u11af\u11b7\u11b8\u11bb")


def _letters(words: str) -> str:
    """What matches any of some words, letter by letter; lone consonants are final ones."""
    apart = unicodedata.normalize("NFD", words).translate(_COMPATIBLE).split()
    return "|".join(map(re.escape, sorted(set(apart), key=lambda one: (-len(one), one))))


_VERB = f"(?:안|못)?(?:{_letters(_LIGHT)})(?:{_letters(_LINKED)})"
_CLOSING = (
    f"(?:(?:{_letters(_LIGHT)})(?:{_letters('겠 었 ㅆ')})?(?:{_letters(_ENDINGS)})"
    f"|{_letters(_ASKED)})"
)
_KOREAN = re.compile(
    f"(?:{_letters(_PRONOUNS)})(?:{_letters(_JOINED)})*"
    f"|(?:{_letters(_PRONOUNS)})?(?:{unicodedata.normalize('NFD', _VERB)})*"
    f"{unicodedata.normalize('NFD', _CLOSING)}"
)

_CHINESE = (
    "为什么|為什麼|为什麼|为何|為何|什么时候|什麼時候|什么|什麼|甚麼|何时|何時|何处|何處|哪里|哪裡|哪儿|"
    "哪些|哪个|哪個|哪位|哪年|哪天|哪|谁|誰|怎么办|怎么样|怎么|怎麼辦|怎麼樣|怎麼|怎样|怎樣|如何|"
    "多少钱|多少錢|多少|多久|多长时间|多長時間|多长|多長|多大|几(?![何乎率])|(?<![无知])幾(?![何乎])|"
    "能不能|可不可以|是不是|有没有|有沒有|要不要|会不会|會不會|是否|能否|可否|请问|請問|请告诉我|"
    "請告訴我|告诉我|告訴我|我想知道|想知道|吗|嗎|呢|[吧么麼]$|"
    "(?<![目标標])的(?![士确確])|(?<![终終完])了(?![解结])|(?<![于還还但])是(?![否非])"
)
_JAPANESE = (
    "いつまで|いつから|いつ|どこ|どちら|どの|どれ|どんな|だれ|なぜ|どうして|どうやって|どうすれば|"
    "どうしたら|どう|いくつ|いくら|なんで|なに|なん|(?<![幾如任])何|誰|を?教えて(?:ください|下さい)?|"
    "知りたい(?:です)?|について|とは"
)
_POLITE = (  # at the end of what is asked, or of one of its clauses
    "[いきしちにひみりぎじびえけせてねへめれげべさ]?(?:ます|ました|ません|ましょう)か?|"
    "(?:するの|したの|るの|なの|の)?(?:です|でした|でしょう|だろう|ですよね)か?|"
    "(?:すれば|したら)?(?:いい|よい|良い)(?:です|の|のです)?か?|ください|下さい|したい|ですね|のか|か"
)
_PARTICLE = "には|では|とは|から|まで|[はがをにでのともへや]"
_KANJI = "\u3005-\u3007\u30a1-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_THAI = (
    "อะไรบ้าง|อะไร|เมื่อไหร่|เมื่อไร|ที่ไหน|ไหน|ใคร|ทำไม|อย่างไร|ยังไง|เท่าไหร่|เท่าไร|กี่|ใช่ไหม|"
    "ได้ไหม|ไหม|มั้ย|หรือไม่|หรือเปล่า|ครับ|ค่ะ|คะ"
)
_IN_CHINESE = re.compile(f"(?:{_CHINESE})+")
_IN_JAPANESE = re.compile(
    f"(?:{_JAPANESE}|(?:{_POLITE})$"
    f"|(?<=[{_KANJI}])(?:{_PARTICLE})(?=[{_KANJI}]|$|{_JAPANESE}))+"
    f"|(?:{_PARTICLE})(?={_JAPANESE})"
)
_IN_THAI = re.compile(f"(?:{_THAI})+")
_KANA, _THAI_LETTER = re.compile("[\u3041-\u3096\u30a1-\u30fa]"), re.compile("[\u0e01-\u0e4e]")


@lru_cache(maxsize=10_000)
def asks_in_korean(word: str) -> bool:
    """Return whether a Korean word is one that only asks, with its endings."""
    if len(word) > _LONGEST or word in _NEVER or not _SYLLABLES.fullmatch(word):
        return False
    return _KOREAN.fullmatch(unicodedata.normalize("NFD", word)) is not None


@lru_cache(maxsize=10_000)
def parts_that_ask(run: str) -> tuple[tuple[int, int], ...]:
    """Return start and end of the parts of a run without spaces that only ask, ascending.

    Args:
        run: in one of the scripts that are written so; of others there are none.
    """
    if _THAI_LETTER.match(run):
        asking = _IN_THAI
    else:
        asking = _IN_JAPANESE if _KANA.search(run) else _IN_CHINESE
    return tuple(found.span() for found in asking.finditer(run))
