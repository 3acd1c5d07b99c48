"""Comments of Markdown and MDX are not shown, and what stands beside them is found."""

from __future__ import annotations

from time import process_time

import pytest
from PySide6.QtGui import QFont, QPalette, QTextDocument
from pytestqt.qtbot import QtBot

from app.preview.comments import blanked, without_comments
from app.preview.locating import locate
from app.preview.setting import Setting
from engine.protocol.messages import DocumentRead

SOURCE = """# Title {/* #anchor */}

Hello {/* a *comment* with `code` */} world <!-- html --> end.
{/* alone on its line */}
The paragraph goes on.

{/* a block

over blank lines */}

- item {/*x*/}

```jsx
<div>{/* stays */}</div>
```

Also `{/* stays, too */}` here.
"""
SHOWN = (
    "Title\nHello world end. The paragraph goes on.\nitem\n"
    "<div>{/* stays */}</div>\nAlso {/* stays, too */} here."
)


def test_comments_are_not_shown_but_in_code(qtbot: QtBot) -> None:
    setting = Setting("markdown")
    setting.prepare(QPalette(), QFont())
    document = QTextDocument()
    part = DocumentRead(path="/a.mdx", text=SOURCE, start=0, total=len(SOURCE))
    setting.insert(document, part, above=False)
    lines = (" ".join(line.split()) for line in document.toPlainText().split("\n"))
    assert "\n".join(line for line in lines if line) == SHOWN


def test_words_beside_comments_are_found() -> None:
    at = SOURCE.index("world")
    found = locate(SOURCE, [(at, at + 5)], f"Before\n{SHOWN}", markdown=True)
    assert found is not None
    ((start, end),) = found.spans
    assert f"Before\n{SHOWN}"[start:end] == "world"
    assert found.passage[0] == len("Before\n")


@pytest.mark.parametrize("text", ["{/* open", "<!-- open", "a {b} c", "`{/* x */}`", "{/ * x */}"])
def test_what_is_no_comment_stays(text: str) -> None:
    assert without_comments(text) == blanked(text) == text


def test_offsets_hold_where_comments_are_blanked() -> None:
    assert len(blanked(SOURCE)) == len(SOURCE)
    assert blanked(SOURCE).index("world") == SOURCE.index("world")


@pytest.mark.parametrize("sign", ["{/*", "<!--", "`", "``` ", "`a\n", "```\n", "{/**/}", " \n"])
def test_what_never_ends_takes_no_more_than_the_square_of_its_length(sign: str) -> None:
    """Ten times as long, it takes at most a hundred times as long: a stretch is no longer."""

    def took(length: int) -> float:
        begun = process_time()
        without_comments(sign * (length // len(sign)))
        return process_time() - begun

    short = min(took(600) for _ in range(3))
    assert took(6_000) < 400 * short + 0.05
