# ruff: noqa: RUF001 - letters of many scripts
"""Words that only ask: a passage that answers *when* says a date, and not *when*.

Not among the small words of `engine.models.language`, which weigh little in BM25 as well: those
tell languages apart, too, and change what is found.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from engine.models.question_endings import asks_in_korean, parts_that_ask
from engine.models.terms_fold import fold

if TYPE_CHECKING:
    from collections.abc import Collection

ASKING = {
    "en": "what when where which who whom whose why how much many does did tell explain find show "
    "please could would should",
    "de": "was wann wo wohin woher welche welcher welches welchem welchen wer wen wem wessen warum "
    "wieso weshalb wie viel viele wieviel wieviele lange wielange oft wofür womit wodurch worauf "
    "worin worum wovon wozu wogegen wonach bitte sag sagen erkläre erklären zeige gibt kannst "
    "könntest könnten können darf dürfen muss müssen soll sollte sollen möchte du mir mich",
    "fr": "que qu quoi quand où quel quelle quels quelles qui lequel laquelle lesquels lesquelles "
    "pourquoi comment combien est-ce est ce peut peux pouvez puis faut dois doit dis dites "
    "expliquer svp je j moi pourriez",
    "es": "qué cuándo dónde adónde cuál cuáles quién quiénes cómo cuánto cuánta cuántos cuántas "
    "puedo puede puedes podría podrías decir decirme dime debo debe favor me",
    "pt": "que quê quando onde aonde qual quais quem como quanto quanta quantos quantas porquê "
    "porque posso pode poderia dizer devo deve favor",
    "it": "che cosa quando dove dov quale quali qual chi perché come quanto quanta quanti quante "
    "posso può puoi puoi potrebbe dirmi devo deve",
    "nl": "wat wanneer waar waarom welke welk wie wiens hoe hoeveel hoelang waarvoor waarmee "
    "waarin kan kunt kun moet mag graag",
    "sv": "vad när var vart varför vilken vilket vilka vem vems hur kan måste ska",
    "da": "hvad hvornår hvor hvorfor hvilken hvilket hvilke hvem hvis hvordan kan skal må",
    "no": "hva når hvor hvorfor hvilken hvilket hvilke hvem hvordan kan skal må",
    "fi": "mikä mitä milloin koska missä mihin mistä miksi kuka kenen ketkä miten kuinka paljonko "
    "voiko voinko onko pitääkö",
    "et": "mis mida millal kus kuhu miks kes kelle kuidas palju kas",
    "pl": "co kiedy gdzie skąd dokąd który która które kto kogo dlaczego czemu jak ile czy",
    "cs": "co kdy kde kam který která které kdo koho proč jak kolik",
    "sk": "čo kedy kde kam ktorý ktorá ktoré kto koho prečo ako koľko",
    "sl": "kaj kdaj kje kam kateri katera katero kdo zakaj kako koliko",
    "hr": "što kada gdje kamo koji koja koje tko zašto kako koliko",
    "sr": "шта када где куда који која које ко зашто како колико šta kada gde kuda koji koja koje "
    "zašto kako koliko",
    "hu": "mi mit mikor hol hová melyik ki kit miért hogyan hogy mennyi hány",
    "ro": "ce care cine când unde cum cât câtă câți câte",
    "ca": "què quan on quin quina quins quines qui com quant quanta quants quantes",
    "tr": "ne zaman nerede nereye nereden hangi kim kimin neden niçin nasıl kaç mı mi mu mü",
    "lt": "kas ką kada kur kuris kuri kodėl kaip kiek",
    "lv": "kas ko kad kur kurš kura kāpēc kā cik",
    "ru": "что когда где куда откуда какой какая какое какие кто кого почему зачем как сколько ли "
    "можно нужно пожалуйста",
    "uk": "що коли де куди звідки який яка яке які хто кого чому навіщо як скільки чи можна "
    "потрібно",
    "bg": "какво кога къде кой коя кое кои защо как колко дали",
    "el": "τι πότε που πού ποιος ποια ποιο ποιοι ποιες γιατί πώς πως πόσο πόσα πόσες μπορώ πρέπει",
    "ar": "ما ماذا متى أين أي من لماذا لم كيف كم هل",
    "fa": "چه چی کی کجا کدام چرا چگونه چطور چند چقدر آیا",
    "ur": "کیا کب کہاں کون کس کیوں کیسے کتنا کتنے کتنی",
    "he": "מה מתי איפה היכן איזה איזו אילו מי למה מדוע איך כיצד כמה האם",
    "hi": "क्या कब कहाँ कहां कौन कौनसा किस किसे क्यों कैसे कितना कितने कितनी",
    "bn": "কি কী কখন কোথায় কেন কে কীভাবে কত কোন",
    "ta": "என்ன எப்போது எங்கே யார் ஏன் எப்படி எவ்வளவு எத்தனை",
    "te": "ఏమిటి ఎప్పుడు ఎక్కడ ఎవరు ఎందుకు ఎలా ఎంత",
    "id": "apa apakah dimana mana kapan siapa mengapa kenapa bagaimana berapa bisakah",
    "vi": "gì nào khi đâu ai tại sao thế bao nhiêu",
}
_ONLY_THERE = (
    "ai apa ce chi co come como cum est favor hoe hol hur hvis ile jak ka kad kam kan kas kde ki "
    "kim kit ko kun kur ma mag mana mi mis mit mu ne on palju quan que qui var vart ما من أي لم کی "
    "کس ли"
)
"""Words of theirs that are others elsewhere (AI, Kim, MIT, KDE): they ask in their language."""
_NOT_FOLDED = frozenset(("vi",))  # whose accents tell words apart


def asks(word: str, languages: Collection[str] | None = None) -> bool:
    """Return whether a word only asks.

    Args:
        word: of a query, in any case.
        languages: ISO 639-1 that it may be in; None for any. What is a word that only asks in one
            language and a name in others asks in these alone.
    """
    plain = word.casefold()
    if languages is not None and plain in _only_there():
        return any(plain in _words(language) for language in languages)
    return plain in _all() or asks_in_korean(plain) or asks_whole(plain)


def asks_whole(run: str) -> bool:
    """Return whether nothing of a run of Chinese, Japanese or Thai says anything."""
    parts = parts_that_ask(run)
    return len(parts) == 1 and parts[0] == (0, len(run))


@cache
def _only_there() -> frozenset[str]:
    return frozenset(_ONLY_THERE.split())


@cache
def _words(language: str) -> frozenset[str]:
    words = ASKING.get(language, "").split()
    return frozenset(words if language in _NOT_FOLDED else (*words, *map(fold, words)))


@cache
def _all() -> frozenset[str]:
    return frozenset[str]().union(*map(_words, ASKING))
