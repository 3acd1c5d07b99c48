"""The sentences for the engine's codes: the one place where they are made and translated."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from app.look.hints import HINTS

if TYPE_CHECKING:
    from collections.abc import Mapping

_CONTEXT = "Words"

# Values in braces come from the event's facts; where those are missing, the engine's own message
# is shown. QT_TRANSLATE_NOOP is how the translation tools find a sentence (its stub says object).
SENTENCES = cast(
    "dict[str, str]",
    {
        "away": QT_TRANSLATE_NOOP(
            "Words",
            "It is not there at present: its drive is not connected, or it was moved. "
            "What was indexed stays findable.",
        ),
        "bad-date": QT_TRANSLATE_NOOP(
            "Words", "This is no date; write 2024, 2024-05 or 2024-05-17."
        ),
        "bad-link": QT_TRANSLATE_NOOP("Words", "This link is not understood: nothing was done."),
        "bad-near": QT_TRANSLATE_NOOP(
            "Words",
            "NEAR stands between two words or phrases, with a number of words: tax NEAR/5 refund.",
        ),
        "bad-size": QT_TRANSLATE_NOOP("Words", "Write a size as size>1MB or size<200kB."),
        "bug": QT_TRANSLATE_NOOP("Words", "Something went wrong inside Findling."),
        "busy": QT_TRANSLATE_NOOP("Words", "Findling is busy."),
        "cancelled": QT_TRANSLATE_NOOP("Words", "Called off."),
        "catalogue-busy": QT_TRANSLATE_NOOP("Words", "Another program holds the index."),
        "catalogue-damaged": QT_TRANSLATE_NOOP("Words", "The index is damaged."),
        "catalogue-too-new": QT_TRANSLATE_NOOP("Words", "The index was made by a newer Findling."),
        "catching-up": QT_TRANSLATE_NOOP(
            "Words",
            "Changes made while Findling was not running are still being looked for.",
        ),
        "compacted": QT_TRANSLATE_NOOP("Words", "The index gave back room that it did not need."),
        "damaged": QT_TRANSLATE_NOOP("Words", "The file is damaged or incomplete."),
        "data-folder": QT_TRANSLATE_NOOP("Words", "Findling's own folder cannot be written to."),
        "disk-full": QT_TRANSLATE_NOOP("Words", "The disk is full."),
        "download-damaged": QT_TRANSLATE_NOOP("Words", "What was downloaded is not the model."),
        "download-failed": QT_TRANSLATE_NOOP("Words", "The model could not be downloaded."),
        "download-no-room": QT_TRANSLATE_NOOP("Words", "There is no room for the model."),
        "drive-missing": QT_TRANSLATE_NOOP("Words", "The folder's drive is not connected."),
        "embedder-failed": QT_TRANSLATE_NOOP("Words", "The careful model stopped working."),
        "empty-operator": QT_TRANSLATE_NOOP("Words", "This needs a value right behind it."),
        "encrypted": QT_TRANSLATE_NOOP("Words", "The file is protected by a password."),
        "engine-lost": QT_TRANSLATE_NOOP(
            "Words", "The search engine stopped and is being started again."
        ),
        "engine-newer": QT_TRANSLATE_NOOP("Words", "A newer Findling is running."),
        "engine-unavailable": QT_TRANSLATE_NOOP("Words", "The search engine could not be started."),
        "engine-older": QT_TRANSLATE_NOOP("Words", "An older Findling is running."),
        "failed": QT_TRANSLATE_NOOP("Words", "This did not work."),
        "file-missing": QT_TRANSLATE_NOOP("Words", "The file is no longer there."),
        "folder-missing": QT_TRANSLATE_NOOP("Words", "The folder is no longer there."),
        "folder-trouble": QT_TRANSLATE_NOOP("Words", "A folder cannot be looked into at present."),
        "folder-unreadable": QT_TRANSLATE_NOOP("Words", "The folder cannot be looked into."),
        "foreign-operator": QT_TRANSLATE_NOOP(
            "Words",
            "“{meant}” is no operator here: plain words are all looked for, and none is demanded. "
            "To exclude a word, write -word.",
        ),
        "healed": QT_TRANSLATE_NOOP("Words", "The index was damaged and has been mended."),
        "held": QT_TRANSLATE_NOOP("Words", "Indexing waits while the computer runs on battery."),
        "keys-file": QT_TRANSLATE_NOOP("Words", "The file of keys cannot be read or written."),
        "library-exists": QT_TRANSLATE_NOOP(
            "Words", "Another library has this name. Choose another one."
        ),
        "library-loading": QT_TRANSLATE_NOOP("Words", "A library is still being loaded."),
        "locked": QT_TRANSLATE_NOOP("Words", "Another program holds the file."),
        "model-catalogue": QT_TRANSLATE_NOOP("Words", "The list of models cannot be read."),
        "map-failed": QT_TRANSLATE_NOOP("Words", "The map could not be made."),
        "model-damaged": QT_TRANSLATE_NOOP("Words", "A language model is damaged."),
        "model-entry-broken": QT_TRANSLATE_NOOP("Words", "What is known of the model is wrong."),
        "model-extra": QT_TRANSLATE_NOOP(
            "Words", "The model needs packages that are not installed."
        ),
        "model-failed": QT_TRANSLATE_NOOP("Words", "A language model stopped working."),
        "model-family": QT_TRANSLATE_NOOP("Words", "Nothing here can open this kind of model."),
        "model-folder": QT_TRANSLATE_NOOP("Words", "There is no model in this folder."),
        "model-hub": QT_TRANSLATE_NOOP(
            "Words", "The hub has no such model, or it is none that Findling can use."
        ),
        "model-in-use": QT_TRANSLATE_NOOP("Words", "A library uses the model."),
        "model-missing": QT_TRANSLATE_NOOP("Words", "A language model is missing."),
        "name-not-text": QT_TRANSLATE_NOOP("Words", "The file's name is no text."),
        "no-keyring": QT_TRANSLATE_NOOP(
            "Words", "This computer has no keyring, or it does not answer."
        ),
        "no-permission": QT_TRANSLATE_NOOP("Words", "Findling may not read this."),
        "no-such-path": QT_TRANSLATE_NOOP("Words", "There is no folder {path}."),
        "no-text": QT_TRANSLATE_NOOP("Words", "There is no text in the file."),
        "no-unicode": QT_TRANSLATE_NOOP("Words", "This holds characters that are no text."),
        "model-not-changed": QT_TRANSLATE_NOOP(
            "Words", "The other model is not in use yet; the present one goes on."
        ),
        "near-not-found": QT_TRANSLATE_NOOP(
            "Words", "No passage has these words as near each other as that."
        ),
        "not-agreed": QT_TRANSLATE_NOOP(
            "Words", "Nobody agreed that texts are sent to {host}: nothing was changed."
        ),
        "not-sent-on": QT_TRANSLATE_NOOP(
            "Words",
            "What is compared with was not sent to another library's model: its text stays where "
            "it is.",
        ),
        "nothing-to-compare": QT_TRANSLATE_NOOP(
            "Words", "There is nothing to compare with: it is not in the index any more."
        ),
        "not-reranked": QT_TRANSLATE_NOOP("Words", "The order could not be refined this time."),
        "not-text": QT_TRANSLATE_NOOP("Words", "The name says text, the content does not."),
        "not-indexed": QT_TRANSLATE_NOOP("Words", "The file is in no library."),
        "paused": QT_TRANSLATE_NOOP("Words", "Indexing is paused."),
        "permission-denied": QT_TRANSLATE_NOOP("Words", "Findling may not look in here."),
        "phrase-not-found": QT_TRANSLATE_NOOP("Words", "No passage has these words in this order."),
        "phrase-in-sentence": QT_TRANSLATE_NOOP(
            "Words",
            "Quoted words in a sentence need not stand together; ask for a phrase by itself.",
        ),
        "polled": QT_TRANSLATE_NOOP(
            "Words", "Changes in here are not told by the system: Findling looks now and then."
        ),
        "preview-failed": QT_TRANSLATE_NOOP("Words", "The file itself cannot be shown here."),
        "query-too-long": QT_TRANSLATE_NOOP(
            "Words", "This is very long: its first 10,000 characters were searched for."
        ),
        "reader-crashed": QT_TRANSLATE_NOOP("Words", "Reading the file crashed its reader."),
        "reader-memory": QT_TRANSLATE_NOOP("Words", "Reading the file took too much memory."),
        "reader-timeout": QT_TRANSLATE_NOOP("Words", "Reading the file took too long."),
        "readers-unavailable": QT_TRANSLATE_NOOP("Words", "No file can be read now."),
        "refused": QT_TRANSLATE_NOOP("Words", "The search engine refused the connection."),
        "searches-damaged": QT_TRANSLATE_NOOP(
            "Words", "The list of former searches cannot be read."
        ),
        "searches-too-new": QT_TRANSLATE_NOOP(
            "Words", "The list of former searches is of a newer Findling."
        ),
        "settings-damaged": QT_TRANSLATE_NOOP("Words", "The settings file cannot be read."),
        "settings-too-new": QT_TRANSLATE_NOOP("Words", "The settings are of a newer Findling."),
        "settings-unreadable": QT_TRANSLATE_NOOP("Words", "The settings file cannot be read now."),
        "static-model-damaged": QT_TRANSLATE_NOOP("Words", "The model is damaged."),
        "static-model-unsupported": QT_TRANSLATE_NOOP(
            "Words", "Findling cannot use this kind of model."
        ),
        "store-broken": QT_TRANSLATE_NOOP("Words", "The index is damaged."),
        "store-busy": QT_TRANSLATE_NOOP("Words", "Another program holds the index."),
        "store-closed": QT_TRANSLATE_NOOP("Words", "The index is being opened again."),
        "store-dimension": QT_TRANSLATE_NOOP("Words", "The index was made by another model."),
        "store-failed": QT_TRANSLATE_NOOP("Words", "The index could not be read or written."),
        "store-full": QT_TRANSLATE_NOOP("Words", "The index cannot grow: the disk is full."),
        "store-missing": QT_TRANSLATE_NOOP("Words", "Milvus Lite is not installed."),
        "store-not-started": QT_TRANSLATE_NOOP("Words", "The index could not be started."),
        "store-read-only": QT_TRANSLATE_NOOP("Words", "The index's folder cannot be written to."),
        "store-refused": QT_TRANSLATE_NOOP("Words", "The index's server refused the token."),
        "store-repaired": QT_TRANSLATE_NOOP(
            "Words", "A part of the index was damaged and has been mended."
        ),
        "store-too-new": QT_TRANSLATE_NOOP("Words", "The index was made by a newer Findling."),
        "store-unreachable": QT_TRANSLATE_NOOP("Words", "The index's server does not answer."),
        "too-large": QT_TRANSLATE_NOOP("Words", "The file is too large."),
        "too-slow": QT_TRANSLATE_NOOP("Words", "Reading the file took too long."),
        "unclosed-quote": QT_TRANSLATE_NOOP("Words", "A quotation mark is not closed."),
        "unfinished": QT_TRANSLATE_NOOP(
            "Words", "Indexing was cut off; what was not finished is indexed now."
        ),
        "unknown-language": QT_TRANSLATE_NOOP("Words", "No such language is known here."),
        "unknown-folder": QT_TRANSLATE_NOOP("Words", "The library does not have this folder."),
        "unknown-library": QT_TRANSLATE_NOOP("Words", "There is no library of this name."),
        "misspelt-operator": QT_TRANSLATE_NOOP(
            "Words", "There is no such filter. Did you mean “{meant}:”?"
        ),
        "unknown-operator": QT_TRANSLATE_NOOP(
            "Words", "There is no such filter; it is looked for as a word."
        ),
        "unknown-type": QT_TRANSLATE_NOOP("Words", "No such kind of file is known here."),
        "unknown-model": QT_TRANSLATE_NOOP("Words", "There is no such model any more."),
        "unreadable": QT_TRANSLATE_NOOP("Words", "The file cannot be read."),
        "unsupported": QT_TRANSLATE_NOOP("Words", "Findling cannot read this kind of file."),
        "vanished": QT_TRANSLATE_NOOP("Words", "The file is no longer there."),
        "vectors-lacking": QT_TRANSLATE_NOOP(
            "Words", "New files are found by their words alone until their vectors can be made."
        ),
        "vectors-refused": QT_TRANSLATE_NOOP(
            "Words", "Some files are found by their words alone: the model refuses what is in them."
        ),
        "vendor-account": QT_TRANSLATE_NOOP(
            "Words", "The model's server knows the key, and does not serve its account now."
        ),
        "vendor-answer": QT_TRANSLATE_NOOP(
            "Words", "The model's server refused the request, or its answer makes no sense."
        ),
        "vendor-busy": QT_TRANSLATE_NOOP(
            "Words", "The model's server cannot be reached, or wants to be asked less often."
        ),
        "vendor-failed": QT_TRANSLATE_NOOP("Words", "The model's server does not serve now."),
        "vendor-key": QT_TRANSLATE_NOOP(
            "Words", "The model's server asks for a key, or refuses the one that it was given."
        ),
        "vendor-key-hidden": QT_TRANSLATE_NOOP(
            "Words", "The key of the model's server cannot be read: perhaps the keyring is locked."
        ),
        "word-inside": QT_TRANSLATE_NOOP(
            "Words", "“{meant}” is in no file by itself; *{meant}* finds it within longer words."
        ),
        "word-nowhere": QT_TRANSLATE_NOOP("Words", "“{meant}” is in no file."),
        "wildcard-not-found": QT_TRANSLATE_NOOP("Words", "No passage has a word like this."),
        "wildcard-short": QT_TRANSLATE_NOOP(
            "Words", "Write two letters before a “*”, or three after it."
        ),
        "wildcard-too-many": QT_TRANSLATE_NOOP(
            "Words", "Very many words are like this: the commonest were looked for."
        ),
        "wildcard-unlisted": QT_TRANSLATE_NOOP(
            "Words",
            "Until all files are read, words like this are found among the best passages alone.",
        ),
        "words-alone": QT_TRANSLATE_NOOP("Words", "Searched by words alone this time."),
        "worker-died": QT_TRANSLATE_NOOP(
            "Words", "A part of Findling stopped at this and was ended."
        ),
        "worker-timeout": QT_TRANSLATE_NOOP("Words", "This took too long and was called off."),
    },
)
NOTES = cast(
    "dict[str, str]",
    {
        "away": QT_TRANSLATE_NOOP("Words", "Not connected"),
        "folder-trouble": QT_TRANSLATE_NOOP("Words", "Not readable"),
        "polled": QT_TRANSLATE_NOOP("Words", "Looked at now and then"),
    },
)
"""Notices about a folder in two or three words."""


def sentence(code: str, message: str = "", facts: Mapping[str, str] | None = None) -> str:
    """What happened, in the person's language; ``message`` where the code is not known here."""
    known = SENTENCES.get(code)
    if known is None:
        return message or QCoreApplication.translate(_CONTEXT, SENTENCES["failed"])
    text = QCoreApplication.translate(_CONTEXT, known)
    try:
        return text.format_map(facts or {})
    except KeyError:
        return message or text


def hint(code: str, given: str = "") -> str:
    """What the person can do; the engine's own words where none are known here; may be empty."""
    known = HINTS.get(code)
    return QCoreApplication.translate(_CONTEXT, known) if known else given


def note(code: str) -> str:
    """A notice about a folder in a few words; empty where there are none for its code."""
    known = NOTES.get(code)
    return QCoreApplication.translate(_CONTEXT, known) if known else ""
