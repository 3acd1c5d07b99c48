"""Nothing unpickles and nothing runs what was fetched: asked of the program's own source."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = {"pickle", "cPickle", "dill", "shelve", "marshal", "joblib", "cloudpickle"}
CALLS = {"eval", "exec", "compile", "__import__"}


def findings(source: str) -> Iterator[str]:
    """Yield what in a module could run what it reads."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names if one.name.partition(".")[0] in MODULES)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] in MODULES:
            yield node.module or ""
        elif isinstance(node, ast.Call):
            yield from _of_call(node)


def _of_call(node: ast.Call) -> Iterator[str]:
    if isinstance(node.func, ast.Name) and node.func.id in CALLS:
        yield node.func.id
    given = {one.arg: one.value for one in node.keywords}
    for name, wanted in (("trust_remote_code", False), ("allow_pickle", False), ("shell", False)):
        value = given.get(name)
        if value is not None and not (isinstance(value, ast.Constant) and value.value is wanted):
            yield name
    if ast.unparse(node.func) in ("torch.load", "np.load", "numpy.load"):
        safe = given.get("weights_only" if "torch" in ast.unparse(node.func) else "allow_pickle")
        wanted = "torch" in ast.unparse(node.func)
        if safe is not None and isinstance(safe, ast.Constant) and safe.value is wanted:
            return
        if wanted or safe is not None:  # numpy's own default is not to
            yield ast.unparse(node.func)


def test_nothing_of_the_program_reads_pickles() -> None:
    found = {
        str(path.relative_to(ROOT)): list(findings(path.read_text(encoding="utf-8")))
        for part in ("engine", "app")
        for path in (ROOT / part).rglob("*.py")
    }
    assert len(found) > 300
    assert {path: names for path, names in found.items() if names} == {}


@pytest.mark.parametrize(
    "source",
    [
        "import pickle",
        "from pickle import loads",
        "eval(x)",
        "torch.load(path)",
        "torch.load(path, weights_only=False)",
        "np.load(path, allow_pickle=True)",
        "AutoModel.from_pretrained(x, trust_remote_code=True)",
        "subprocess.run(x, shell=flag)",
    ],
)
def test_what_must_not_be_there_would_be_seen(source: str) -> None:
    assert list(findings(source))


@pytest.mark.parametrize(
    "source",
    ["torch.load(path, weights_only=True)", "np.load(path)", "re.compile(x)", "f(shell=False)"],
)
def test_what_may_be_there_is_not_complained_of(source: str) -> None:
    assert not list(findings(source))
