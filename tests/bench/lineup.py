"""What was really run of each entry of the catalogue: ``python -m tests.bench.lineup``.

Runs the contract tests of this environment and prints a row for each entry; those that need
torch have no tests passed where it is not installed. Vendors' models are asked for at servers on
this machine; what is tried with one model of each vendor has a row of its own.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

import pytest

from engine.models.registry import load_catalogue
from tests.contract.entry_cases import (
    LOCAL_PAIRS,
    LOCAL_VECTORS,
    OWN,
    TORCH_PAIRS,
    TORCH_VECTORS,
)
from tests.vendors.servers import VENDORS

_LIBRARIES = {
    "static": ("tokenizers",),
    "onnx": ("onnxruntime", "tokenizers"),
    "onnx-pairs": ("onnxruntime", "tokenizers"),
    "bge-m3": ("torch", "transformers"),
}
_EXTRA = ("torch", "sentence-transformers")
_MODULES = ("families", "families_torch", "vendors", "vendors_ranking")


class Counting:
    """Takes note of each test's end by its case."""

    def __init__(self) -> None:
        self.passed: Counter[str] = Counter()
        self.failed: Counter[str] = Counter()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count a test once, or its failure wherever that was."""
        path = report.nodeid.partition("::")[0]
        case = path if path in OWN.values() else report.nodeid.partition("[")[2].rstrip("]")
        if report.failed:
            self.failed[case] += 1
        elif report.when == "call" and report.passed:
            self.passed[case] += 1

    def of(self, *cases: str) -> str:
        """Return the two counts of some cases as cells."""
        counts = [sum(each[case] for case in cases) for each in (self.passed, self.failed)]
        return " | ".join(map(str, counts))


def main() -> int:
    """Print the table; return how the tests ended."""
    names = [name for name in _MODULES if name != "families_torch" or find_spec("torch")]
    counting = Counting()
    paths = [f"tests/contract/test_{name}.py" for name in names]
    status = pytest.main(
        ["-q", "-p", "no:cacheprovider", *paths, *OWN.values()], plugins=[counting]
    )
    print("| entry | family | weights | by | tests passed | failed |")
    print("|---|---|---|---|---|---|")
    for row in _rows(counting):
        print(f"| {' | '.join(row)} |")
    return int(status)


def _rows(counting: Counting) -> Iterator[tuple[str, ...]]:
    every = (*LOCAL_VECTORS, *LOCAL_PAIRS, *TORCH_VECTORS, *TORCH_PAIRS)
    weights = {case.listed: case.weights for case in every}
    for entry in load_catalogue():
        if entry.model:
            row = "local server", _versioned("requests"), counting.of(entry.id)
        elif entry.id in OWN:
            row = "none", "the program", counting.of(OWN[entry.id])
        else:
            libraries = ", ".join(map(_versioned, _LIBRARIES.get(entry.family, _EXTRA)))
            row = weights[entry.id], libraries, counting.of(entry.id)
        yield entry.id, entry.family, *row
    listed = {entry.id for entry in load_catalogue()}
    for vendor in VENDORS:
        cases = [
            case
            for case in {*counting.passed, *counting.failed} - listed
            if case.partition("-")[0] == vendor
        ]
        row = "local server", _versioned("requests"), counting.of(*cases)
        yield f"(any of {vendor}, faults included)", vendor, *row


def _versioned(package: str) -> str:
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        return package


if __name__ == "__main__":
    sys.exit(main())
