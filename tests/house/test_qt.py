"""The pinned Qt binding does not leak references to None (6.12.0 did, and the process died of it)."""

import sys

from PySide6.QtCore import QObject


def test_a_thousand_void_calls_leave_none_as_it_was() -> None:
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(1000):
        thing.setObjectName("a")
    assert abs(sys.getrefcount(None) - before) < 100
