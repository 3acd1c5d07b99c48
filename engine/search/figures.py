"""What of a text must not differ where two texts are to say the same: numbers, and words like them.

A number is taken with its sign and with the letters at it (flat 3a), and in its place: who gets 300
and who gets 500 matters. Numbers may be written in words, and a "not" weighs as much as a number.
Days are apart, for versions of a text differ in them: days of the calendar, the names of months,
the years of a copyright notice, and the time at the head of a mail or of its quotation. What could
be a day as well as a part's number (12-34-56, 1.2.10) is a number.
"""

from __future__ import annotations

import re
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
_WEIGHTY_WORDS = frozenset(_WEIGHTY.split())

_YEAR = r"(?:1[89]|2[0-6])\d\d(?!\d)"
_IN_YEAR = r"(?:0?[1-9]|1[0-2])"
_IN_MONTH = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = rf"(?:{'|'.join(sorted(set(_MONTHS.split()), key=len, reverse=True))})(?![^\W_])\.?"
_GERMAN = (
    r"(?!und|einen?\b|einer\b|eine[ms]\b|eine?\b)"
    r"(?:ein|zwei|zwo|drei|vier|fünf|sechs|sech|sieben|sieb|acht|neun|zehn|elf|zwölf|zwan|und|s?zig|ssig"
    r"|hundert|tausend)+(?:s|e[rnms]?|s?te[rnms]?|mal|fach\w*)?"
)
_COUNTED = "(?:명|개월|개|번째|번|달|시간|시|장|권|살|마리|사람|가지|잔|병|주|층|건|차례|배|분|쪽)"
_KOREAN = (
    r"하나|둘|셋|넷|다섯|여섯|일곱|여덟|아홉|스물|스무|서른|마흔|예순|일흔|여든|아흔|첫|절반"
    rf"|(?:한|두|세|네|석|넉|열|쉰)(?={_COUNTED}|\b)"
    r"|(?=[일이삼사오육칠팔구]*[십백천만억조])[일이삼사오육칠팔구십백천만억조]{2,}"
    r"|(?:안|못)\b|불가|금지|미납|무료"
)
_FIGURE = re.compile(
    "|".join(
        (
            r"(?P<day>(?<![\w.,:/-])(?:"
            rf"{_YEAR}([-./]){_IN_YEAR}\2{_IN_MONTH}"  # 2024-03-01
            rf"|(?:{_IN_MONTH}([-./]){_IN_YEAR}\3|{_IN_YEAR}([-/]){_IN_MONTH}\4){_YEAR}"
            r")(?![\da-z:/-]|[.,]\d)"
            rf"|(?<!\w)(?:{_IN_MONTH}(?:st|nd|rd|th|er|\.|º)?\s?(?:de\s|of\s)?)?{_MONTH}"
            rf"(?:\s{_IN_MONTH}(?:st|nd|rd|th)?,?(?=\s{_YEAR}))?(?:\sde|\sdel|,)?\s{_YEAR}"
            rf"|(?<!\w){_MONTH}"  # the rent for March
            rf"|(?<!\d)(?:{_YEAR}|\d\d)\s?[年년]\s?{_IN_YEAR}\s?[月월](?:\s?{_IN_MONTH}\s?[日일])?)",
            r"(?P<time>(?<![\w:.,/-])[012]?\d:[0-5]\d(?::[0-5]\d)?(?:\s?[ap]m\b)?(?:\s[+-]\d{4}\b)?)"
            r"(?![\d:])",
            r"(?P<number>(?:(?<![\w-])-(?=[€$£¥₩]?\d)[€$£¥₩]?)?"
            r"(?:(?<![a-z])[a-z]{1,8})?\d+(?:[.,:/]\d+)*[a-z]{0,8})",
            r"(?P<signs>[一二三四五六七八九十百千万萬億亿兆〇零]+|[不没沒未無无]|ない|なかっ|なく|ません"
            r"|ไม่)",
            rf"(?P<korean>(?<!\w)(?:{_KOREAN})|않|없|아니|못하|못한|못했)",
            rf"(?P<german>(?<!\w){_GERMAN}(?!\w))",
            r"(?P<word>[^\W\d_\u0e01-\u0e7f\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3]+(?:'t\b)?)",
        )
    )
)
_CLAIM = re.compile(rf"(?:copyright|©|\(c\))[\s,]*(?:©|\(c\))?[\s,]*(?:{_YEAR}[\s,-]*)*\Z")
_BEFORE, _AFTER = 60, 120
_HEAD = re.compile(  # of a mail, before its time
    r"(?<!\w)(?:date|sent|datum|gesendet|envoyé|fecha|enviado|data|inviato|verzonden|보낸 날짜"
    r"|날짜|日期|送信日時|日時)\s?:[^:]*\Z"
)
_SUBJECT = re.compile(
    r"(?<!\w)(?:subject|betreff|objet|asunto|oggetto|assunto|onderwerp|제목|件名|主题|主題)\s?:"
)
_AROUND = 300
_QUOTING = re.compile(  # after it: "…, Rita wrote: > Hello"
    r"[^:]*(?:(?:wrote|schrieb[^:]*|a écrit|escribió|ha scritto|escreveu|schreef|작성)\s?:|:\s>)"
)


class Figures(NamedTuple):
    """The figures of a text."""

    numbers: tuple[str, ...]
    """All but days, also those in words, and negations; in their order."""
    days: frozenset[str]


def figures(text: str) -> Figures:
    """Return the figures of a text that is `comparable` and has no line breaks."""
    numbers: list[str] = []
    days: set[str] = set()
    for found in _FIGURE.finditer(text):
        kind = found.lastgroup
        if kind == "day" or (kind == "time" and _heads(text, found)) or _claimed(text, found):
            days.add(found[0])
        elif kind != "word" or found[0] in _WEIGHTY_WORDS or found[0].endswith("n't"):
            numbers.append(found[0])
    return Figures(tuple(numbers), frozenset(days))


def _claimed(text: str, found: re.Match[str]) -> bool:
    """Whether this is the year of a copyright notice."""
    start, end = found.span()
    return found.lastgroup == "number" and bool(_CLAIM.search(text, max(0, start - _BEFORE), end))


def _heads(text: str, time: re.Match[str]) -> bool:
    """Whether a time stands at the head of a mail or of its quotation."""
    start, end = time.span()
    if _QUOTING.match(text, end, end + _AFTER):
        return True
    head = _HEAD.search(text, max(0, start - _BEFORE), start)
    return bool(head and _SUBJECT.search(text, max(0, start - _AROUND), end + _AROUND))
