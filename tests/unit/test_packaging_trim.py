"""What belongs into the packaged program; `tests/frozen` tries the program itself."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def trim() -> ModuleType:
    file = Path(__file__).parents[2] / "packaging/bundle/trim.py"
    spec = importlib.util.spec_from_file_location("trim", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("place", "wanted"),
    [
        ("PySide6/Qt/plugins/platforms/libqxcb.so", True),
        ("PySide6/Qt/plugins/platforms/libqwayland.so", True),
        ("PySide6/Qt/plugins/platforms/libqoffscreen.so", True),
        ("PySide6/Qt/plugins/platforms/libqeglfs.so", False),
        ("PySide6/Qt/plugins/platforms/libqvnc.so", False),
        ("PySide6/plugins/platforms/qwindows.dll", True),
        ("PySide6/Qt/plugins/imageformats/libqsvg.so", True),
        ("PySide6/Qt/plugins/imageformats/libqpdf.so", False),
        ("PySide6/Qt/plugins/wayland-shell-integration/libxdg-shell.so", True),
        ("PySide6/Qt/plugins/wayland-shell-integration/libivi-shell.so", False),
        ("PySide6/Qt/lib/libQt6Widgets.so.6", True),
        ("PySide6/Qt/lib/libQt6Quick.so.6", False),
        ("PySide6/Qt/translations/qtbase_ko.qm", True),
        ("PySide6/Qt/translations/qtbase_de.qm", False),
        ("resources/samples/work/returns.md", True),
        ("resources/__pycache__/x.pyc", False),
        ("resources/models/.gitattributes", False),
        ("numpy-2.4.6.dist-info/METADATA", True),
        ("findling-0.1.0.dist-info/direct_url.json", False),
        ("onnxruntime/capi/libonnxruntime_providers_shared.so", True),
        ("onnxruntime/capi/libonnxruntime_providers_cuda.so", False),
        ("pandas/tests/data.csv", False),
    ],
)
def test_what_no_path_of_the_program_reaches_is_left_out(
    trim: ModuleType, place: str, wanted: bool
):
    assert trim.wanted((place, "/venv/" + place, "DATA")) is wanted


@pytest.mark.parametrize(
    ("source", "of_the_system"),
    [
        ("/usr/lib/x86_64-linux-gnu/libssl.so.3", True),
        ("/lib/x86_64-linux-gnu/libz.so.1", True),
        ("/usr/lib/x86_64-linux-gnu/libpython3.11.so.1.0", False),
        ("/usr/lib/python3.11/lib-dynload/_ssl.cpython-311-x86_64-linux-gnu.so", False),
        ("/usr/lib/python3/dist-packages/numpy/x.so", False),
    ],
)
def test_a_system_s_library_is_told_from_python_s_own(
    trim: ModuleType, source: str, of_the_system: bool, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(trim.sys, "platform", "linux")
    assert trim.is_of_the_system(source) is of_the_system


def test_every_part_that_the_doctor_asks_for_keeps_its_version(trim: ModuleType):
    from engine.service.diagnosis import _PARTS

    assert set(_PARTS) <= set(trim._DESCRIBED)
