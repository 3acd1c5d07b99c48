"""The real reader worker, except that its first attempt to make a socket kills it."""

from __future__ import annotations

from engine.host.child import serve
from engine.host.sandbox import KILL, forbid_network
from engine.jobs.reading import Reading

if __name__ == "__main__":
    forbid_network(KILL)
    serve(Reading().handle)
