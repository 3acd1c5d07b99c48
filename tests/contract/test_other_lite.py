"""The Milvus Lite that is not installed here keeps the contract too."""

from __future__ import annotations

import faulthandler
import os

import pytest

from tests.contract import other_lite


@pytest.mark.timeout(900)
def test_the_other_milvus_lite_keeps_the_contract() -> None:
    faulthandler.cancel_dump_traceback_later()  # installing takes its time; that is no hang
    try:
        done = other_lite.run()
    except other_lite.CannotMakeError as error:
        if os.environ.get("CI"):
            raise  # there it must be had
        pytest.skip(f"no second environment: {error}")
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    assert " passed" in done.stdout
