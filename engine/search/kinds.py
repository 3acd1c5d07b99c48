"""Words that stand for sets of values in a query: kinds of files, languages."""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


EXTENSIONS: dict[str, frozenset[str]] = {
    "pdf": _set("pdf"),
    "word": _set("doc docx docm dot dotx dotm odt ott fodt rtf hwp hwpx pages wps"),
    "sheet": _set("xls xlsx xlsm xlsb xlt xltx ods ots fods csv tsv numbers"),
    "slides": _set("ppt pptx pptm pps ppsx pot potx odp otp fodp key"),
    "mail": _set("eml msg mbox mbx emlx pst"),
    "book": _set("epub fb2 mobi azw azw3"),
    "web": _set("html htm xhtml mht mhtml"),
    "markdown": _set("md markdown mdx qmd rmd"),
    "text": _set("txt text log md markdown mdx rst adoc asciidoc org tex textile srt vtt"),
    "notebook": _set("ipynb"),
    "data": _set("json jsonl ndjson yaml yml toml xml ini cfg conf csv tsv"),
    "code": _set(
        "py pyi js mjs cjs ts tsx jsx java kt kts scala c h cc cpp cxx hpp hh cs go rs rb php pl "
        "pm r jl lua sh bash zsh fish ps1 bat cmd sql swift m mm dart ex exs erl hs ml fs vb asm "
        "s css scss sass less vue svelte ipynb cmake mk gradle proto tf nix"
    ),
}
"""Kind of file -> extensions, lower case, without the dot."""

ALIASES = {
    "doc": "word",
    "document": "word",
    "docs": "word",
    "excel": "sheet",
    "spreadsheet": "sheet",
    "table": "sheet",
    "sheets": "sheet",
    "powerpoint": "slides",
    "presentation": "slides",
    "slide": "slides",
    "email": "mail",
    "e-mail": "mail",
    "message": "mail",
    "ebook": "book",
    "e-book": "book",
    "html": "web",
    "webpage": "web",
    "md": "markdown",
    "txt": "text",
    "plain": "text",
    "jupyter": "notebook",
    "source": "code",
    "문서": "word",
    "한글": "word",
    "표": "sheet",
    "슬라이드": "slides",
    "발표": "slides",
    "메일": "mail",
    "이메일": "mail",
    "책": "book",
    "웹": "web",
    "마크다운": "markdown",
    "텍스트": "text",
    "노트북": "notebook",
    "데이터": "data",
    "코드": "code",
}
"""Other names of kinds; of each kind the first Korean one is the usual."""

_KNOWN = frozenset[str]().union(*EXTENSIONS.values())

# ISO 639-1, all of it.
_LANGUAGES = _set(
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy "
    "da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu "
    "hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb "
    "lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om "
    "or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw "
    "ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"
)

LANGUAGE_NAMES = {
    "english": "en",
    "german": "de",
    "deutsch": "de",
    "french": "fr",
    "français": "fr",
    "spanish": "es",
    "español": "es",
    "italian": "it",
    "italiano": "it",
    "portuguese": "pt",
    "português": "pt",
    "dutch": "nl",
    "nederlands": "nl",
    "polish": "pl",
    "russian": "ru",
    "русский": "ru",
    "turkish": "tr",
    "arabic": "ar",
    "hebrew": "he",
    "hindi": "hi",
    "korean": "ko",
    "한국어": "ko",
    "japanese": "ja",
    "日本語": "ja",
    "chinese": "zh",
    "中文": "zh",
    "vietnamese": "vi",
    "swedish": "sv",
    "danish": "da",
    "norwegian": "no",
    "finnish": "fi",
    "czech": "cs",
    "ukrainian": "uk",
    "greek": "el",
    "영어": "en",
    "독일어": "de",
    "프랑스어": "fr",
    "스페인어": "es",
    "이탈리아어": "it",
    "포르투갈어": "pt",
    "러시아어": "ru",
    "일본어": "ja",
    "중국어": "zh",
}
"""Lower case -> code."""


def extensions_of(kind: str) -> frozenset[str]:
    """The extensions that a kind of file has; a known extension stands for itself; else empty."""
    kind = kind.casefold().lstrip(".")
    found = EXTENSIONS.get(ALIASES.get(kind, kind))
    if found is not None:
        return found
    return frozenset({kind}) if kind in _KNOWN else frozenset()


def language_code(name: str) -> str:
    """The ISO 639-1 code for a code (``ko``, ``pt-BR``) or a name (``korean``); else empty."""
    name = name.casefold()
    named = LANGUAGE_NAMES.get(name)
    if named is not None:
        return named
    code = name.replace("_", "-").partition("-")[0]
    return code if code in _LANGUAGES else ""
