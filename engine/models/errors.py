"""What can go wrong with a model.

Tree::

    ModelError
    ├── ModelCatalogueError     the list of models cannot be read
    ├── UnknownModelError       no model has this id
    ├── BrokenModelEntryError   its entry in the list makes no sense
    ├── ModelMissingError       its files are not there
    ├── ModelDamagedError       its files are not what they should be
    ├── ModelFolderError        a folder holds no model that can be used
    ├── ModelInUseError         a library has it
    ├── UnknownFamilyError      nothing here can open it
    ├── ExtraMissingError       it needs packages that are not installed
    ├── VendorError             a vendor does not serve
    │   ├── VendorKeyError          there is no key, or it is refused
    │   ├── VendorKeyHiddenError    there is a key, and the keyring does not tell it now
    │   ├── VendorAccountError      the key's account has no money or no right
    │   ├── VendorBusyError         it wants to be asked less often, or cannot be reached
    │   └── VendorAnswerError       its answer is none, or refuses what was asked
    └── DownloadError           it cannot be downloaded now
        ├── DownloadDamagedError    what came is not what was listed
        └── DownloadFullError       there is no room for it
"""

from __future__ import annotations

from engine.protocol.errors import ModelError


class ModelCatalogueError(ModelError):
    """The list of models cannot be read."""

    code = "model-catalogue"
    hint = "Reinstall Findling: a file of its own is damaged."


class UnknownModelError(ModelError):
    """No model has this id."""

    code = "unknown-model"
    hint = "`findling models` lists the ones there are."


class BrokenModelEntryError(ModelError):
    """The model's entry in the list makes no sense."""

    code = "model-entry-broken"
    hint = "`findling models` lists the ones that can be used."


class ModelMissingError(ModelError):
    """The model's files are not there."""

    code = "model-missing"
    hint = "Reinstall Findling, or choose another model."


class ModelDamagedError(ModelError):
    """The model's files are not what they should be."""

    code = "model-damaged"
    hint = (
        "Download it again in Models, or choose another model; reinstall Findling if it came "
        "with it."
    )


class ModelFolderError(ModelError):
    """A folder holds no model that can be used."""

    code = "model-folder"
    hint = (
        "Choose a folder of Model2Vec, sentence-transformers or a cross-encoder, or one with "
        "model.onnx and tokenizer.json."
    )


class ModelInUseError(ModelError):
    """A library has the model, or is getting it."""

    code = "model-in-use"
    hint = "Give the library another model first."


class UnknownFamilyError(ModelError):
    """Nothing here can open the model."""

    code = "model-family"
    hint = "Install the package that brings it, or choose another model."


class ExtraMissingError(ModelError):
    """The model needs packages that are not installed."""

    code = "model-extra"


class VendorError(ModelError):
    """A vendor does not serve."""

    code = "vendor-failed"
    hint = "Try again later."

    @property
    def in_our_words(self) -> str:
        """What happened without a vendor's sentence, which may quote texts: for logs."""
        status = self.facts.get("status")
        return f"the vendor answered {status}" if status else str(self)


def in_our_words(error: Exception) -> str:
    """Return what a log may say of an error."""
    return error.in_our_words if isinstance(error, VendorError) else str(error)


class VendorKeyError(VendorError):
    """There is no key, or the vendor refuses it: asking again is of no use until there is one."""

    code = "vendor-key"
    hint = "Give the vendor's key in Models, or by `findling models key`."


class VendorKeyHiddenError(VendorError):
    """There is a key, and whoever keeps it does not tell it now: a keyring that is locked, say."""

    code = "vendor-key-hidden"
    hint = "Unlock the keyring of this computer; it is tried again by itself."


class VendorAccountError(VendorError):
    """The vendor knows the key and does not serve its account: no money, no right, not from here.

    That may pass without any change on this computer.
    """

    code = "vendor-account"
    hint = "Look what your account there may do, and from where; it is tried again by itself."


class VendorBusyError(VendorError):
    """The vendor wants to be asked less often, or cannot be reached now."""

    code = "vendor-busy"
    hint = "It is tried again by itself."


class VendorAnswerError(VendorError):
    """The vendor's answer is none, or refuses what was asked."""

    code = "vendor-answer"


class DownloadError(ModelError):
    """A model cannot be downloaded now; what came of it stays."""

    code = "download-failed"
    hint = "Look at the connection and try again: it goes on where it stopped."


class DownloadDamagedError(DownloadError):
    """What came, twice, is not what was listed."""

    code = "download-damaged"
    hint = "Something on the way changes it; try from another network."


class DownloadFullError(DownloadError):
    """There is no room for the model."""

    code = "download-no-room"
    hint = "Make room on the disk of the data folder and try again: it goes on where it stopped."
