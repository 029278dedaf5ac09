"""Session watch: the system locks the screen, sleeps or changes its user, and the program locks with it.

Linux tells over the local D-Bus (logind, the screen saver), Windows with messages to the window. Where
neither is there, the clocks (``wake``) and the idle minutes still lock.
"""

import ctypes
import os
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    SLOT,
    QAbstractNativeEventFilter,
    QByteArray,
    QCoreApplication,
    QObject,
    Signal,
    Slot,
)
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection

_LOGIND = "org.freedesktop.login1"
_SCREEN_SAVERS = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver", "org.cinnamon.ScreenSaver")


class SessionWatch(QObject):
    """``lock`` carries a LockReason. Nothing is watched before ``start``."""

    lock = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._is_started = False
        self._messages: _WindowsMessages | None = None

    def start(self) -> None:
        """Begin to watch; a second time does nothing."""
        if self._is_started:
            return
        self._is_started = True
        if sys.platform == "win32":  # pragma: no cover - the branch of the other system
            self._messages = _WindowsMessages(self, int(self._window.winId()))
        elif sys.platform == "linux":
            self._listen_to_bus()

    @Slot()
    def session_locked(self) -> None:
        """The session's lock was asked for."""
        self.lock.emit("session")

    @Slot(bool)
    def screen_covered(self, is_covered: bool) -> None:
        """The screen saver came on (or went)."""
        if is_covered:
            self.lock.emit("session")

    @Slot(bool)
    def about_to_sleep(self, is_going: bool) -> None:
        """The device goes to sleep (or has woken up)."""
        if is_going:
            self.lock.emit("slept")

    def _listen_to_bus(self) -> None:
        from PySide6.QtDBus import QDBusConnection

        if os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
            session = QDBusConnection.sessionBus()
            for name in _SCREEN_SAVERS:
                self._hear(session, "", name, "ActiveChanged", "screen_covered(bool)")
        if os.path.exists("/run/dbus/system_bus_socket") or os.environ.get("DBUS_SYSTEM_BUS_ADDRESS"):  # noqa: PTH110 - a socket
            system = QDBusConnection.systemBus()
            self._hear(system, _LOGIND, f"{_LOGIND}.Session", "Lock", "session_locked()")
            self._hear(system, _LOGIND, f"{_LOGIND}.Manager", "PrepareForSleep", "about_to_sleep(bool)")

    def _hear(self, bus: "QDBusConnection", service: str, interface: str, name: str, slot: str) -> None:
        if bus.isConnected():
            # The stubs ask for bytes; the call takes what SLOT gives, a text.
            bus.connect(service, "", interface, name, self, SLOT(slot))  # type: ignore[call-overload]


class _WindowsMessages(QAbstractNativeEventFilter):  # pragma: no cover - the branch of the other system
    """Session lock, change of user and sleep, as Windows posts them to a window (winuser.h, wtsapi32.h)."""

    _SESSION_CHANGE, _POWER = 0x02B1, 0x0218
    _LEAVING = frozenset({0x2, 0x4, 0x6, 0x7})  # console or remote disconnect, log-off, lock
    _SUSPEND = 0x4

    def __init__(self, watch: SessionWatch, handle: int) -> None:
        super().__init__()
        self._watch = watch
        ctypes.CDLL("wtsapi32").WTSRegisterSessionNotification(ctypes.c_void_p(handle), 0)
        app = QCoreApplication.instance()
        if app is not None:
            app.installNativeEventFilter(self)

    def nativeEventFilter(self, kind: QByteArray | bytes | bytearray | memoryview, message: int) -> object:
        """Look at each message, keep none."""
        if QByteArray(kind) == b"windows_generic_MSG":
            number, what = _message_at(int(message))
            if number == self._SESSION_CHANGE and what in self._LEAVING:
                self._watch.session_locked()
            elif number == self._POWER and what == self._SUSPEND:
                self._watch.about_to_sleep(True)
        return False, 0


def _message_at(address: int) -> tuple[int, int]:  # pragma: no cover - the branch of the other system
    """Return number and first word of a Windows MSG structure (hwnd, message, wParam, …)."""

    class Message(ctypes.Structure):
        _fields_ = (("window", ctypes.c_void_p), ("number", ctypes.c_uint), ("word", ctypes.c_size_t))

    found = Message.from_address(address)
    return int(found.number), int(found.word)
