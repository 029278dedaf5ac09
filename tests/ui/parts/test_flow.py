"""What wraps stays whole while its items come and go."""

import gc

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from ui.parts.flow import Flow
from ui.parts.space import clear


def let_go() -> None:
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect(1)  # the young ones: a whole collection would go through all that pytest holds


@pytest.mark.parametrize("way", ["deleted", "without a parent", "elsewhere", "cleared"])
def test_an_item_may_leave_in_any_way(app: QApplication, way: str) -> None:
    page = QWidget()
    around = QVBoxLayout(page)
    page.show()
    for _round in range(10):
        buttons = [QPushButton(name) for name in ("one", "two", "three")]
        flow = Flow(buttons)
        around.addLayout(flow)  # inside another layout, as on a card
        let_go()
        wide = flow.minimumSize()
        if way == "deleted":
            buttons[0].deleteLater()
        elif way == "without a parent":
            buttons[0].setParent(None)
        elif way == "elsewhere":
            around.addWidget(buttons[0])
        else:
            clear(flow)
        let_go()
        assert flow.count() == (0 if way == "cleared" else 2)
        assert flow.minimumSize().width() <= wide.width()
        assert all(flow.itemAt(at) is not None for at in range(flow.count()))
        clear(around)
        let_go()
    page.deleteLater()
