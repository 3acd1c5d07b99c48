"""Whether shown scores mean what they say: ``python -m tests.bench.calibration [--fit]``.

Without ``--fit`` the samples that `tests.bench.quality` kept are judged: calibration errors, pooled
and of each set, a reliability table, and the diagram ``results/reliability.png``. With it the
coefficients in ``resources/calibration.json`` are made anew, from training sets alone.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tests.bench.judged import RESULTS, SAMPLES, read_samples
from tests.bench.reliability import Bin, bins, calibration_error, draw, table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.bench.judged import Sample

DIAGRAM = RESULTS / "reliability.png"
WANTED = 0.08
"""Expected calibration error, ten bins of equal width."""


class Judged(NamedTuple):
    """How well the scores of some samples are calibrated."""

    name: str
    files: int
    error: float
    """With bins of equal width."""
    error_of_equal_mass: float
    first_error: float
    """Of the best file of each query alone, bins of equal width."""
    said: float
    was: float
    bins: list[Bin]


def judge(name: str, samples: Sequence[Sample]) -> Judged:
    """Return how well some samples' scores are calibrated."""
    scores = np.array([sample.score for sample in samples], np.float64)
    relevant = np.array([sample.relevant for sample in samples], np.float64)
    first = np.array([sample.rank == 1 for sample in samples], np.bool_)
    found = bins(scores, relevant)
    return Judged(
        name,
        len(samples),
        calibration_error(found),
        calibration_error(bins(scores, relevant, equal_mass=True)),
        calibration_error(bins(scores[first], relevant[first])),
        float(scores.mean()) if len(samples) else 0.0,
        float(relevant.mean()) if len(samples) else 0.0,
        found,
    )


def judge_all(samples: Sequence[Sample]) -> list[Judged]:
    """Return what holds for all samples together, and then for each set."""
    sets = sorted({sample.set for sample in samples})
    each = [judge(name, [one for one in samples if one.set == name]) for name in sets]
    return [judge("all", samples), *each]


def report(samples: Sequence[Sample], diagram: Path | None = DIAGRAM) -> str:
    """Return calibration errors and a reliability table as Markdown, and draw the diagram.

    Args:
        samples: the first files of each query with what was shown for them.
        diagram: where the PNG goes; None for nowhere.
    """
    if not samples:
        return "No samples."
    judged = judge_all(samples)
    pooled = judged[0]
    lines = [
        f"| set | files | calibration error | under {WANTED} | with bins of equal mass |"
        " of the best file alone | mean score | relevant |",
        "|---|---|---|---|---|---|---|---|",
    ]
    lines += (
        f"| {one.name} | {one.files} | {one.error:.3f} |"
        f" {'yes' if one.error < WANTED else '**no**'} | {one.error_of_equal_mass:.3f} |"
        f" {one.first_error:.3f} | {one.said:.1%} | {one.was:.1%} |"
        for one in judged
    )
    if diagram is not None:
        count = f"{len(judged) - 1} sets, {pooled.files} files"
        draw(pooled.bins, f"{count}: calibration error {pooled.error:.3f}", diagram)
    return "\n".join(lines) + "\n\n" + table(pooled.bins)


def main() -> None:
    """Judge what was measured, or fit anew."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fit", action="store_true", help="write resources/calibration.json")
    options = parser.parse_args()
    if options.fit:
        from tests.bench.calibration_fit import fit_and_write

        fit_and_write()
        return
    print(report(read_samples(SAMPLES)))


if __name__ == "__main__":
    main()
