"""A room as the launcher starts it, with somebody at the keys: unlocks, reads, types, and locks when told.

``python -m tests.reliability.locking_room SIGNS --room …`` leaves signs (empty files) in the folder SIGNS:
``ready`` when the canaries stand on the page, ``door`` when the door is shown again. It waits for ``lock``
and ``end``. Passphrase and text to type are read from files there, so that no code holds them.
"""

import sys
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ui.app import make_app
from ui.locking import LockReason
from ui.room import open_room
from ui.screens.home import HomeScreen
from ui.screens.interview import InterviewScreen
from ui.screens.unlock import UnlockScreen
from ui.window import Window


class Hands:
    """Looks at the window every few milliseconds and does the next thing."""

    def __init__(self, signs: Path, *, is_after_lock: bool) -> None:
        self.signs, self.is_after_lock = signs, is_after_lock
        self.is_opening = False
        self.timer = QTimer()
        self.timer.timeout.connect(self.act)
        self.timer.start(20)

    def act(self) -> None:
        window = next((one for one in QApplication.topLevelWidgets() if isinstance(one, Window)), None)
        page = window.page if window is not None else None
        if window is None or page is None:
            return
        if isinstance(page, UnlockScreen) and page.outline is not None:
            self.at_the_door(window, page)
        elif isinstance(page, HomeScreen) and window.workspace is not None:
            window.go("interview", interview_id=window.workspace.database.value("SELECT id FROM interviews"))
        elif isinstance(page, InterviewScreen) and page.is_ready:
            self.in_the_interview(window, page)

    def at_the_door(self, window: Window, page: UnlockScreen) -> None:
        assert page.outline is not None
        if self.is_after_lock:
            self.leave_sign("door", page.message_text)
            if (self.signs / "end").exists():
                window.close()
        elif not self.is_opening:
            self.is_opening = True
            page.choose(next(user.id for user in page.outline.users if user.role == "counsellor"))
            QTest.keyClicks(page.passphrase.line, self.word("passphrase"))
            QTest.keyClick(page.passphrase.line, Qt.Key.Key_Return)

    def in_the_interview(self, window: Window, page: InterviewScreen) -> None:
        ref = next((ref for ref in page.page_refs() if ref.endswith("/called")), "")
        if not ref:
            page.next_page()
        elif not (self.signs / "ready").exists():
            page.box(ref).field.enter(self.word("typed"))  # and not left: nothing has saved it
            QApplication.clipboard().setText(self.word("typed"))
            self.leave_sign("ready")
        elif (self.signs / "lock").exists():
            self.timer.stop()
            window.activateWindow()
            QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)

    def word(self, name: str) -> str:
        return (self.signs / name).read_text(encoding="utf-8")

    def leave_sign(self, name: str, text: str = "") -> None:
        if not (self.signs / name).exists():
            part = self.signs / f"{name}.part"
            part.write_text(text, encoding="utf-8")
            part.rename(self.signs / name)


if __name__ == "__main__":
    after: LockReason | None = "asked" if any("--after-lock" in word for word in sys.argv) else None
    make_app()
    hands = Hands(Path(sys.argv[1]), is_after_lock=after is not None)
    sys.exit(open_room(Path(sys.argv[-1]), after_lock=after))
