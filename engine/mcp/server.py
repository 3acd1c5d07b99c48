"""The server: the official SDK's, with Findling's tools.

Standard output carries the protocol alone: while it is served, the SDK points the process's
descriptor 1 at standard error, and the engine is a process of its own with its own log.
"""

from __future__ import annotations

import json
import logging
import signal
import sys
from typing import TYPE_CHECKING, Any

import anyio
import msgspec
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp.shared.exceptions import MCPError
from mcp_types import (
    INVALID_PARAMS,
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    PaginatedRequestParams,
    TextContent,
    Tool,
    ToolAnnotations,
)

from engine import __version__
from engine.mcp import tools
from engine.mcp.asking import Engine
from engine.mcp.schemas import schema_of
from engine.protocol.errors import FindlingError, UnknownLibraryError, UsageError

if TYPE_CHECKING:
    from mcp.server.context import ServerRequestContext

log = logging.getLogger(__name__)

_HINTS = {
    UnknownLibraryError.code: "list_libraries tells the names; without any, the person adds a "
    "folder in Findling's window first.",
    "engine-unavailable": "Ask the person to run `findling doctor`.",
}
"""By code: hints for a model, where the usual one is for a person at a terminal."""


def serve(data: str | None) -> None:
    """Serve on standard input and output until the input ends.

    Args:
        data: the state folder; None means FINDLING_DATA or the platform's.
    """
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    # Nothing is to be put away, and the thread that waits for input would hold up an orderly end.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    anyio.run(_serve, data)


async def _serve(data: str | None) -> None:
    server = server_of(Engine(data))
    async with stdio_server() as (received, sent):
        await server.run(received, sent, server.create_initialization_options())


def server_of(engine: Engine) -> Server[Any]:
    """Return the server that asks ``engine``."""
    known = {tool.name: tool for tool in tools.TOOLS}

    async def list_tools(
        _: ServerRequestContext[Any], __: PaginatedRequestParams | None
    ) -> ListToolsResult:
        return ListToolsResult(tools=[_told(tool) for tool in tools.TOOLS])

    async def call_tool(
        _: ServerRequestContext[Any], asked: CallToolRequestParams
    ) -> CallToolResult:
        tool = known.get(asked.name)
        if tool is None:
            raise MCPError(INVALID_PARAMS, f"There is no tool {asked.name}.")
        return await _called(engine, tool, asked.arguments or {})

    return Server(
        "findling",
        version=__version__,
        title="Findling",
        description="Finds passages in a person's own files by meaning and by word.",
        instructions=tools.INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


async def _called(engine: Engine, tool: tools.Tool, arguments: dict[str, Any]) -> CallToolResult:
    try:
        wish = _wish(tool, arguments)
        answer = await engine.ask(lambda client: tool.carry_out(client, wish))
    except FindlingError as error:
        return _refused(error)
    except Exception:
        log.exception("%s failed", tool.name)
        return _refused(_BugError("This is a bug of Findling; standard error tells more."))
    told: dict[str, Any] = msgspec.to_builtins(answer)
    return CallToolResult(content=[_text(told)], structured_content=told)


def _wish(tool: tools.Tool, arguments: dict[str, Any]) -> object:
    """Return the input as the tool takes it: what is null counts as not given.

    Raises:
        UsageError: it is not as the tool's schema says.
    """
    given = {name: value for name, value in arguments.items() if value is not None}
    try:
        return msgspec.convert(given, tool.wish, strict=False)
    except msgspec.ValidationError as error:
        raise UsageError(
            f"{tool.name}: {error}.", hint="The tool's input schema tells what is allowed."
        ) from error


def _told(tool: tools.Tool) -> Tool:
    return Tool(
        name=tool.name,
        title=tool.title,
        description=tool.description,
        input_schema=schema_of(tool.wish),
        output_schema=schema_of(tool.answer),
        annotations=ToolAnnotations(
            title=tool.title,
            read_only_hint=True,
            destructive_hint=False,
            idempotent_hint=True,
            open_world_hint=tool.outward,
        ),
    )


def _refused(error: FindlingError) -> CallToolResult:
    """Return an expected failure as a model can read it, and a program too."""
    hint = _HINTS.get(error.code, error.hint)
    body = {"code": error.code, "message": str(error), "hint": hint}
    return CallToolResult(content=[_text({"error": body})], is_error=True)


def _text(told: dict[str, Any]) -> TextContent:
    return TextContent(type="text", text=json.dumps(told, ensure_ascii=False))


class _BugError(FindlingError):
    code = "bug"
