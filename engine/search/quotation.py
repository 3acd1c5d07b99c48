"""What of a mail is quoted, and what its author added.

A reply quotes by ``>`` before each line (RFC 3676, 4.5), or, made of HTML or by Outlook, by all
that stands below a line such as "On Tuesday Rita wrote:" or "-----Original Message-----".
"""

from __future__ import annotations

import re
from typing import NamedTuple

_HEAD = re.compile(
    r"\s*(?:(?:subject|from|to|cc|bcc|date|sent|reply-to|betreff|von|an|datum|gesendet|kopie|objet|de|à"
    r"|asunto|para|fecha|enviado|oggetto|da|inviato|data|onderwerp|aan|verzonden|제목|보낸\s?사람"
    r"|받는\s?사람|참조|날짜|보낸\s?날짜|件名|差出人|宛先|日時|送信日時|主题|发件人|收件人)\s?:[^\n]*(?:\n|$))+",
    re.IGNORECASE,
)
_SAYS = re.compile(  # at most two lines: mailers break it
    r"^(?!>)[^\n:]{0,120}(?::\d\d[^\n:]{0,120}){0,2}(?:\n(?!>)[^\n:]{0,120})?"
    r"(?:wrote|schrieb(?:\s[^\n:]{1,80})?|a\sécrit|escribió|ha\sscritto|escreveu|schreef|작성)\s?:[^\S\n]*$",
    re.MULTILINE | re.IGNORECASE,
)
_BELOW = re.compile(
    r"^[^\S\n]*-{2,}[^\S\n]*(?:original message|forwarded message|ursprüngliche nachricht"
    r"|weitergeleitete nachricht|message d'origine|mensaje original|messaggio originale"
    r"|oorspronkelijk bericht|원본 메시지|전달된 메시지)[^\S\n]*-{2,}[^\S\n]*$",
    re.MULTILINE | re.IGNORECASE,
)
_MAY_SAY = re.compile(
    r"^[^\S\n]*>|-{2}|wrote|schrieb|écrit|escribió|scritto|escreveu|schreef|작성",
    re.MULTILINE | re.IGNORECASE,
)
_MARKED = re.compile(r"^[^\S\n]*(?:>[^\S\n]?)+", re.MULTILINE)


class Mail(NamedTuple):
    """A mail's parts, without its head and the lines that only say who wrote what is quoted."""

    own: str
    quoted: str


def without_head(text: str) -> str:
    """Return a text without lines such as ``Subject: …`` at its beginning."""
    head = _HEAD.match(text)
    return text[head.end() :] if head else text


def quotation(text: str) -> Mail | None:
    """Return what a text quotes and what it says itself; None where it quotes nothing."""
    if not _MAY_SAY.search(text):
        return None
    body = without_head(text)
    says = _SAYS.search(body) or _BELOW.search(body)
    before, after = (body[: says.start()], body[says.end() :]) if says else (body, "")
    if _MARKED.search(body):
        lines = [*before.splitlines(), *after.splitlines()]
        own = "\n".join(line for line in lines if not _MARKED.match(line))
        quoted = "\n".join(_MARKED.sub("", line) for line in lines if _MARKED.match(line))
    else:
        own, quoted = before, without_head(after)
    return Mail(own.strip(), quoted.strip()) if quoted.strip() else None
