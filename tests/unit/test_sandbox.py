"""The filter as a program, on machines that are not at hand; `test_worker_network` tries it."""

import errno
import struct
import subprocess
import sys

import pytest

from engine.host import sandbox
from engine.host.launch import child_environment

ALLOW = 0x7FFF0000
REFUSE = 0x00050000 | errno.EPERM
READ = 0


def verdict(code: bytes, architecture: int, call: int) -> int:
    """Run a filter as the kernel does (the four instructions that it is made of)."""
    lines = list(struct.iter_unpack("HBBI", code))
    at = held = 0
    while True:
        operation, then, otherwise, value = lines[at]
        at += 1
        if operation == 0x20:
            held = {0: call, 4: architecture}[value]
        elif operation == 0x06:
            return value
        else:
            met = held == value if operation == 0x15 else held >= value
            at += then if met else otherwise


@pytest.mark.parametrize("machine", sandbox._KERNELS)
def test_sockets_and_rings_are_refused_and_everything_else_is_let_through(machine: str):
    architecture, socket, _ = sandbox._KERNELS[machine]
    code = sandbox._assemble(architecture, (socket, sandbox._IO_URING_SETUP), REFUSE)
    assert verdict(code, architecture, socket) == REFUSE
    assert verdict(code, architecture, sandbox._IO_URING_SETUP) == REFUSE
    for call in set(range(450)) - {socket, sandbox._IO_URING_SETUP}:
        assert verdict(code, architecture, call) == ALLOW


@pytest.mark.parametrize("machine", sandbox._KERNELS)
def test_no_other_way_to_make_calls_leads_around_the_filter(machine: str):
    architecture, socket, _ = sandbox._KERNELS[machine]
    code = sandbox._assemble(architecture, (socket,), REFUSE)
    assert verdict(code, architecture ^ 0x80000000, READ) == REFUSE  # 32-bit calls
    assert verdict(code, architecture, 0x40000000 | socket) == REFUSE  # x32


UNKNOWN = """
import platform, socket
platform.machine = lambda: "riscv64"
from engine.host.sandbox import forbid_network
assert not forbid_network()
for way in (socket.socket, lambda: socket.getaddrinfo("localhost", 80)):
    try:
        way()
    except PermissionError:
        print("refused")
"""


def test_where_the_kernel_cannot_help_python_s_own_sockets_are_refused():
    command = [sys.executable, "-P", "-c", UNKNOWN]
    done = subprocess.run(command, env=child_environment(), stdout=subprocess.PIPE, check=True)
    assert done.stdout.split() == [b"refused", b"refused"]
