"""PDF pages as pictures, by pdfium."""

# pypdfium2 ships no types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false

from __future__ import annotations

import math
from typing import TYPE_CHECKING, cast

from engine.preview.boxes import Print, find_boxes
from engine.preview.png import encode_png
from engine.protocol.documents import PageRendered, PageSize
from engine.read.errors import DamagedError, EncryptedError, TooLargeError, UnsupportedError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from pypdfium2 import PdfPage

    from engine.protocol.documents import RenderPage

WIDEST = 6_000
_MOST_PIXELS = 36_000_000
_MOST_PAGES = 20_000
_LEAST, _MOST = 1.0, 20_000.0
"""Points: what a page says of its size beyond them is not believed."""
_PASSWORD, _SECURITY = 4, 5  # FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY in fpdfview.h


class Pages:
    """An open PDF. pdfium is not thread-safe: one thread, one process."""

    def __init__(self, path: str) -> None:
        """Open it.

        Raises:
            EncryptedError: it opens only with a password.
            DamagedError: pdfium makes nothing of it.
        """
        import pypdfium2 as pdfium

        try:
            self._document = pdfium.PdfDocument(path)
        except pdfium.PdfiumError as error:
            if error.err_code in (_PASSWORD, _SECURITY):
                raise EncryptedError from error
            raise DamagedError("it is not whole, or no PDF") from error

    def close(self) -> None:
        """Let go of the file."""
        self._document.close()

    def sizes(self) -> tuple[PageSize, ...]:
        """Return the size of every page.

        Raises:
            DamagedError: it has none.
            TooLargeError: it has too many.
        """
        import pypdfium2 as pdfium

        count = len(self._document)
        if not count:
            raise DamagedError("it has no page")
        if count > _MOST_PAGES:
            raise TooLargeError("too many pages", limit=str(_MOST_PAGES))
        sizes: list[PageSize] = []
        for number in range(count):
            try:
                width, height = self._document.get_page_size(number)
            except pdfium.PdfiumError:
                width, height = 595.0, 842.0  # a damaged page is shown as an empty one
            sizes.append(PageSize(width=_believed(width), height=_believed(height)))
        return tuple(sizes)

    def render(self, ask: RenderPage) -> PageRendered:
        """Return a page's picture and boxes, as far as they are asked for.

        Raises:
            UnsupportedError: there is no such page.
            DamagedError: the page cannot be read.
        """
        import pypdfium2 as pdfium

        if not 1 <= ask.page <= len(self._document):
            raise UnsupportedError("there is no such page")
        try:
            page = self._document[ask.page - 1]
            try:
                picture = _picture(page, min(ask.width, WIDEST), dark=ask.dark)
                boxes, set_as = (), Print()
                if ask.passage:
                    boxes, set_as = find_boxes(page, ask.passage, ask.marks, ask.best)
            finally:
                page.close()
        except pdfium.PdfiumError as error:
            raise DamagedError("the page is damaged") from error
        image = b"" if picture is None else encode_png(picture)
        height, width = (0, 0) if picture is None else picture.shape[:2]
        return PageRendered(
            path=ask.path,
            page=ask.page,
            width=width,
            height=height,
            image=image,
            boxes=boxes,
            extent=set_as.extent,
            letters=set_as.letters,
        )


def _picture(page: PdfPage, width: int, *, dark: bool) -> npt.NDArray[np.uint8] | None:
    """Return shape (height, width, 3), RGB; None where no width is asked for."""
    if width <= 0:
        return None
    across, down = _believed(page.get_width()), _believed(page.get_height())
    scale = width / across
    scale = min(scale, (_MOST_PIXELS / (across * down)) ** 0.5)
    bitmap = page.render(scale=cast("int", scale), rev_byteorder=True, maybe_alpha=False)
    pixels: npt.NDArray[np.uint8] = bitmap.to_numpy()[..., :3]
    return _exchanged(pixels) if dark else pixels.copy()


def _exchanged(pixels: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """Exchange light and dark and keep the hue: each colour's brightest and darkest part change."""
    import numpy as np

    most = pixels.max(axis=2, keepdims=True).astype(np.int16)
    least = pixels.min(axis=2, keepdims=True).astype(np.int16)
    turned = pixels.astype(np.int16) + (255 - most - least)
    return np.clip(turned, 0, 255).astype(np.uint8)


def _believed(points: float) -> float:
    return min(max(points, _LEAST), _MOST) if math.isfinite(points) else _LEAST
