"""The formats left to kreuzberg: binary Office, Excel, Outlook messages, iWork."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from engine.read.errors import (
    DamagedError,
    EncryptedError,
    ReadError,
    TooSlowError,
    UnsupportedError,
)

if TYPE_CHECKING:
    from kreuzberg import ExtractionConfig, ExtractionResult

    from engine.read.document import Limits, Writer

_PROTECTED = re.compile("password|encrypt", re.IGNORECASE)


def read_by_kreuzberg(path: Path, writer: Writer, media_type: str, limits: Limits) -> None:
    """Write what kreuzberg finds.

    Raises:
        EncryptedError, DamagedError, TooSlowError, UnsupportedError
    """
    result = _extract(path, media_type, limits)
    metadata: dict[str, object] = dict(result.metadata)
    title = metadata.get("title")
    writer.title = title if isinstance(title, str) else ""
    writer.write(result.content)
    sheets = metadata.get("sheet_names")
    if isinstance(sheets, list):
        _mark_sheets(writer, [name for name in sheets if isinstance(name, str)])  # pyright: ignore[reportUnknownVariableType]


def _extract(path: Path, media_type: str, limits: Limits) -> ExtractionResult:
    # It may make folders there even with its cache off, by default among the user's own. Below a
    # device nobody can make any; a name that all users share could be somebody else's already.
    os.environ.setdefault("KREUZBERG_CACHE_DIR", str(Path(os.devnull) / "kreuzberg"))
    import kreuzberg

    try:
        return kreuzberg.extract_file_sync(path, media_type, config=_config(limits))
    except kreuzberg.ExtractionTimeoutError as error:
        raise TooSlowError from error
    except (kreuzberg.ValidationError, kreuzberg.MissingDependencyError) as error:
        raise UnsupportedError(_first_line(error)) from error
    except kreuzberg.KreuzbergError as error:
        raise _translate(_first_line(error)) from error
    except (RuntimeError, ValueError, OSError) as error:  # what its bindings raise beside its own
        raise _translate(_first_line(error)) from error
    except BaseException as error:
        # A panic in Rust arrives as a BaseException of a type that cannot be imported.
        if type(error).__name__ == "PanicException":
            raise DamagedError(_first_line(error)) from error
        raise


def _config(limits: Limits) -> ExtractionConfig:
    import kreuzberg

    return kreuzberg.ExtractionConfig(
        use_cache=False,
        enable_quality_processing=False,
        extraction_timeout_secs=limits.seconds,
        concurrency=kreuzberg.ConcurrencyConfig(max_threads=1),
        content_filter=kreuzberg.ContentFilterConfig(
            include_headers=True, include_footers=True, strip_repeating_text=False
        ),
        # Otherwise it downloads grammars for whatever looks like code, attachments included.
        tree_sitter=kreuzberg.TreeSitterConfig(enabled=False),
    )


def _first_line(error: BaseException) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0][:200]


def _translate(message: str) -> ReadError:
    return EncryptedError(message) if _PROTECTED.search(message) else DamagedError(message)


def _mark_sheets(writer: Writer, names: list[str]) -> None:
    """Mark each sheet's name, which stands on a line of its own above its rows, as a heading."""
    from engine.read.document import Heading

    text = writer.text()
    headings: list[Heading] = []
    at = 0
    for name in names:
        found = re.compile(rf"^{re.escape(name)}$", re.MULTILINE).search(text, at)
        if found and name.strip():
            headings.append(Heading(found.start(), 1, name))
            at = found.end()
    writer.add_headings(headings)
