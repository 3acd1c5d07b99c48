"""Runs the store's contract against the Milvus Lite that is not installed here.

    python -m tests.contract.other_lite [pytest arguments]

makes a second virtual environment (or uses the one it made before) with the other line of
milvus-lite, 3.2+ beside an installed 2.5 and 2.5 beside an installed 3.2+; all else it has from the
environment this runs in, as installing that again takes minutes. Then it runs pytest there. The
environment is `.venv-lite3` (or `.venv-lite2`) in the repository's root, or the folder that
FINDLING_OTHER_LITE names.
"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
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
    borrowed = sorted({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")})
    stamp, wanted = folder / "made-with", "\n".join((sys.version, lite, *borrowed))
    if stamp.is_file() and stamp.read_text() == wanted:
        return found
    try:
        venv.create(folder, with_pip=False, clear=True, symlinks=os.name != "nt")
        own = Path(sysconfig.get_path("purelib", vars={"base": str(folder)}))
        (own / "borrowed.pth").write_text("\n".join(borrowed))  # looked at after what is here
        _install(found, lite)
    except (OSError, subprocess.SubprocessError) as error:
        said = getattr(error, "stderr", "") or ""
        raise CannotMakeError(f"{error} {said[-500:]}") from error
    stamp.write_text(wanted)
    return found


def command(*arguments: str) -> list[str]:
    """Return the command that runs the contract there.

    The repository's settings of pytest are about its other tests, and so are pytest's plugins.
    """
    options = ("-c", os.devnull, "--rootdir", str(ROOT), "--confcutdir", "tests/contract")
    more = ("--import-mode=importlib", "-p", "no:cacheprovider", "-W", "error", "-q")
    return [str(python()), "-m", "pytest", *options, *more, *(arguments or CONTRACT)]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the contract there and return what it printed."""
    variables = os.environ | {"PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    return subprocess.run(
        command(*arguments), cwd=ROOT, env=variables, text=True, capture_output=True, check=False
    )


def _install(interpreter: Path, requirement: str) -> None:
    pip = [sys.executable, "-m", "pip", "--python", str(interpreter)]
    install = ["install", "--quiet", "--disable-pip-version-check", "--retries", "2"]
    subprocess.run(
        [*pip, *install, requirement],
        check=True,
        capture_output=True,
        text=True,
        timeout=INSTALL_SECONDS,
    )


if __name__ == "__main__":
    done = run(*sys.argv[1:])
    sys.stdout.write(done.stdout + done.stderr)
    sys.exit(done.returncode)
