"""``findling models bench``: every model that is here, measured and judged on this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from engine.cli import show
from engine.cli.options import DataOption, JsonOption, connect, write_json
from engine.protocol import messages as m
from engine.protocol.errors import FindlingError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.client import Client

_NOTHING = "none"
"""The reranker that does nothing."""


def bench(
    context: typer.Context,
    models: Annotated[
        list[str] | None, typer.Argument(metavar="[MODEL]…", help="Ids; none for all here.")
    ] = None,
    data: DataOption = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Measure models on this machine: speed, memory, and how well they rank the samples."""
    measured: list[m.ModelMeasured] = []
    failed: list[tuple[str, str]] = []
    with connect(context, data) as client:
        for one in models or _here(client):
            with show.ERRORS.status(f"{one} …"):
                try:
                    answer = client.request(m.MeasureModel(model=one, judge=True))
                except UsageError:
                    raise
                except FindlingError as error:  # one broken model is no reason to stop
                    failed.append((one, str(error)))
                    continue
            if isinstance(answer, m.ModelMeasured):
                measured.append(answer)
                if as_json:
                    write_json(answer)
    if not as_json and measured:
        show.OUT.print(_table(measured))
    for one, why in failed:
        show.ERRORS.print(f"{one}: {why}")


def _here(client: Client) -> list[str]:
    """Return the models that can be measured for nothing: those that run on this machine."""
    answer = client.request(m.ListModels())
    listed = answer.models if isinstance(answer, m.ModelsListed) else ()
    return [
        one.id
        for one in listed
        if one.state == "installed" and not one.vendor and one.id != _NOTHING
    ]


def _table(measured: Iterable[m.ModelMeasured]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("model")
    for name in ("passages/s", "ms/query", "MB", "nDCG@10", "… other languages"):
        table.add_column(name, justify="right")
    for one in measured:
        table.add_row(
            one.model,
            f"{one.passages_per_second:,.0f}" if one.passages_per_second else "–",
            f"{one.query_ms:.1f}",
            f"{one.bytes / 1e6:,.0f}" if one.bytes else "–",
            f"{one.ndcg:.3f}",
            f"{one.ndcg_others:.3f}" if one.ndcg_others else "–",
        )
    return table
