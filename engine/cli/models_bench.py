"""``findling models bench``: every model that is here, measured and judged on this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table
from rich.text import Text

from engine.cli import show
from engine.cli.options import DataOption, JsonOption, connect, write_json
from engine.protocol import messages as m
from engine.protocol.errors import FindlingError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.client import Client


class BenchFailedError(FindlingError):
    """Some models could not be measured; each was told with why."""

    code = "bench-failed"


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
    failed: list[tuple[str, FindlingError]] = []
    with connect(context, data) as client:
        for one in models or _here(client):
            with show.ERRORS.status(f"{one} …"):
                try:
                    answer = client.request(m.MeasureModel(model=one, judge=True))
                except UsageError:
                    raise
                except FindlingError as error:  # one broken model is no reason to stop
                    failed.append((one, error))
                    continue
            if isinstance(answer, m.ModelMeasured):
                measured.append(answer)
                if as_json:
                    write_json(answer)
    if not as_json and measured:
        show.OUT.print(_table(measured))
    for one, error in failed if len(failed) > 1 else ():
        hint = f" {error.hint}" if error.hint else ""
        show.ERRORS.print(Text(show.one_line(f"{one}: {error}.{hint}")))
    if failed:
        raise _of_all(failed)


def _of_all(failed: list[tuple[str, FindlingError]]) -> FindlingError:
    """Return the error that the command ends with: the one, or that there were several."""
    if len(failed) == 1:
        return failed[0][1]
    return BenchFailedError(f"{len(failed)} models could not be measured", hint="")


def _here(client: Client) -> list[str]:
    """Return the models that can be measured for nothing: those that run on this machine."""
    answer = client.request(m.ListModels())
    listed = answer.models if isinstance(answer, m.ModelsListed) else ()
    return [
        one.id
        for one in listed
        if one.state == "installed" and not one.vendor and one.id != _NOTHING
    ]


def _table(measured: Sequence[m.ModelMeasured]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    longest = max(len(one.model) for one in measured)
    table.add_column("model", no_wrap=True, min_width=longest)
    for name in ("texts/s", "ms/query", "MB", "nDCG@10", "others"):
        table.add_column(name, justify="right", no_wrap=True)
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
