"""What a person can do about the engine's codes; `app.look.words` translates it."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QT_TRANSLATE_NOOP

HINTS = cast(
    "dict[str, str]",
    {
        "away": QT_TRANSLATE_NOOP(
            "Words", "Put it back or connect its drive, or remove it from the library."
        ),
        "bad-link": QT_TRANSLATE_NOOP(
            "Words", "Such links begin with findling://search?q= or findling://open?path=."
        ),
        "bug": QT_TRANSLATE_NOOP("Words", "The engine's log file says more."),
        "catalogue-busy": QT_TRANSLATE_NOOP(
            "Words", "Close other copies of Findling that use this data folder."
        ),
        "catalogue-damaged": QT_TRANSLATE_NOOP(
            "Words", "It is made anew from your files by itself; search again in a moment."
        ),
        "catalogue-too-new": QT_TRANSLATE_NOOP(
            "Words", "Update Findling, or use another data folder."
        ),
        "damaged": QT_TRANSLATE_NOOP(
            "Words", "Open it in its own program and save it again, if that can."
        ),
        "disk-full": QT_TRANSLATE_NOOP(
            "Words", "Make room; indexing then goes on by itself. What was indexed stays findable."
        ),
        "download-damaged": QT_TRANSLATE_NOOP(
            "Words", "Something on the way changes it; try from another network."
        ),
        "download-failed": QT_TRANSLATE_NOOP(
            "Words", "Look at the connection and try again: it goes on where it stopped."
        ),
        "download-no-room": QT_TRANSLATE_NOOP(
            "Words", "Make room on the disk and try again: it goes on where it stopped."
        ),
        "drive-missing": QT_TRANSLATE_NOOP(
            "Words", "Connect the drive, or remove the folder from the library."
        ),
        "embedder-failed": QT_TRANSLATE_NOOP("Words", "It is started again with the next search."),
        "encrypted": QT_TRANSLATE_NOOP("Words", "Save a copy without the password."),
        "engine-lost": QT_TRANSLATE_NOOP("Words", "Nothing that was indexed is lost."),
        "engine-newer": QT_TRANSLATE_NOOP("Words", "Close it, or update this one."),
        "engine-older": QT_TRANSLATE_NOOP("Words", "Close it, then start this one again."),
        "engine-unavailable": QT_TRANSLATE_NOOP(
            "Words", "“findling doctor” in a terminal tells what is missing."
        ),
        "file-missing": QT_TRANSLATE_NOOP(
            "Words", "Put it back or connect its drive, or remove it from the library."
        ),
        "folder-missing": QT_TRANSLATE_NOOP(
            "Words", "Put it back or connect its drive, or remove it from the library."
        ),
        "folder-unreadable": QT_TRANSLATE_NOOP("Words", "Check the drive that it lies on."),
        "keys-file": QT_TRANSLATE_NOOP("Words", "Choose another place for the key."),
        "library-exists": QT_TRANSLATE_NOOP("Words", "Choose another name."),
        "locked": QT_TRANSLATE_NOOP("Words", "Close it there; it is tried again by itself."),
        "model-catalogue": QT_TRANSLATE_NOOP(
            "Words", "Reinstall Findling: a file of its own is damaged."
        ),
        "model-damaged": QT_TRANSLATE_NOOP(
            "Words",
            "Download it again in Models, or choose another model; reinstall Findling if it came "
            "with it.",
        ),
        "model-entry-broken": QT_TRANSLATE_NOOP("Words", "Choose another model."),
        "model-extra": QT_TRANSLATE_NOOP(
            "Words", "Look at it on the Models page: it says how they are got."
        ),
        "model-family": QT_TRANSLATE_NOOP("Words", "Choose another model."),
        "model-folder": QT_TRANSLATE_NOOP(
            "Words",
            "Choose a folder of Model2Vec, sentence-transformers or a cross-encoder, or one with "
            "model.onnx and tokenizer.json.",
        ),
        "model-hub": QT_TRANSLATE_NOOP(
            "Words", "Write its name as owner/name; what the hub asks an account for cannot be had."
        ),
        "model-in-use": QT_TRANSLATE_NOOP("Words", "Give the library another model first."),
        "model-missing": QT_TRANSLATE_NOOP(
            "Words", "Bring its folder back or add it again, download it, or choose another model."
        ),
        "no-keyring": QT_TRANSLATE_NOOP("Words", "Choose where the key is to be kept instead:"),
        "no-permission": QT_TRANSLATE_NOOP("Words", "Give yourself the right to read it."),
        "no-such-path": QT_TRANSLATE_NOOP(
            "Words", "Check the spelling, and that the drive is connected."
        ),
        "no-text": QT_TRANSLATE_NOOP(
            "Words", "If it is a scan, run it through text recognition (OCR); else save it as PDF."
        ),
        "no-unicode": QT_TRANSLATE_NOOP("Words", "Type the name anew, or rename the file."),
        "not-text": QT_TRANSLATE_NOOP(
            "Words", "If its own program shows text, save it as UTF-8 there."
        ),
        "nothing-to-compare": QT_TRANSLATE_NOOP(
            "Words", "Search again: it may have changed, or may have been removed."
        ),
        "paused": QT_TRANSLATE_NOOP("Words", "Let it go on first."),
        "preview-failed": QT_TRANSLATE_NOOP(
            "Words", "Its text is shown as it was indexed; its own program may show more."
        ),
        "reader-crashed": QT_TRANSLATE_NOOP("Words", "All other files went on."),
        "reader-memory": QT_TRANSLATE_NOOP("Words", "Split it, or leave it out."),
        "reader-timeout": QT_TRANSLATE_NOOP("Words", "Split it, or leave it out."),
        "readers-unavailable": QT_TRANSLATE_NOOP(
            "Words", "“findling doctor” in a terminal tells what is missing."
        ),
        "static-model-damaged": QT_TRANSLATE_NOOP("Words", "Install the model again."),
        "static-model-unsupported": QT_TRANSLATE_NOOP("Words", "Choose another model."),
        "store-broken": QT_TRANSLATE_NOOP(
            "Words",
            "The index can be made again from your files: remove the library and add it again.",
        ),
        "store-busy": QT_TRANSLATE_NOOP(
            "Words", "Another program has this index open; close it and try again."
        ),
        "store-closed": QT_TRANSLATE_NOOP(
            "Words", "The index is being opened again; try again in a moment."
        ),
        "store-dimension": QT_TRANSLATE_NOOP(
            "Words", "The library's model was changed: index it again."
        ),
        "store-full": QT_TRANSLATE_NOOP(
            "Words", "Make room there; indexing then goes on by itself."
        ),
        "store-missing": QT_TRANSLATE_NOOP(
            "Words", "Give the library the address of a Milvus server."
        ),
        "store-not-started": QT_TRANSLATE_NOOP(
            "Words",
            "The computer may be short of memory or of room for temporary files; "
            "it is tried again.",
        ),
        "store-refused": QT_TRANSLATE_NOOP(
            "Words", "Check the token and the rights that it has at the Milvus server."
        ),
        "store-too-new": QT_TRANSLATE_NOOP(
            "Words", "Update Findling, or index the library again with this version."
        ),
        "store-unreachable": QT_TRANSLATE_NOOP(
            "Words", "Check the address and that the Milvus server is running."
        ),
        "too-large": QT_TRANSLATE_NOOP("Words", "Split it, or leave it out."),
        "too-slow": QT_TRANSLATE_NOOP("Words", "Split it, or leave it out."),
        "unknown-folder": QT_TRANSLATE_NOOP(
            "Words", "Look on the Libraries page for the ones there are."
        ),
        "unknown-library": QT_TRANSLATE_NOOP(
            "Words", "Look on the Libraries page for the ones there are."
        ),
        "unknown-model": QT_TRANSLATE_NOOP("Words", "Choose one of the models on the Models page."),
        "unreadable": QT_TRANSLATE_NOOP("Words", "Check the drive that it lies on."),
        "unsupported": QT_TRANSLATE_NOOP(
            "Words", "If it holds text, save it in another format, such as PDF."
        ),
        "vectors-refused": QT_TRANSLATE_NOOP("Words", "They are tried again every day."),
        "vendor-account": QT_TRANSLATE_NOOP(
            "Words",
            "Look at the plan and the bills of your account there; it is tried again by itself.",
        ),
        "vendor-answer": QT_TRANSLATE_NOOP(
            "Words", "Look whether the model is still called so there."
        ),
        "vendor-busy": QT_TRANSLATE_NOOP(
            "Words",
            "Look at the connection; what was begun is tried again by itself.",
        ),
        "vendor-failed": QT_TRANSLATE_NOOP("Words", "Try again later."),
        "vendor-key": QT_TRANSLATE_NOOP("Words", "Enter the key on the Models page."),
        "vendor-key-hidden": QT_TRANSLATE_NOOP(
            "Words", "Unlock the keyring of this computer; it is tried again by itself."
        ),
    },
)
