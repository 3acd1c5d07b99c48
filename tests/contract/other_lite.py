"""Runs the store's contract against the Milvus Lite that is not installed here.

    python -m tests.contract.other_lite [pytest arguments]

makes a second virtual environment (or uses the one it made before) with the other line of
milvus-lite, 3.2+ beside an installed 2.5 and 2.5 beside an installed 3.2+, and nothing but what the
contract needs; then runs pytest in it. The environment is `.venv-lite3` (or `.venv-lite2`) in the
repository's root, or the folder that FINDLING_OTHER_LITE names.
"""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

from engine.store.open import lite_version

ROOT = Path(__file__).parents[2]
CONTRACT = (
    "tests/contract/test_store_contract.py",
    "tests/contract/test_store_filters.py",
    "tests/contract/test_store_failures.py",
    "tests/contract/test_store_learned.py",
)
NEEDED = ("pymilvus>=3.0.2", "numpy>=1.26", "msgspec>=0.19", "pytest>=8.2", "hypothesis>=6.100")
INSTALL_SECONDS = 400


class CannotMakeError(Exception):
    """The second environment cannot be made, for example without a network."""


def environment() -> tuple[Path, str]:
    """Return the second environment's folder and its milvus-lite requirement."""
    new = lite_version() < (3,)
    default = ROOT / (".venv-lite3" if new else ".venv-lite2")
    folder = Path(os.environ.get("FINDLING_OTHER_LITE") or default)
    return folder, "milvus-lite>=3.2" if new else "milvus-lite>=2.5.1,<3"


def python() -> Path:
    """Return the interpreter of the second environment, made when it is missing or outdated.

    Raises:
        CannotMakeError: with what pip or venv said.
    """
    folder, lite = environment()
    found = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp, wanted = folder / "made-with", "\n".join((sys.version, lite, *NEEDED))
    if stamp.is_file() and stamp.read_text() == wanted:
        return found
    try:
        venv.create(folder, with_pip=True, clear=True)
        _install(found, [lite, *NEEDED])
    except (OSError, subprocess.SubprocessError) as error:
        said = getattr(error, "stderr", "") or ""
        raise CannotMakeError(f"{error} {said[-500:]}") from error
    stamp.write_text(wanted)
    return found


def command(*arguments: str) -> list[str]:
    """Return the command that runs the contract there.

    The repository's pytest settings name plugins that are not installed there, so none are read.
    """
    options = ("-c", os.devnull, "--rootdir", str(ROOT), "--confcutdir", "tests/contract")
    more = ("--import-mode=importlib", "-p", "no:cacheprovider", "-W", "error", "-q")
    return [str(python()), "-m", "pytest", *options, *more, *(arguments or CONTRACT)]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the contract there and return what it printed."""
    variables = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.run(
        command(*arguments), cwd=ROOT, env=variables, text=True, capture_output=True, check=False
    )


def _install(interpreter: Path, requirements: list[str]) -> None:
    pip = [str(interpreter), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run(
        [*pip, "--retries", "2", *requirements],
        check=True,
        capture_output=True,
        text=True,
        timeout=INSTALL_SECONDS,
    )


if __name__ == "__main__":
    done = run(*sys.argv[1:])
    sys.stdout.write(done.stdout + done.stderr)
    sys.exit(done.returncode)
