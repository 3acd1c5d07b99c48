"""What goes into the packaged program, and what is left out of it; see findling.spec.

PyInstaller takes what it sees imported. Named here are the parts that it cannot see, and those that
no path of this program reaches.
"""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from importlib import metadata
from pathlib import Path
from typing import Any

Entry = tuple[str, str, str]
"""A file of the folder: its place there, where it comes from, PyInstaller's kind of file."""

HIDDEN = (
    "keyring.backends.SecretService",
    "keyring.backends.Windows",
    "keyring.backends.macOS",
    "keyring.backends.fail",
    "keyring.backends.null",
    "keyring.backends.chainer",
    "milvus_lite",
    "pymilvus.client.embedding_list",
    "resources",
)
HIDDEN_FULL = ("sentence_transformers", "transformers", "torch")

_DESCRIBED = (
    "findling",
    "PySide6-Essentials",
    "keyring",
    "kreuzberg",
    "milvus-lite",
    "onnxruntime",
    "pymilvus",
    "pypdfium2",
    "semantic-text-splitter",
    "tokenizers",
    "watchdog",
)
"""Distributions whose version is asked for while the program runs."""
_DESCRIBED_FULL = ("sentence-transformers", "torch", "transformers")

_NEVER = (
    "IPython", "PyInstaller", "_pytest", "coverage", "distutils", "ensurepip", "hypothesis",
    "idlelib", "lib2to3", "matplotlib", "model2vec", "pip", "pkg_resources", "pytest", "readline",
    "setuptools", "tkinter", "turtle", "turtledemo", "wheel",
    "sphinx",  # SciPy's documentation would like it, where a developer has it
    "hf_xet",  # downloads go by requests, see engine/models
    "mcp.cli",
    "numba", "pyarrow", "tables", "openpyxl", "xlrd", "fastparquet",  # pandas would like them
    "onnxruntime.quantization", "onnxruntime.tools", "onnxruntime.transformers",
    "onnxruntime.training", "onnx",
    "pandas.tests", "numpy.tests", "numpy.f2py.tests", "scipy.conftest",
    "pymilvus.bulk_writer", "minio", "azure",
    "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtSql", "PySide6.QtTest", "PySide6.QtXml",
    "PySide6.QtOpenGL", "PySide6.QtOpenGLWidgets", "PySide6.QtPrintSupport", "PySide6.QtDesigner",
)  # fmt: skip
_ONLY_FULL = (
    "torch", "torchvision", "transformers", "sentence_transformers", "sklearn",
    *(f"scipy.{part}" for part in (  # maps and sparse rows reach none of these
        "cluster", "datasets", "differentiate", "integrate", "interpolate", "io", "misc", "odr",
        "optimize", "signal", "stats", "sparse.csgraph",
    )),
)  # fmt: skip

_QT_PLUGINS = re.compile(
    r"""/plugins/(?:
        egldeviceintegrations | generic | networkinformation | tls | printsupport | qmltooling
      | sqldrivers | vectorimageformats | wayland-graphics-integration-server
      | imageformats/\w*(?:pdf|tiff|wbmp|tga|icns)\w*
      | platforms/\w*q(?:eglfs|linuxfb|minimal|minimalegl|vkkhrdisplay|vnc)\b
      | platforminputcontexts/\w*virtualkeyboard\w*
      | wayland-shell-integration/lib(?:fullscreen-shell|ivi-shell|qt-shell|wl-shell)
      | wayland-graphics-integration-client/lib(?!qt-plugin-wayland-egl)
    )""",
    re.VERBOSE,
)
"""Plugins for devices without a desktop, and for parts of Qt that the window does not use."""
_QT_LIBRARIES = re.compile(
    r"/(?:lib)?Qt6(?:Qml|Quick|Sql|Test|Pdf|VirtualKeyboard|EglFS|EglFs|Designer|PrintSupport|OpenGLWidgets"
    r"|Labs|ShaderTools|WaylandCompositor|WaylandEglCompositor)\w*\.(?:so|dll|dylib)"
)
_TRANSLATIONS = re.compile(r"/translations/(?!qt(?:base)?_ko\.qm$)")
"""Qt's own words are needed in the languages that the window speaks; English is in the code."""
_UNUSED = re.compile(
    r"""(?:^|/)(?:tests?|__pycache__|testing)/
      | \.(?:pyi|pyx|pxd|h|hpp|a|lib|pdb|md)$
      | ^(?:onnxruntime/(?:tools|transformers|quantization|datasets)|pandas/tests)/
      | /libonnxruntime_providers_(?!shared) | ^hf_xet/
      | ^torch/bin/(?!torch_shm_manager)  # torch's own tests; it looks for that one
    """,
    re.VERBOSE,
)
_METADATA = {"METADATA", "entry_points.txt"}
"""What is read of a distribution's description; licences are gathered in one file."""
_OF_THE_SYSTEM = re.compile(r"^(?:/usr)?/lib(?:64)?/(?:[^/]+-linux-gnu[^/]*/)?(?!libpython)[^/]+$")
_OF_AN_ACCELERATOR = re.compile(
    r"lib(?:cuda|cudart|cublas|cudnn|cufft|curand|cusolver|cusparse|nv)\w*\.so"
)
"""Libraries of the machine that builds, which torch looks for by name; its own lie in folders."""
_PORTABLE = re.compile(
    r"lib(?:xcb-[\w-]+|xkbcommon[\w-]*|X11-xcb|ssl|crypto|ffi|sqlite3|bz2|lzma|z|uuid|expat|mpdec)\.so"
)
"""The system's libraries that come along where no package manager brings them (AppImage): what
Python needs, and Qt's way to X11. Those below them belong to the machine's own drivers and fonts
(github.com/AppImage/pkg2appimage, excludelist)."""


def excluded(*, full: bool) -> list[str]:
    """Return the modules that no path of the program reaches."""
    return [*_NEVER, *(() if full else _ONLY_FULL)]


def described(*, full: bool) -> list[str]:
    """Return the distributions whose metadata comes along: those that are here."""
    wanted = [*_DESCRIBED, *(_DESCRIBED_FULL if full else ())]
    return [name for name in wanted if _is_here(name)]


def milvus_server() -> list[Entry]:
    """Return the files of Milvus Lite's server: a program of its own, with libraries of its own.

    PyInstaller would look for these libraries in the system, and gather them where the server
    does not look.
    """
    spec = importlib.util.find_spec("milvus_lite")
    if spec is None or not spec.submodule_search_locations:
        return []
    folder = Path(spec.submodule_search_locations[0]) / "lib"
    files = sorted(folder.iterdir()) if folder.is_dir() else []
    # its libm is bound to the private parts of one version of the C library: the system's serves
    files = [file for file in files if not file.name.startswith("libm.so")]
    return [(f"milvus_lite/lib/{file.name}", str(file), "BINARY") for file in files]


def wanted(entry: Entry) -> bool:
    """Tell whether a file that PyInstaller found belongs into the folder."""
    place, source = entry[0].replace("\\", "/"), entry[1]
    if place.startswith("resources/"):
        return "/__pycache__/" not in place and "/.git" not in place
    if _OF_AN_ACCELERATOR.match(place):
        return False
    if is_of_the_system(source):
        return bool(_PORTABLE.search(place))
    if ".dist-info/" in place:
        return place.rpartition("/")[2] in _METADATA
    if place.startswith("PySide6/"):
        unwanted = (_QT_PLUGINS, _QT_LIBRARIES, _TRANSLATIONS)
        return not any(pattern.search(place) for pattern in unwanted)
    return not _UNUSED.search(place)


def is_of_the_system(source: str) -> bool:
    """Tell whether a file belongs to the machine's own packages (Linux)."""
    return sys.platform == "linux" and bool(_OF_THE_SYSTEM.match(source))


def write_collected(analysis: Any, path: str | None) -> None:  # noqa: ANN401 - PyInstaller's
    """Write which files and modules are in the folder, for licences and sizes."""
    if path is None:
        return
    found = {
        "files": sorted((place, source) for place, source, _ in analysis.binaries + analysis.datas),
        "modules": sorted((name, source or "") for name, source, _ in analysis.pure),
    }
    Path(path).write_text(json.dumps(found, indent=0), "utf-8")


def info_plist() -> dict[str, Any]:
    """Return what a macOS bundle says of itself (Apple, "Information Property List")."""
    return {
        "CFBundleDisplayName": "Findling",
        "CFBundleShortVersionString": metadata.version("findling"),
        "CFBundleVersion": metadata.version("findling"),
        "LSMinimumSystemVersion": "13.0",
        "LSApplicationCategoryType": "public.app-category.productivity",
        "NSHighResolutionCapable": True,
        "NSRequiresAquaSystemAppearance": False,
        "CFBundleURLTypes": [
            {"CFBundleURLName": "org.findling.Findling", "CFBundleURLSchemes": ["findling"]}
        ],
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": "Folder",
                "CFBundleTypeRole": "Viewer",
                "LSHandlerRank": "Alternate",
                "LSItemContentTypes": ["public.folder"],
            }
        ],
    }


def _is_here(name: str) -> bool:
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True
