"""When the system locks the screen or goes to sleep, the program hears it over the local D-Bus."""

import os
import shutil
import subprocess
import sys

import pytest

LISTENER = """
import sys, time
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from PySide6.QtWidgets import QApplication, QWidget
from ui.session_watch import SessionWatch
app, window, heard = QApplication([]), QWidget(), []
watch = SessionWatch(window)
watch.lock.connect(heard.append)
watch.start()
bus = QDBusConnection.sessionBus()
bus.registerService("org.freedesktop.login1")
for path, interface, name, *words in (
    ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", False),
    ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", True),
    ("/org/freedesktop/login1/session/_31", "org.freedesktop.login1.Session", "Lock"),
    ("/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep", True),
):
    message = QDBusMessage.createSignal(path, interface, name)
    message.setArguments(words)
    bus.send(message)
until = time.monotonic() + 20
while len(heard) < 3 and time.monotonic() < until:
    app.processEvents()
print(heard)
"""


@pytest.mark.skipif(
    sys.platform != "linux" or not shutil.which("dbus-run-session"), reason="needs a D-Bus of its own"
)
def test_the_lock_of_the_session_and_sleep_are_heard() -> None:
    bare = {name: value for name, value in os.environ.items() if not name.startswith("DBUS_")}
    heard = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c",
         'DBUS_SYSTEM_BUS_ADDRESS=$DBUS_SESSION_BUS_ADDRESS exec "$0" -c "$1"', sys.executable, LISTENER],
        capture_output=True, text=True, check=True, env=bare, timeout=60,
    )  # fmt: skip
    assert heard.stdout.strip() == "['session', 'session', 'slept']"
