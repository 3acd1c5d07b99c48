"""Which 8-bit encoding a text in Latin letters is in, judged by the letters that languages use."""

from __future__ import annotations

_ALPHABETS = """
äöüß éèêëàâçîïôûùœæ áéíóúñü¿¡ªº ãõáéíóúâêôçàü àèéìòùí åäöæøé áðéíóúýþæö
ąćęłńóśźż áčďéěíňóřšťúůýžľĺŕäô áéíóöőúüű ăâîșțşţ čćđšž
çğıöşüİâîû ąčęėįšųūž āčēģīķļņšūž äöõüšž
"""
_LANGUAGES = [frozenset(letters + letters.upper()) for letters in _ALPHABETS.split()]
_MARKS = frozenset("“”„‘’‚–—…«»‹›§°€£·•©®™´×²³½\xa0\xad")  # noqa: RUF001 - that is what texts contain
_ENCODINGS = (
    "cp1252",
    "cp1250",
    "iso8859_2",
    "cp1254",
    "cp1257",
    "iso8859_15",
    "mac_roman",
    "cp850",
    "cp852",
)
"""Likelier ones first: they win ties."""
_GOOD = 0.85


def guess_latin(sample: bytes) -> str:
    """Return the encoding in which most high bytes are letters of one language, or nothing."""
    scores = [(_score(sample.decode(encoding, "replace")), encoding) for encoding in _ENCODINGS]
    best = max(score for score, _ in scores)
    if best < _GOOD:
        return ""
    return next(encoding for score, encoding in scores if score >= best - 0.01)


def _score(text: str) -> float:
    """Return the share of non-ASCII characters that fit the one language they fit best."""
    counts: dict[str, int] = {}
    total = marks = 0
    for at, character in enumerate(text):
        if character < "\x80":
            continue
        total += 1
        if character not in _MARKS:
            counts[character] = counts.get(character, 0) + 1
        elif character in "’\xad" or not _inside_word(text, at):
            marks += 1
    fitting = max(
        sum(count for character, count in counts.items() if character in letters)
        for letters in _LANGUAGES
    )
    return (fitting + marks) / max(1, total)


def _inside_word(text: str, at: int) -> bool:
    return text[at - 1 : at].isalpha() and text[at + 1 : at + 2].isalpha()
