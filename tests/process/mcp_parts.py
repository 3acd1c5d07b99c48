"""What the tests of the MCP server share: a real client of the SDK, run from plain tests."""

from __future__ import annotations

import json
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from anyio.from_thread import BlockingPortal, start_blocking_portal
from mcp import Client, StdioServerParameters
from mcp_types import CallToolResult, TextContent, Tool


def command(data: Path, program: Path | None = None) -> StdioServerParameters:
    """How an assistant starts the server, or a packaged ``program`` as one."""
    begin = [str(program)] if program else [sys.executable, "-m", "engine.cli"]
    return StdioServerParameters(command=begin[0], args=[*begin[1:], "mcp", "--data", str(data)])


class Assistant:
    """A program that uses the server, as its model would."""

    def __init__(self, portal: BlockingPortal, client: Client) -> None:
        self.portal = portal
        self.client = client

    def tools(self) -> dict[str, Tool]:
        """Return the tools by name."""
        return {tool.name: tool for tool in self.portal.call(self.client.list_tools).tools}

    def call(self, name: str, **arguments: object) -> CallToolResult:
        """Call a tool; its output is checked against its schema by the SDK's client."""
        return self.portal.call(self.client.call_tool, name, arguments)

    def call_within(self, seconds: float, name: str) -> CallToolResult:
        """Call a tool, and give up after some seconds."""

        async def call() -> CallToolResult:
            return await self.client.call_tool(name, {}, read_timeout_seconds=seconds)

        return self.portal.call(call)

    def told(self, name: str, **arguments: object) -> Any:  # noqa: ANN401 - any JSON document
        """Call a tool that must succeed; returns its output, said alike in both ways."""
        result = self.call(name, **arguments)
        assert not result.is_error, said(result)
        assert json.loads(said(result)) == result.structured_content
        return result.structured_content

    def refused(self, name: str, **arguments: object) -> dict[str, str]:
        """Call a tool that must fail; returns code, message and hint."""
        result = self.call(name, **arguments)
        assert result.is_error, said(result)
        assert "Traceback" not in said(result)
        return json.loads(said(result))["error"]


def said(result: CallToolResult) -> str:
    """Return a result as the model reads it."""
    (content,) = result.content
    assert isinstance(content, TextContent)
    return content.text


@contextmanager
def assistant(data: Path, mode: str = "auto", program: Path | None = None) -> Generator[Assistant]:
    """Start the server and connect to it, by today's protocol or the one before (``legacy``)."""
    with (
        start_blocking_portal() as portal,
        portal.wrap_async_context_manager(Client(command(data, program), mode=mode)) as client,
    ):
        yield Assistant(portal, client)
