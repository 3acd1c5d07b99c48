"""Names of languages in themselves: right in every translation of the window."""

from __future__ import annotations

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


def language_name(code: str) -> str:
    """``ko`` → ``한국어``; an ISO 639-1 code; empty where the language could not be told."""
    if not code:
        return QCoreApplication.translate("Tongues", "not known")
    language = QLocale(code).language()
    known = language not in (QLocale.Language.C, QLocale.Language.AnyLanguage)
    return _NAMES.get(code) or (QLocale.languageToString(language) if known else code)
