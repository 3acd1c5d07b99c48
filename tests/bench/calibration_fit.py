"""Coefficients from training sets: logistic regressions on what the search knows of its files.

Each set counts the same, and in it libraries of each size, however many files they showed.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections import defaultdict
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from engine.models.embedder_client import EmbedderClient
from engine.models.registry import find, resources_folder
from engine.search.coefficients import FEATURES, VERSION, Calibration, Fit
from engine.search.coverage import most_likely
from engine.search.sources import Embedded
from tests.bench import calibration_sets
from tests.bench.calibration_libraries import LEFT_OUT, LOOKED_UP, SIZES, libraries
from tests.bench.calibration_rows import RERANKER, rows_of
from tests.bench.judged import Sample
from tests.bench.logistic import fit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from tests.bench.calibration_rows import Row

    Doubles = npt.NDArray[np.float64]

_RIDGE = 1e-4
_FEW = 0.3
"""Share of a question's words, by weight, up to which a file says it in others. Best files among 50
documents are told .013 better so than by fits on all rows (log-likelihood, held-out queries), and
among more no worse."""
_UNANSWERED = 0.5
"""What a query counts whose answers were left out: of those that ask for what such a library is
about one in six has none then, not one in three. A guess at what people ask their files."""
_FOLDS = 5
KINDS = ("words", "light", "full")


def _rows_for(kind: str, rows: Sequence[Row]) -> list[Row]:
    """What a fit is made from; meaning alone is judged by what shares few words."""
    whole, _, alone = kind.partition("-")
    own = [row for row in rows if row.kind == whole]
    if not alone:
        return own
    places = [FEATURES[whole].index(name) for name in FEATURES[kind]]
    held = FEATURES[whole].index("held")
    return [
        row._replace(kind=kind, features=tuple(row.features[place] for place in places))
        for row in own
        if LOOKED_UP not in row.query and row.features[held] < _FEW
    ]


def _mass(rows: Sequence[Row]) -> Doubles:
    """How much each row counts: sets the same, and sizes in a set; what was left out less."""
    many: defaultdict[tuple[str, int], int] = defaultdict(int)
    for row in rows:
        many[row.set, row.size] += 1
    sizes = {name: sum(one == name for one, _ in many) for name, _ in many}
    whole = np.array([1 / (many[row.set, row.size] * sizes[row.set]) for row in rows])
    return whole * np.where([LEFT_OUT in row.query for row in rows], _UNANSWERED, 1.0)


def fitted(rows: Sequence[Row]) -> Calibration:
    """Return the coefficients that suit rows best."""
    fits: dict[str, Fit] = {}
    for kind, names in FEATURES.items():
        own = _rows_for(kind, rows)
        relevant = np.array([row.relevant for row in own], np.float64)
        values = fit(np.array([row.features for row in own]), relevant, _mass(own), _RIDGE)
        weights = {
            name: round(float(value), 4) for name, value in zip(names, values[1:], strict=True)
        }
        fits[kind] = Fit(round(float(values[0]), 4), weights)
    about: dict[str, float] = defaultdict(float)
    for row in rows:
        about[f"{row.set} {row.size} {row.kind}"] += 1
    return Calibration(version=VERSION, fits=fits, about=dict(sorted(about.items())))


def samples(rows: Sequence[Row], calibration: Calibration, kind: str) -> list[Sample]:
    """Return what would be shown for rows of a kind."""
    shown: list[Sample] = []
    lowest = 1.0
    names = dict(zip(FEATURES[kind], range(len(FEATURES[kind])), strict=True))
    for row in rows:
        if row.kind != kind:
            continue
        chance = max(
            _chance(fit, row, names, whole=name == kind)
            for name, fit in calibration.fits.items()
            if name.partition("-")[0] == kind
        )
        lowest = min(1.0 if row.rank == 1 else lowest, chance)
        shown.append(Sample(row.set, row.query, row.rank, lowest, row.relevant))
    return shown


def _chance(fit: Fit, row: Row, names: Mapping[str, int], *, whole: bool) -> float:
    """The chance by one fit; what is missing bounds that of the whole evidence."""
    logit = fit.intercept + sum(w * row.features[names[name]] for name, w in fit.weights.items())
    most = float(most_likely(np.array([-row.features[names["complete"]]]))[0]) if whole else 1.0
    return min(1 / (1 + float(np.exp(-logit))), most)


def held_out(rows: Sequence[Row], kind: str) -> list[Sample]:
    """Return what would be shown for rows of a kind by fits on other queries; by size, not set."""
    queries = sorted({row.query.partition(" ")[2] for row in rows})
    folds = {query: number % _FOLDS for number, query in enumerate(queries)}
    found: list[Sample] = []
    for fold in range(_FOLDS):
        own = [row for row in rows if folds[row.query.partition(" ")[2]] == fold]
        rest = [row for row in rows if folds[row.query.partition(" ")[2]] != fold]
        sized = [row._replace(query=f"{row.set} {row.query}", set=f"{row.size}") for row in own]
        found += samples(sized, fitted(rest), kind)
    return found


def told(shown: Sequence[Sample]) -> str:
    """Return mean log-likelihoods of the first files by size of the library, as lines."""
    lines: list[str] = []
    for size in sorted({sample.set for sample in shown}, key=int):
        first = [one for one in shown if one.set == size and one.rank == 1]
        scores = np.clip([one.score for one in first], 1e-3, 1 - 1e-3)
        right = np.array([one.relevant for one in first], np.bool_)
        likelihood = np.log(np.where(right, scores, 1 - scores)).mean()
        lines.append(f"{size} documents: log-likelihood of the best files {likelihood:.3f}")
    return "\n".join(lines)


def write(rows: Sequence[Row]) -> None:
    """Fit, write ``resources/calibration.json``, and say how well it fits."""
    from tests.bench.calibration import report

    calibration = fitted(rows)
    written = msgspec.json.format(msgspec.json.encode(calibration), indent=1) + b"\n"
    (resources_folder() / "calibration.json").write_bytes(written)
    sys.stdout.write(written.decode())
    for kind in KINDS:
        shown = held_out(rows, kind)
        print(f"\n{kind}, held-out queries by documents\n\n{told(shown)}\n\n{report(shown, None)}")


def fit_and_write() -> None:
    """Ask all training sets, fit and write; see `write`."""
    os.environ.pop("FINDLING_DATA", None)
    cache = Path(tempfile.gettempdir()) / "findling-calibration-vectors.sqlite"
    rows: list[Row] = []
    with closing(EmbedderClient()) as client:
        source = Embedded(find(RERANKER), client)
        for name in calibration_sets.NAMES:
            for library in libraries(name):
                rows += rows_of(library, source, cache)
                size = "all" if library.size == max(SIZES) else library.size
                print(f"{name}, {size} documents, {library.number + 1}", flush=True)
    write(rows)
