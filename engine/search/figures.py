"""What of a text must not differ where two texts are to say the same: numbers, and words like them.

A number is taken with its sign and with the letters at it (flat 3a), and in its place: who gets 300
and who gets 500 matters. Numbers may be written in words, and a "not" weighs as much as a number.
Days are apart, for versions of a text differ in them: days of the calendar, the names of months,
the years of a copyright notice, and the time at the head of a mail or of its quotation. What could
be a day as well as a part's number (12-34-56, 1.2.10) is a number.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_MONTHS = """
january february march april may june july august september october november december
jan feb mar apr jun jul aug sep sept oct nov dec
januar jänner februar feber märz mrz mai juni juli oktober okt dezember dez
janvier février mars avril juin juillet août septembre octobre novembre décembre
enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre
gennaio febbraio aprile maggio giugno luglio settembre ottobre novembre dicembre
janeiro fevereiro março maio junho julho setembro outubro novembro dezembro
januari februari maart mei augustus maj augusti desember
stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia
января февраля марта апреля мая июня июля августа сентября октября ноября декабря
ledna února března dubna května června července srpna září října listopadu prosince
ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık
"""  # noqa: RUF001 - Turkish has an i without a dot

_WEIGHTY = """
not no never none nor neither cannot without nothing nobody unless except
nicht kein keine keiner keinen keinem keines nie niemals nichts niemand niemanden ohne weder
pas jamais sans aucun aucune rien nunca sin ningún ninguna ninguno nada non mai senza nessun nessuna
não nem sem niet geen nooit zonder nie nigdy bez не нет ни никогда без inte aldrig utan ikke aldri
one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand
million millions billion billions dozen half once twice first second third fourth fifth sixth
seventh eighth ninth tenth eleventh twelfth
eins erste erster ersten erstes erstem dritte dritter dritten drittes drittem halb halbe halben
million millionen milliarde milliarden dutzend einmal
deux trois quatre cinq sept huit neuf dix vingt trente quarante cinquante soixante cent mille
uno dos tres cuatro cinco seis siete ocho nueve diez veinte treinta cien ciento mil
due tre quattro cinque sei sette otto nove dieci venti trenta cento
"""
_MONTH_NAMES = frozenset(_MONTHS.split())
_WEIGHTY_WORDS = frozenset(_WEIGHTY.split())

_YEAR = r"(?:1[89]|2[0-6])\d\d(?!\d)"
_IN_YEAR = r"(?:0?[1-9]|1[0-2])"
_IN_MONTH = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = rf"(?:{'|'.join(sorted(_MONTH_NAMES, key=len, reverse=True))})(?![^\W_])\.?"
_GERMAN = (
    r"(?!und|einen?\b|einer\b|eine[ms]\b|eine?\b)"
    r"(?:ein|zwei|zwo|drei|vier|fünf|sechs|sech|sieben|sieb|acht|neun|zehn|elf|zwölf|zwan|und|s?zig|ssig"
    r"|hundert|tausend)+(?:s|e[rnms]?|s?te[rnms]?|mal|fach\w*)?"
)
_COUNTED = "(?:명|개월|개|번째|번|달|시간|시|장|권|살|마리|사람|가지|잔|병|주|층|건|차례|배|분|쪽)"
_KOREAN = (
    r"하나|둘|셋|넷|다섯|여섯|일곱|여덟|아홉|스물|스무|서른|마흔|예순|일흔|여든|아흔|첫|절반"
    rf"|(?:한|두|세|네|석|넉|열|쉰)(?={_COUNTED}|\b)"
    rf"|(?=[일이삼사오육칠팔구]*[십백천만억조])[일이삼사오육칠팔구십백천만억조]{{2,}}(?=원|년|월|일|{_COUNTED}|\b)"
    r"|(?:안|못)\b|불가|금지|미납|무료"
)
_LETTER = r"[^\W\d_\u0e01-\u0e7f\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3]"
_TOKEN = re.compile(
    rf"(?P<number>(?<![\w-])-[€$£¥₩]?\d|\d)|(?P<word>{_LETTER}+(?:'t\b)?)|(?P<korean>[가-힣]+)"
    "|(?P<signs>[\u0e01-\u0e7f\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff]+)"
)
_NUMBER = re.compile(r"-?[€$£¥₩]?[a-z]*\d+(?:[.,:/]\d+)*[a-z]{0,8}")
_DAY = re.compile(
    r"(?<![\w.,:/-])(?:"
    rf"{_YEAR}([-./]){_IN_YEAR}\1{_IN_MONTH}"  # 2024-03-01
    rf"|(?:{_IN_MONTH}([-./]){_IN_YEAR}\2|{_IN_YEAR}([-/]){_IN_MONTH}\3){_YEAR}"
    r")(?![\da-z:/-]|[.,]\d)"
    rf"|(?<!\w){_IN_MONTH}(?:st|nd|rd|th|er|\.|º)?\s?(?:de\s|of\s)?{_MONTH}"
    rf"(?:\sde|\sdel|,)?\s{_YEAR}"
    rf"|(?<!\d)(?:{_YEAR}|\d\d)\s?[年년]\s?{_IN_YEAR}\s?[月월](?:\s?{_IN_MONTH}\s?[日일])?"
)
_MONTH_FIRST = re.compile(  # the rent for March; March 2024; March 1st, 2024
    rf"{_MONTH}(?:(?:\s{_IN_MONTH}(?:st|nd|rd|th)?,?(?=\s{_YEAR}))?(?:\sde|\sdel|,)?\s{_YEAR})?"
)
_TIME = re.compile(
    r"(?<![\w:.,/-])[012]?\d:[0-5]\d(?::[0-5]\d)?(?:\s?[ap]m\b)?(?:\s[+-]\d{4}\b)?(?![\d:])"
)
_IN_GERMAN = re.compile(_GERMAN)
_IN_KOREAN = re.compile(rf"(?<!\w)(?:{_KOREAN})|않|없|아니|못하|못한|못했")
_IN_SIGNS = re.compile(
    "[一二三四五六七八九十百千万萬億亿兆〇零]+|[不没沒未無无]|ない|なかっ|なく|ません|ไม่"
)
_CLAIM = re.compile(rf"(?:copyright|©|\(c\))[\s,]*(?:©|\(c\))?[\s,]*(?:{_YEAR}[\s,-]*)*\Z")
_CLAIMED = re.compile(_YEAR)
_BEFORE, _AFTER = 60, 120
_HEAD = re.compile(  # of a mail, before its time
    r"(?<!\w)(?:date|sent|datum|gesendet|envoyé|fecha|enviado|data|inviato|verzonden|보낸 날짜"
    r"|날짜|日期|送信日時|日時)\s?:[^:]*\Z"
)
_SUBJECT = re.compile(
    r"(?<!\w)(?:subject|betreff|objet|asunto|oggetto|assunto|onderwerp|제목|件名|主题|主題)\s?:"
)
_AROUND = 300
_JOINED = 8
"""Letters before a number that belong to it, at most."""
_QUOTING = re.compile(  # after it: "…, Rita wrote: > Hello"
    r"[^:]*(?:(?:wrote|schrieb[^:]*|a écrit|escribió|ha scritto|escreveu|schreef|작성)\s?:|:\s>)"
)


class Figures(NamedTuple):
    """The figures of a text."""

    numbers: tuple[str, ...]
    """All but days, also those in words, and negations; in their order."""
    days: frozenset[str]


@lru_cache(2_000)  # what one letter of a query finds the next one mostly finds as well
def figures(text: str) -> Figures:
    """Return the figures of a text that is `comparable` and has no line breaks."""
    numbers: list[str] = []
    days: set[str] = set()
    place = 0
    while token := _TOKEN.search(text, place):
        start, place = token.span()
        if _is_plain(text, token):  # as most are
            if _weighs(token[0]):
                numbers.append(token[0])
        elif day := _day(text, token):
            days.add(day[0])
            place = day.end()
        elif number := _number(text, token):
            numbers.append(number[0])
            place = number.end()
        elif token.lastgroup == "word":
            if _weighs(token[0]):
                numbers.append(token[0])
        else:
            written = _IN_KOREAN if token.lastgroup == "korean" else _IN_SIGNS
            numbers += [found[0] for found in written.finditer(text, start, place)]
    return Figures(tuple(numbers), frozenset(days))


def _is_plain(text: str, token: re.Match[str]) -> bool:
    """Whether a word begins neither a day nor a number."""
    if token.lastgroup != "word" or token[0] in _MONTH_NAMES:
        return False
    end = token.end()
    return not text[end : end + 1].isdigit()


def _day(text: str, token: re.Match[str]) -> re.Match[str] | None:
    """The day that begins here."""
    start = token.start()
    if token.lastgroup == "word":
        return _MONTH_FIRST.match(text, start) if token[0] in _MONTH_NAMES else None
    if token.lastgroup != "number":
        return None
    if day := _DAY.match(text, start):
        return day
    time = _TIME.match(text, start)
    return time if time and _heads(text, time) else _claimed(text, start)


def _number(text: str, token: re.Match[str]) -> re.Match[str] | None:
    """The number that begins here, with letters before it as in "b12"."""
    if token.lastgroup == "number":
        return _NUMBER.match(text, token.start())
    end = token.end()
    if (
        token.lastgroup != "word"
        or end - token.start() > _JOINED
        or not text[end : end + 1].isdigit()
    ):
        return None
    return _NUMBER.match(text, token.start())


@lru_cache(10_000)
def _weighs(word: str) -> bool:
    """Whether a word is a number or denies."""
    return word in _WEIGHTY_WORDS or word.endswith("n't") or bool(_IN_GERMAN.fullmatch(word))


def _claimed(text: str, start: int) -> re.Match[str] | None:
    """The year of a copyright notice."""
    year = _CLAIMED.match(text, start)
    return year if year and _CLAIM.search(text, max(0, start - _BEFORE), start) else None


def _heads(text: str, time: re.Match[str]) -> bool:
    """Whether a time stands at the head of a mail or of its quotation."""
    start, end = time.span()
    if _QUOTING.match(text, end, end + _AFTER):
        return True
    head = _HEAD.search(text, max(0, start - _BEFORE), start)
    return bool(head and _SUBJECT.search(text, max(0, start - _AROUND), end + _AROUND))
