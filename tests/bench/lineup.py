"""Which models of which local family were really run: ``python -m tests.bench.lineup``.

Runs the contract tests of this environment's families and prints a row for each of their models;
those that need torch are left out, and said to be, where it is not installed.
"""

from __future__ import annotations

import importlib
import sys
from collections import Counter
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.contract.families import Case

_LIBRARIES = {
    "static": ("tokenizers",),
    "onnx": ("onnxruntime", "tokenizers"),
    "onnx-pairs": ("onnxruntime", "tokenizers"),
    "bge-m3": ("torch", "transformers"),
}
_EXTRA = ("torch", "sentence-transformers")


class Counting:
    """Takes note of each test's end by its case."""

    def __init__(self) -> None:
        self.passed: Counter[str] = Counter()
        self.failed: Counter[str] = Counter()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count a test once, or its failure wherever that was."""
        case = report.nodeid.partition("[")[2].rstrip("]")
        if report.failed:
            self.failed[case] += 1
        elif report.when == "call" and report.passed:
            self.passed[case] += 1


def main() -> int:
    """Print the table; return how the tests ended."""
    names = ["test_families"]
    if find_spec("torch") is not None:
        names.append("test_families_torch")
    counting = Counting()
    paths = [f"tests/contract/{name}.py" for name in names]
    status = pytest.main(["-q", "-p", "no:cacheprovider", *paths], plugins=[counting])
    print("| model | family | weights | by | tests passed | failed |")
    print("|---|---|---|---|---|---|")
    for name in names:
        for case, family in _told(importlib.import_module(f"tests.contract.{name}")).items():
            libraries = ", ".join(map(_versioned, _LIBRARIES.get(family, _EXTRA)))
            counts = f"{counting.passed[case.name]} | {counting.failed[case.name]}"
            print(f"| {case.name} | {family} | {case.weights} | {libraries} | {counts} |")
    return int(status)


def _told(module: object) -> dict[Case, str]:
    every: tuple[Case, ...] = (*getattr(module, "VECTORS"), *getattr(module, "PAIRS"))  # noqa: B009
    families: dict[str, str] = getattr(module, "FAMILIES")  # noqa: B009 - of any of the modules
    return {case: families[case.name] for case in every}


def _versioned(package: str) -> str:
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        return package


if __name__ == "__main__":
    sys.exit(main())
