"""BM25 of a whole file, from those of its passages that are candidates.

What a document is about is often said in one passage and answered in another, and a word that
stands in many passages of a file speaks for the file. Passages that are no candidates hold next to
none of the query's words, so that the candidates' counts are nearly the file's; the file's length
is the catalogue's, the mean that of the candidates' files. Long files are held back as long
passages are: to take the best of neighbouring passages instead gave files of several passages an
advantage over short ones. nDCG@10 of the first order by the cosine, with BM25 of passages alone,
the neighbours', the files': ko_welfare_train .805, .799, .809 (1,500 queries); scifact_train .686,
.694, .699; headings of Rust's books as queries .709, .718, .742; purposes of manual pages .756,
.765, .800.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

import numpy as np

from engine.models.bm25 import saturate

if TYPE_CHECKING:
    from engine.search.fusion import FloatMatrix, Floats, Places

_BLOCK = 1_000
"""Rows at a time: of a pasted page's thousand terms some 4 MB."""


def of_files(
    files: Places,
    counts: FloatMatrix,
    lengths: Floats,
    tokens: Mapping[int, int],
    weights: Floats,
    counted: Callable[[FloatMatrix], FloatMatrix] | None = None,
) -> Floats:
    """Return each passage's file's BM25, shape (n,).

    Args:
        files: (n,), each passage's file.
        counts: (n, terms), how often each of the question's terms stands in a passage.
        lengths: (n,), of the passages in words; they speak for a file that is not in `tokens`.
        tokens: the lengths of the files in words.
        weights: (terms,), the question's.
        counted: what of each term's weights counts, shape (files, terms); None for all of them.
            See `Question.counted`.
    """
    if not counts.size:
        return np.zeros(len(files), np.float32)
    distinct, owners = np.unique(files, return_inverse=True)
    summed = np.zeros((len(distinct), counts.shape[1]), np.float32)
    np.add.at(summed, owners, counts)
    found = np.bincount(owners, lengths, len(distinct))
    # A file that is read anew is never shorter than what was found of it.
    long = np.maximum([tokens.get(file, 0) for file in distinct.tolist()], found)
    mean = float(long.mean())
    whole = np.zeros(len(distinct), np.float32)
    for at in blocks(len(distinct)):
        saturated = saturate(summed[at], long[at, None], mean)
        whole[at] = counted(saturated * weights).sum(axis=1) if counted else saturated @ weights
    return whole[owners]


def blocks(rows: int) -> Iterator[slice]:
    """Yield some rows at a time: what is made of them on the way takes several times their room."""
    for start in range(0, rows, _BLOCK):
        yield slice(start, start + _BLOCK)
