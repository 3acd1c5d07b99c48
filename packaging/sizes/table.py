"""What takes the space in the packaged program: a table for people who would make it smaller."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from sources import ROOT, Build

_MEGABYTE = 1e6
_WHOLE = 1.0
"""Megabytes below which a part is counted among the rest."""
_START, _END = "<!-- sizes -->", "<!-- /sizes -->"
_PARTS = {
    "milvus_lite": "Milvus Lite's server (vectors), with its own OpenBLAS",
    "PySide6": "Qt and PySide6 (window); a third is ICU's data",
    "shiboken6": "Qt and PySide6 (window); a third is ICU's data",
    "kreuzberg": "Kreuzberg (reading documents), with its own ONNX Runtime",
    "kreuzberg.libs": "Kreuzberg (reading documents), with its own ONNX Runtime",
    "scipy": "SciPy (maps, sparse rows), with its own OpenBLAS",
    "scipy.libs": "SciPy (maps, sparse rows), with its own OpenBLAS",
    "numpy": "NumPy, with its own OpenBLAS",
    "numpy.libs": "NumPy, with its own OpenBLAS",
    "onnxruntime": "ONNX Runtime (bundled reranker)",
    "resources": "Bundled models, samples, icons, translations, licences",
    "pandas": "pandas (pymilvus imports it)",
    "grpc": "gRPC (to Milvus)",
    "google": "gRPC (to Milvus)",
    "cryptography": "cryptography (keyring of the desktop)",
    "pypdfium2_raw": "PDFium (pages of PDFs)",
    "python3.11": "Python",
    "base_library.zip": "Python",
}


def write(build: Build) -> Path:
    """Print the table and put it into packaging/README.md, between its two marks."""
    lines = [*_parts(build), "", *_packages(build)]
    print("\n".join(lines))
    file = ROOT / "packaging" / "README.md"
    text = file.read_text("utf-8")
    start, end = text.index(_START) + len(_START), text.index(_END)
    file.write_text(text[:start] + "\n" + "\n".join(lines) + "\n" + text[end:], "utf-8")
    return file


def _parts(build: Build) -> list[str]:
    sizes: defaultdict[str, float] = defaultdict(float)
    for path in build.bundle.rglob("*"):
        if path.is_file() and not path.is_symlink():
            sizes[_part(path.relative_to(build.bundle))] += path.stat().st_size / _MEGABYTE
    told = sorted(((size, part) for part, size in sizes.items() if size >= _WHOLE), reverse=True)
    rest = sum(size for size in sizes.values() if size < _WHOLE)
    rows = [f"| {part} | {size:.0f} |" for size, part in told]
    total = sum(sizes.values())
    head = [
        f"Version {build.version}, {build.kind}, in megabytes:",
        "",
        "| part | MB |",
        "|---|--:|",
    ]
    return [
        *head,
        *rows,
        f"| everything else | {rest:.0f} |",
        f"| **installed** | **{total:.0f}** |",
    ]


def _part(place: Path) -> str:
    name = place.parts[1] if len(place.parts) > 1 else place.parts[0]
    if name.startswith(("libpython", "python3")):
        return _PARTS["python3.11"]
    if place.parts[0] != "_internal":
        return "Findling and every pure Python module (compressed)"
    return _PARTS.get(name, name.partition(".")[0])


def _packages(build: Build) -> list[str]:
    files = sorted(file for file in build.out.glob("findling*") if file.suffix in _KINDS)
    rows = [f"| `{file.name}` | {file.stat().st_size / _MEGABYTE:.0f} |" for file in files]
    return ["| download | MB |", "|---|--:|", *rows] if rows else []


_KINDS = {".deb", ".AppImage", ".exe", ".dmg"}
