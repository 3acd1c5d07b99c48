"""What a file's name says: a dictionary look-up, since the scanner asks for every file it meets."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import PurePath

TEXT, MARKDOWN, HTML, XML = "text", "markdown", "html", "xml"
NOTEBOOK, MAIL, MAILBOX, RTF, PDF = "notebook", "mail", "mailbox", "rtf", "pdf"
DOCX, PPTX, OPEN_DOCUMENT, EPUB, HWPX, HWP = "docx", "pptx", "opendocument", "epub", "hwpx", "hwp"
OTHER = "other"
"""Formats left to kreuzberg."""

TEXTUAL = frozenset({TEXT, MARKDOWN, HTML, XML, NOTEBOOK, MAIL, MAILBOX, RTF})
"""Kinds whose bytes are text of some encoding."""

_OFFICE = "application/vnd.openxmlformats-officedocument."
_OASIS = "application/vnd.oasis.opendocument."

_KINDS: dict[str, tuple[str, str]] = {
    "md markdown mdown mkd mdx qmd rmd": (MARKDOWN, "text/markdown"),
    "html htm xhtml shtml": (HTML, "text/html"),
    "xml rss atom xsl xslt xsd wsdl svg plist xlf xliff tmx resx": (XML, "application/xml"),
    "docbook dbk": (XML, "application/docbook+xml"),
    "dita ditamap": (XML, "application/dita+xml"),
    "fb2": (XML, "application/x-fictionbook+xml"),
    "opml": (XML, "text/x-opml"),
    "fodt fods fodp": (XML, "application/vnd.oasis.opendocument.text-flat-xml"),
    "ipynb": (NOTEBOOK, "application/x-ipynb+json"),
    "eml": (MAIL, "message/rfc822"),
    "mbox mbx": (MAILBOX, "application/mbox"),
    "rtf": (RTF, "application/rtf"),
    "pdf": (PDF, "application/pdf"),
    "docx docm dotx dotm": (DOCX, _OFFICE + "wordprocessingml.document"),
    "pptx pptm ppsx ppsm potx": (PPTX, _OFFICE + "presentationml.presentation"),
    "xlsx xlsm xltx": (OTHER, _OFFICE + "spreadsheetml.sheet"),
    "xlsb": (OTHER, "application/vnd.ms-excel.sheet.binary.macroEnabled.12"),
    "doc dot": (OTHER, "application/msword"),
    "xls xlt": (OTHER, "application/vnd.ms-excel"),
    "ppt pps": (OTHER, "application/vnd.ms-powerpoint"),
    "odt ott": (OPEN_DOCUMENT, _OASIS + "text"),
    "ods ots": (OPEN_DOCUMENT, _OASIS + "spreadsheet"),
    "odp otp": (OPEN_DOCUMENT, _OASIS + "presentation"),
    "odg": (OPEN_DOCUMENT, _OASIS + "graphics"),
    "epub": (EPUB, "application/epub+zip"),
    "msg": (OTHER, "application/vnd.ms-outlook"),
    "hwp": (HWP, "application/x-hwp"),
    "hwpx": (HWPX, "application/hwp+zip"),
    "pages": (OTHER, "application/x-iwork-pages-sffpages"),
    "numbers": (OTHER, "application/x-iwork-numbers-sffnumbers"),
    "key": (OTHER, "application/x-iwork-keynote-sffkey"),
    "txt text log asc readme nt nfo": (TEXT, "text/plain"),
    "rst rest": (TEXT, "text/x-rst"),
    "org": (TEXT, "text/x-org"),
    "adoc asciidoc": (TEXT, "text/asciidoc"),
    "tex latex ltx sty cls bib": (TEXT, "text/x-tex"),
    "typ": (TEXT, "text/x-typst"),
    "textile wiki mediawiki pod man roff tr ms": (TEXT, "text/plain"),
    "csv": (TEXT, "text/csv"),
    "tsv tab": (TEXT, "text/tab-separated-values"),
    "json jsonl ndjson json5 jsonc geojson webmanifest": (TEXT, "application/json"),
    "yaml yml": (TEXT, "application/yaml"),
    "toml": (TEXT, "application/toml"),
    "ini cfg conf config properties env editorconfig desktop service reg inf": (TEXT, "text/plain"),
    "srt vtt ass ssa sub lrc": (TEXT, "text/vtt"),
    "ics ical ifb": (TEXT, "text/calendar"),
    "vcf vcard": (TEXT, "text/vcard"),
    "diff patch po pot strings ris enw nbib": (TEXT, "text/plain"),
    "css scss sass less styl": (TEXT, "text/css"),
    "js mjs cjs jsx ts mts cts tsx vue svelte coffee": (TEXT, "text/javascript"),
    "py pyi pyw pyx pxd": (TEXT, "text/x-python"),
    "c h cc cpp cxx c++ hh hpp hxx inl ipp m mm cu cuh ino": (TEXT, "text/x-c"),
    "java kt kts scala sc groovy gradle clj cljs cljc edn": (TEXT, "text/x-java"),
    "cs vb vbs bas fs fsx fsi xaml razor cshtml csproj vbproj sln": (TEXT, "text/x-csharp"),
    "go rs swift dart zig nim d v odin jl r rmarkdown": (TEXT, "text/x-source"),
    "rb erb rake gemspec php phtml pl pm t lua tcl awk sed": (TEXT, "text/x-source"),
    "hs lhs ml mli elm erl hrl ex exs lisp lsp cl el scm rkt ss": (TEXT, "text/x-source"),
    "sh bash zsh fish ksh csh bat cmd ps1 psm1 psd1": (TEXT, "text/x-sh"),
    "sql ddl dml graphql gql proto thrift avsc prisma": (TEXT, "text/x-source"),
    "f f77 f90 f95 f03 f08 for pas pp dpr ada adb ads cob cbl asm s": (TEXT, "text/x-source"),
    "cmake mk mak make dockerfile tf tfvars hcl nix bzl bazel sol vhd vhdl sv": (
        TEXT,
        "text/x-source",
    ),
}
KINDS: dict[str, tuple[str, str]] = {
    "." + suffix: kind for suffixes, kind in _KINDS.items() for suffix in suffixes.split()
}
"""Suffix with its dot, lower case → kind, media type."""

_BARE = """
readme license licence copying copyright notice authors contributors maintainers credits thanks
changelog changes history news todo install faq manifest version makefile gnumakefile dockerfile
containerfile vagrantfile rakefile gemfile procfile jenkinsfile justfile codeowners pkgbuild
sconstruct
"""
_BARE_NAMES = frozenset(_BARE.split())
"""Files without a suffix that are text by custom."""

_NOTHING = ("", "")


def kind_of(path: PurePath) -> tuple[str, str]:
    """Return kind and media type by name alone; two empty strings when nothing is known."""
    suffix = path.suffix.lower()
    if suffix:
        return KINDS.get(suffix, _NOTHING)
    return (TEXT, "text/plain") if path.name.lower() in _BARE_NAMES else _NOTHING


def is_supported(path: PurePath) -> bool:
    """Return whether a file of this name is worth opening."""
    return bool(kind_of(path)[0])


def media_type(path: PurePath) -> str:
    """Return the media type that the name tells, ``application/octet-stream`` for none."""
    return kind_of(path)[1] or "application/octet-stream"
