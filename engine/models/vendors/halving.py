"""Asking a vendor for fewer texts at a time, and for less of one, where it says they are too long.

How long is too long only the vendor knows: no tokenizer of any is here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from engine.models.vendors.refusals import VendorTooLongError

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LEAST = 16
"""Characters: what a vendor calls too long at this length is not too long."""


def asked(
    texts: Sequence[str], ask: Callable[[Sequence[str]], NDArray[np.float32]]
) -> NDArray[np.float32]:
    """Return what a vendor makes of texts, a row for each.

    Args:
        texts: at least one.
        ask: makes one request of some of them.

    Raises:
        VendorError: as ``ask`` does; that they are too long only where they are not.
    """
    try:
        return ask(texts)
    except VendorTooLongError:
        if len(texts) == 1 and len(texts[0]) <= _LEAST:
            raise
    if len(texts) == 1:
        return asked([texts[0][: len(texts[0]) // 2]], ask)
    half = len(texts) // 2
    return np.concatenate([asked(part, ask) for part in (texts[:half], texts[half:])])
