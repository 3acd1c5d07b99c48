"""The first window of a data folder: it holds the lock and hears what later starts ask for."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QLockFile, QObject, QSysInfo, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from app.shell.calling import ANSWER, LONGEST, read_request

if TYPE_CHECKING:
    from app.shell.calling import Address


class Single(QObject):
    """A lock that dies with its process, and a socket that only the same user can reach."""

    requested = Signal(object)
    """`Request` of a later start."""

    def __init__(self, address: Address, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._address = address
        self._lock = QLockFile(str(address.lock))
        self._lock.setStaleLockTime(0)  # a long run is no crash; a dead process's lock is broken
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._welcome)

    def claim(self) -> bool:
        """Become the first; False where another process is."""
        if not self._lock.tryLock(0):
            return False
        with contextlib.suppress(OSError):  # Qt makes it with the umask's mode
            self._address.lock.chmod(0o600)
        return True

    def succeed(self) -> bool:
        """Become the first in place of a process that died on a computer of another name.

        Qt cannot tell whether a process of another host lives, so that its lock stays for good
        when this one got another name. Only for a lock whose holder did not answer.
        """
        holder = cast("tuple[int, str, str] | None", self._lock.getLockInfo())
        if not holder or holder[1] in ("", QSysInfo.machineHostName()):
            return False
        return self._lock.removeStaleLockFile() and self.claim()

    def listen(self) -> None:
        """Hear later starts from now on; needs the application's event loop."""
        QLocalServer.removeServer(self._address.name)  # left behind by a crash: the lock is ours
        self._server.listen(self._address.name)

    def release(self) -> None:
        """Be the first no more."""
        self._server.close()
        self._lock.unlock()

    @Slot()
    def _welcome(self) -> None:
        while self._server.hasPendingConnections():
            caller = self._server.nextPendingConnection()
            caller.setReadBufferSize(LONGEST)
            caller.setParent(self)
            caller.readyRead.connect(self._hear)
            caller.disconnected.connect(caller.deleteLater)
            self._listen_to(caller)  # what came before the connection was taken tells nothing more

    @Slot()
    def _hear(self) -> None:
        caller = self.sender()
        if isinstance(caller, QLocalSocket):
            self._listen_to(caller)

    def _listen_to(self, caller: QLocalSocket) -> None:
        if not caller.canReadLine():
            if caller.bytesAvailable() >= LONGEST:
                caller.abort()
            return
        request = read_request(bytes(caller.readLine(LONGEST).data()))
        if request is None:
            caller.abort()
            return
        caller.write(ANSWER)
        caller.flush()  # whoever waits need not wait for what the request sets off
        caller.disconnectFromServer()
        self.requested.emit(request)
