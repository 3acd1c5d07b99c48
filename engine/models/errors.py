"""What can go wrong with a model.

Tree::

    ModelError
    ├── ModelCatalogueError     the list of models cannot be read
    ├── UnknownModelError       no model has this id
    ├── BrokenModelEntryError   its entry in the list makes no sense
    ├── ModelMissingError       its files are not there
    └── ModelDamagedError       its files are not what they should be
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
    hint = "Reinstall Findling, or choose another model."
