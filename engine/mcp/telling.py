"""The tools that tell of libraries and of the engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.mcp.answers import LibrariesAnswer, Library, LibraryState, Remark, StatusAnswer
from engine.protocol import messages as m

if TYPE_CHECKING:
    from engine.client import Client
    from engine.mcp.wishes import NoWish


def list_libraries(client: Client, _: NoWish) -> LibrariesAnswer:
    """Return the libraries, and who sees what is searched for in them."""
    listed = client.ask(m.ListLibraries(), m.LibrariesListed)
    models = client.ask(m.ListModels(), m.ModelsListed)
    hosts = {model.id: model.sent_to for model in models.models if model.sent_to}
    return LibrariesAnswer(libraries=tuple(_library(info, hosts) for info in listed.libraries))


def _library(info: m.LibraryInfo, hosts: dict[str, str]) -> Library:
    seen = (hosts.get(model, "") for model in (info.dense_model, info.reranker))
    return Library(
        name=info.name,
        folders=info.folders,
        files=info.files,
        passages=info.passages,
        failed=info.failed,
        waiting=info.waiting,
        paused=info.paused,
        model=info.dense_model,
        sent_to=tuple(dict.fromkeys(filter(None, seen))),
    )


def status(client: Client, _: NoWish) -> StatusAnswer:
    """Return what the engine does."""
    told = client.ask(m.GetStatus(), m.StatusReported)
    return StatusAnswer(
        version=told.version,
        libraries=tuple(map(_state, told.libraries)),
        uptime_seconds=round(told.uptime, 1),
        memory_mb=told.memory // 2**20,
        data=told.data,
    )


def _state(info: m.LibraryInfo) -> LibraryState:
    now = info.progress
    share = None
    if now.running and now.files_total:
        share = min(100 * now.files_done // now.files_total, 100)
    return LibraryState(
        name=info.name,
        state="paused" if info.paused else now.phase,
        files=info.files,
        waiting=info.waiting,
        failed=info.failed,
        done_percent=share,
        seconds_left=now.eta_seconds,
        notices=tuple(
            Remark(code=notice.code, message=" ".join(filter(None, (notice.message, notice.hint))))
            for notice in info.notices
        ),
    )
