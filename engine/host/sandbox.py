"""No network for worker processes: what they read is strangers' files, in native parsers' hands."""

from __future__ import annotations

import ctypes
import errno
import platform
import struct
import sys

_NO_NEW_PRIVS = 38  # prctl(2); without it only root may set a filter
_SET_MODE_FILTER = 1  # seccomp(2), as the next
_ALL_THREADS = 1
_ALLOW = 0x7FFF0000
_REFUSE = 0x00050000 | errno.EPERM
KILL = 0x80000000
"""In place of a refusal: the process dies of SIGSYS at its first attempt."""

_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
"""Instructions of the classic BPF machine (linux/bpf_common.h)."""
_SYSCALL, _ARCHITECTURE = 0, 4
"""Offsets in struct seccomp_data (linux/seccomp.h)."""
_IO_URING_SETUP = 425  # on every architecture; its rings open sockets behind the filter's back
_FOREIGN_ABI = 0x40000000  # x32's calls, on x86-64

_KERNELS = {
    "x86_64": (0xC000003E, 41, 317),
    "aarch64": (0xC00000B7, 198, 277),
}
"""Machine → AUDIT_ARCH_* and the numbers of socket(2) and seccomp(2)."""


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def forbid_network(action: int = _REFUSE) -> bool:
    """Take the network from this process, all its threads and all its children, for good.

    On Linux the kernel refuses every new socket (EPERM), local ones too: name resolvers and
    session buses are reached by those. Elsewhere, and on a kernel that takes no filter, only
    Python's own sockets are refused.

    Args:
        action: what the kernel does instead of making a socket.

    Returns:
        Whether the kernel sees to it.
    """
    if sys.platform == "linux" and _filter(action):
        return True
    sys.addaudithook(_refuse)
    return False


def _filter(action: int) -> bool:
    kernel = _KERNELS.get(platform.machine())
    if kernel is None or struct.calcsize("P") != 8:
        return False
    architecture, socket, seccomp = kernel
    code = _assemble(architecture, (socket, _IO_URING_SETUP), action)
    program = _Program(len(code) // 8, code)
    libc = ctypes.CDLL(None)
    if libc.prctl(_NO_NEW_PRIVS, *map(ctypes.c_ulong, (1, 0, 0, 0))) != 0:
        return False
    call = (ctypes.c_long(seccomp), ctypes.c_ulong(_SET_MODE_FILTER), ctypes.c_ulong(_ALL_THREADS))
    return libc.syscall(*call, ctypes.byref(program)) == 0


def _assemble(architecture: int, calls: tuple[int, ...], action: int) -> bytes:
    """Return the filter: ``action`` for the calls and for every foreign way to make calls."""
    tests = [(_EQUAL, number) for number in calls]
    refuse = len(tests) + 1
    lines = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_EQUAL, 0, refuse + 2, architecture),
        (_LOAD, 0, 0, _SYSCALL),
        (_AT_LEAST, refuse, 0, _FOREIGN_ABI),
        *((test, refuse - 1 - at, 0, value) for at, (test, value) in enumerate(tests)),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, action),
    ]
    return b"".join(struct.pack("HBBI", *line) for line in lines)


def _refuse(event: str, _arguments: tuple[object, ...]) -> None:
    """Python's audit hook: keep it short, it sees everything."""
    if event.startswith("socket.") and event != "socket.gethostname":
        raise PermissionError(errno.EPERM, "no network in a worker")
