"""From bytes to text when nobody says which encoding it is."""

from __future__ import annotations

import codecs
import re
from unicodedata import category

from engine.read.errors import NotTextError
from engine.read.latin import guess_latin

_SAMPLE = 256 * 1024
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ESCAPED = ((b"\x1b$)C", "iso2022_kr"), (b"\x1b$", "iso2022_jp_2"))
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CONTROL_BYTES = bytes(byte for byte in range(128) if _CONTROL.match(chr(byte)))
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_THAI_MARK = re.compile("(.)[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]+", re.DOTALL)
_SINGLE_BYTE: str = """
cp1251 koi8_r cp866 iso8859_5 mac_cyrillic cp1253 iso8859_7 cp1255 iso8859_8 cp1256 cp874 cp1250
iso8859_2 cp1254 cp1257 cp1258 cp1252 mac_roman cp850
"""


def decode(data: bytes, declared: str = "") -> str:
    """Return the text of ``data``.

    Tried in order: byte order mark, UTF-16 without one, UTF-8, ``declared``, ISO 2022 escapes,
    UTF-8 with a few damaged places, East Asian double-byte encodings by the shape of their lead
    bytes, then statistics.

    Raises:
        NotTextError: it is no text in any encoding.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _checked(data.decode(encoding, "replace"))
    if b"\0" in data:
        return _checked(data.decode(_utf16(data), "replace"))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode(detect(data, declared), "replace")
        return _checked(text)
    escaped = _escaped(data)
    if escaped is not None:
        return _checked(escaped)
    controls = len(data) - len(data.translate(None, _CONTROL_BYTES))
    if controls > _tolerated(len(data)):
        raise NotTextError("binary content")
    return text


def _checked(text: str) -> str:
    """Return ``text`` unless too much of it is control characters or unreadable."""
    sample = text[:_SAMPLE]
    junk = len(_CONTROL.findall(sample)) + sample.count("\ufffd")
    if junk > _tolerated(len(sample)):
        raise NotTextError("binary content")
    return text


def _tolerated(length: int) -> int:
    """Return how many control characters a text of this length may have."""
    return 4 + length // 50


def _utf16(data: bytes) -> str:
    """Return which UTF-16 it is: the zeros (of ASCII and Latin) are in one half of the pairs.

    One stray NUL does not make a UTF-8 text binary.
    """
    sample = data[: _SAMPLE & ~1]
    zeros = sample.count(0)
    if zeros <= len(sample) // 1000 + 1 and _is_utf8(sample):
        return "utf-8"
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > 4 * even and odd * 20 > len(sample):
        return "utf-16-le"
    if even > 4 * odd and even * 20 > len(sample):
        return "utf-16-be"
    for encoding in ("utf-16-le", "utf-16-be"):
        if _is_east_asian(sample, encoding):
            return encoding
    raise NotTextError("binary content")


def _is_east_asian(sample: bytes, encoding: str) -> bool:
    """Whether nearly all of it is letters: scripts whose UTF-16 has few zeros."""
    try:
        text = sample[:8192].decode(encoding)
    except UnicodeDecodeError:
        return False
    words = sum(category(character)[0] in "LNPZ" or character.isspace() for character in text)
    return words > 0.97 * len(text)


def _is_utf8(sample: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        decoder.decode(sample)
    except UnicodeDecodeError:
        return False
    return True


def _escaped(data: bytes) -> str | None:
    """The text of East Asian mail's 7-bit escapes (ISO 2022), whose shifts are control bytes."""
    for mark, encoding in _ESCAPED:
        if mark in data[:_SAMPLE]:
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                return None
    return None


def detect(data: bytes, declared: str = "") -> str:
    """Return the name of an encoding for ``data`` that is neither UTF-16 nor whole UTF-8."""
    if declared and _decodes(data, declared):
        return declared
    sample = data[:_SAMPLE]
    for guess in (_damaged_utf8, _double_byte, _single_byte):
        if encoding := guess(sample):
            return encoding
    return "cp1252"


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except (LookupError, UnicodeDecodeError, ValueError):
        return False
    # The binary transforms among Python's codecs are no encodings.
    return codecs.lookup(encoding).name not in {"idna", "punycode", "undefined", "unicode_escape"}


def _damaged_utf8(sample: bytes) -> str:
    """UTF-8 with a few bytes that are not: whole sequences outnumber the others by far."""
    text = sample.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(character > "\x7f" for character in text) - bad
    return "utf-8" if good > 20 * bad else ""


def _thai_share(sample: bytes) -> float:
    """Return the share of vowel signs and tone marks on consonants, 0 where they stand alone."""
    text = sample.decode("cp874", "replace")
    marks = _THAI_MARK.findall(text)
    on_letters = sum("ก" <= before <= "ฮ" for before in marks)
    wide = sum(character > "\x7f" for character in text)
    return on_letters / wide if on_letters > 0.9 * len(marks) else 0.0


def _double_byte(sample: bytes) -> str:
    """Return the East Asian encoding whose pairs the high bytes form, or nothing.

    The three EUC family members share their byte ranges; what tells them apart is where the lead
    bytes lie: Hangul in B0-C8, kana in A4-A5, Chinese level 1 spread over B0-D7. Shift-JIS kana
    lead with 82-83.
    """
    runs = _HIGH_RUN.findall(sample)
    high = b"".join(runs)
    if len(high) < 4:
        return ""
    sjis = _kana_share(sample, "cp932")
    if sjis > 0.25 and high.count(0x82) + high.count(0x83) > len(high) // 10:
        return "cp932"
    even = [run for run in runs if len(run) % 2 == 0 and min(run) >= 0xA1]
    if sum(map(len, even)) >= 0.9 * len(high):
        leads = b"".join(even)[::2]
        hangul = sum(0xB0 <= lead <= 0xC8 for lead in leads) / len(leads)
        kana = sum(lead in (0xA4, 0xA5) for lead in leads) / len(leads)
        level1 = sum(0xB0 <= lead <= 0xD7 for lead in leads) / len(leads)
        thai = _thai_share(sample)
        for share, least, encoding in (
            (kana, 0.25, "euc_jp"),
            (hangul, 0.85, "cp949"),
            (thai, 0.12, "cp874"),
            (level1, 0.6, "gb18030"),
        ):
            if share >= least and _mostly(sample, encoding):
                return encoding
    return _wide(sample)


def _wide(sample: bytes) -> str:
    """Return cp949 or Big5, whose trail bytes reach into ASCII, by their common characters."""
    for encoding, first, last in (("cp949", "\uac00", "\ud7a3"), ("big5", "\u4e00", "\u9fff")):
        if not _mostly(sample, encoding):
            continue
        wide = [character for character in sample.decode(encoding, "ignore") if character > "\x7f"]
        hits = sum(first <= character <= last for character in wide)
        if hits > 0.7 * len(wide) and 2 * len(wide) >= 0.9 * len(_HIGH_RUN.findall(sample)):
            return encoding if _clustered(sample) else ""
    return ""


def _clustered(sample: bytes) -> bool:
    """Whether high bytes come in long runs, as in scripts without ASCII letters between."""
    runs = _HIGH_RUN.findall(sample)
    return sum(map(len, runs)) > 2.5 * len(runs)


def _mostly(sample: bytes, encoding: str) -> bool:
    """Whether the sample decodes, but for a pair cut at its end."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        decoder.decode(sample)
    except UnicodeDecodeError:
        return False
    return True


def _kana_share(sample: bytes, encoding: str) -> float:
    if not _mostly(sample, encoding):
        return 0.0
    wide = [character for character in sample.decode(encoding, "ignore") if character > "\x7f"]
    return sum("\u3041" <= character <= "\u30ff" for character in wide) / max(1, len(wide))


def _single_byte(sample: bytes) -> str:
    """Return the likeliest 8-bit encoding: by alphabets for Latin letters, else by statistics."""
    high = sum(map(len, _HIGH_RUN.findall(sample)))
    letters = sum(chr(byte).isalpha() for byte in sample if byte < 0x80)
    if letters > 2 * high and (encoding := guess_latin(sample)):
        return encoding
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=_SINGLE_BYTE.split(), steps=8, chunk_size=1024).best()
    return best.encoding if best else ""
