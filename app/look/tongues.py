"""Names of languages in themselves: right in every translation of the window."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QCoreApplication, QLocale

_NAMES = {
    "ar": "العربية",
    "cs": "čeština",
    "da": "dansk",
    "de": "Deutsch",
    "el": "Ελληνικά",
    "en": "English",
    "es": "español",
    "fi": "suomi",
    "fr": "français",
    "he": "עברית",
    "hi": "हिन्दी",
    "hu": "magyar",
    "it": "italiano",
    "ja": "日本語",
    "ko": "한국어",
    "nl": "Nederlands",
    "no": "norsk",
    "pl": "polski",
    "pt": "português",
    "ro": "română",
    "ru": "русский",
    "sv": "svenska",
    "th": "ไทย",
    "tr": "Türkçe",
    "uk": "українська",
    "vi": "Tiếng Việt",
    "zh": "中文",
}
# QLocale's own native names carry a country: "American English", "español de España".
_KOREAN = {
    "ar": "아랍어",
    "cs": "체코어",
    "da": "덴마크어",
    "de": "독일어",
    "el": "그리스어",
    "en": "영어",
    "es": "스페인어",
    "fi": "핀란드어",
    "fr": "프랑스어",
    "he": "히브리어",
    "hi": "힌디어",
    "hu": "헝가리어",
    "it": "이탈리아어",
    "ja": "일본어",
    "ko": "한국어",
    "nl": "네덜란드어",
    "no": "노르웨이어",
    "pl": "폴란드어",
    "pt": "포르투갈어",
    "ro": "루마니아어",
    "ru": "러시아어",
    "sv": "스웨덴어",
    "th": "태국어",
    "tr": "터키어",
    "uk": "우크라이나어",
    "vi": "베트남어",
    "zh": "중국어",
}
_LEAST = 3
"""Letters of a name in Latin script that may stand for it."""


@cache
def names(code: str) -> str:
    """All that a language may be looked for by: its code, its names in itself, English, Korean."""
    english = QLocale.languageToString(QLocale(code).language())
    return f"{code} {language_name(code)} {english} {_KOREAN.get(code, '')}"


def is_language(word: str) -> bool:
    """Whether a word, in lower case, is a language's code or begins one of its names."""
    enough = len(word) >= (_LEAST if word.isascii() else 1)
    return word in _NAMES or (enough and any(name.startswith(word) for name in _every_name()))


@cache
def _every_name() -> frozenset[str]:
    return frozenset(word for code in _NAMES for word in names(code).casefold().split())


def spoken_name(code: str) -> str:
    """``ko`` → ``Korean``, in a Korean window ``한국어``: what it is called within a sentence."""
    if QLocale().language() == QLocale.Language.Korean and code in _KOREAN:
        return _KOREAN[code]
    language = QLocale(code).language()
    known = language not in (QLocale.Language.C, QLocale.Language.AnyLanguage)
    english = QLocale().language() == QLocale.Language.English
    return QLocale.languageToString(language) if known and english else language_name(code)


def language_name(code: str) -> str:
    """``ko`` → ``한국어``; an ISO 639-1 code; empty where the language could not be told."""
    if not code:
        return QCoreApplication.translate("Tongues", "not known")
    language = QLocale(code).language()
    known = language not in (QLocale.Language.C, QLocale.Language.AnyLanguage)
    return _NAMES.get(code) or (QLocale.languageToString(language) if known else code)
