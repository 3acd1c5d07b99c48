# ruff: noqa: RUF001 - letters of many scripts
"""Words that only ask: a passage that answers *when* says a date, and not *when*.

Not among the small words of `engine.models.language`, which weigh little in BM25 as well: those
tell languages apart, too, and change what is found.
"""

from __future__ import annotations

from functools import cache

ASKING = {
    "en": "what when where which who whom whose why how much many does did tell explain find show",
    "de": "was wann wo wohin woher welche welcher welches wer wen wem wessen warum wieso weshalb "
    "wie viel viele lange oft",
    "fr": "que quoi quand où quel quelle quels quelles qui pourquoi comment combien",
    "es": "qué cuándo dónde cuál cuáles quién quiénes cómo cuánto cuánta cuántos cuántas",
    "pt": "que quando onde qual quais quem como quanto quanta quantos quantas porquê",
    "it": "che cosa quando dove quale quali chi perché come quanto quanta quanti quante",
    "nl": "wat wanneer waar waarom welke welk wie hoe hoeveel",
    "sv": "vad när var varför vilken vilket vilka vem hur",
    "da": "hvad hvornår hvor hvorfor hvilken hvilket hvilke hvem hvordan",
    "no": "hva når hvor hvorfor hvilken hvilket hvilke hvem hvordan",
    "fi": "mikä mitä milloin koska missä mihin miksi kuka kenen miten kuinka paljonko",
    "pl": "co kiedy gdzie który która które kto dlaczego jak ile",
    "cs": "co kdy kde který která které kdo proč jak kolik",
    "hu": "mi mit mikor hol melyik ki miért hogyan mennyi hány",
    "tr": "ne zaman nerede nereye hangi kim neden niçin nasıl kaç",
    "ru": "что когда где куда какой какая какое какие кто почему зачем как сколько",
    "uk": "що коли де куди який яка яке які хто чому навіщо як скільки",
    "el": "τι πότε που πού ποιος ποια ποιο ποιοι γιατί πώς πως πόσο πόσα πόσες",
    "ar": "ما ماذا متى أين أي من لماذا كيف كم هل",
    "fa": "چه چی کی کجا کدام چرا چگونه چطور چند آیا",
    "he": "מה מתי איפה היכן איזה איזו מי למה מדוע איך כמה האם",
    "hi": "क्या कब कहाँ कहां कौन कौनसा किस किसे क्यों कैसे कितना कितने कितनी",
    "id": "apa kapan dimana mana siapa mengapa kenapa bagaimana berapa",
    "vi": "gì nào khi đâu ai tại sao thế bao nhiêu",
}
_BEGIN = {  # words that carry their endings with them
    "ko": "언제 어디 무엇 무슨 뭐 뭘 어느 어떤 어떻 어때 어떠 얼마 누구 누가 왜 몇 알려 궁금",
    "ja": "いつ どこ なに 何 どの どれ だれ 誰 なぜ どう いくら",
    "zh": "什么 什麼 何时 哪里 哪裡 哪 谁 誰 为什么 為什麼 怎么 怎麼 多少 几 幾",
}
_LONGEST = 7
"""Characters of a word that begins so and may have endings: 어떻게되나요; more is a sentence."""


def asks(word: str) -> bool:
    """Return whether a word only asks, in any language.

    Args:
        word: of a query, in any case.
    """
    plain = word.casefold()
    return plain in _all() or (len(plain) <= _LONGEST and plain.startswith(_beginnings()))


@cache
def _all() -> frozenset[str]:
    return frozenset(word for words in ASKING.values() for word in words.split())


@cache
def _beginnings() -> tuple[str, ...]:
    return tuple(word for words in _BEGIN.values() for word in words.split())
