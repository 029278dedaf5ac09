"""What stands around the cards: top bar, sections, messages, foot, laid out for the window's width."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from intake_app.interview import Interview
from ui.parts.button import Button
from ui.parts.card import Notice
from ui.parts.space import pane, row
from ui.questions.panes import plain_text
from ui.screens.interview_foot import FootBar
from ui.screens.interview_interpreter_view import ViewStrip
from ui.screens.interview_paging import Paging
from ui.screens.interview_sections import SectionNav, section_titles
from ui.screens.interview_skipped import SkippedBlock
from ui.screens.interview_tongues import Tongues
from ui.screens.interview_top import NotSaved, PreviewBar, TopBar
from ui.speaking import Speaking
from ui.words import _


class Frame(Speaking, QWidget):
    """The parts of the room in their places. ``finding`` where the sections have no room of their own."""

    finding = Signal()
    remark_closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.top, self.foot, self.nav, self.paging = TopBar(), FootBar(), SectionNav(), Paging()
        self.not_saved, self.preview = NotSaved(), PreviewBar()
        close = Button("quiet", icon="x")
        self.remark = Notice("att", icon="chat-text", action=close)  # on the interview as a whole
        self.say(close.name_it, lambda: _("Close this message"))
        close.clicked.connect(self._close_remark)
        self.remark.hide()
        self.skipped = SkippedBlock()
        self.view = ViewStrip()
        self._is_viewed, self._width = False, "wide"
        self._sections = Button(icon="list-bullets")
        self._sections.clicked.connect(self.finding)
        self._sections_bar = pane(row((self._sections, 1), margins=(10, 6)))
        work, middle, whole = QVBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        for widget in (
            self.preview,
            self.not_saved,
            self.view,
            self.remark,
            self._sections_bar,
        ):
            work.addWidget(widget)
        self._work = work
        self._put_in: list[QWidget] = []
        work.addWidget(self.paging, 1)
        work.addWidget(self.skipped)  # below the cards: none of them moves
        work.addWidget(self.foot)
        middle.addWidget(self.nav)
        middle.addLayout(work, 1)
        whole.addWidget(self.top)
        whole.addLayout(middle, 1)
        for layout in (work, middle, whole):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        self.arrange("wide")

    def put_in(self, notice: QWidget) -> None:
        """Place a notice above the cards; the interpreter's own view leaves it out."""
        self._put_in.append(notice)
        self._work.insertWidget(self._work.indexOf(self._sections_bar), notice)

    def arrange(self, width: str) -> None:
        """Lay out for ``wide``, ``medium`` or ``narrow``."""
        self._width = width
        self.nav.setVisible(width != "narrow" and not self._is_viewed)
        self.nav.set_compact(width == "medium")
        self._sections_bar.setVisible(width == "narrow" and not self._is_viewed)
        self.top.set_arranged(width)
        self.foot.set_arranged(width)
        self.paging.page.set_arranged(width)

    def set_for_interpreter(self, is_viewed: bool) -> None:
        """Leave out whatever leads away from the questions or tells of what was said before."""
        self._is_viewed = is_viewed
        self.top.set_for_interpreter(is_viewed)
        self.foot.set_for_interpreter(is_viewed)
        if is_viewed:
            self.remark.hide()
            for notice in self._put_in:
                notice.hide()
        self.arrange(self._width)

    def show_remark(self, text: str) -> None:
        """Show the review's remark on the interview as a whole; hide it when there is none."""
        self.remark.tell(lambda: _("Remark from the review"), text)
        self.remark.setVisible(bool(text))

    def show_state(self, interview: Interview, tongues: Tongues) -> None:
        """Show where one is, how much is answered, what was put off, and the languages at hand."""
        at, panes = self.paging.section, tongues.panes
        titles = section_titles(interview, panes)
        self.nav.show_sections(interview.sections(), titles, panes.client, at)
        self.nav.show_progress(*interview.progress())
        self.nav.set_later(len(interview.put_off_refs()))
        self._sections.setText(
            f"{at + 1} · {plain_text(titles[at][0])}" if at < len(titles) else _("What is still open")
        )
        self.top.languages.show_languages(tongues.at_hand(), panes.client.name)

    def _close_remark(self) -> None:
        self.remark.hide()
        self.remark_closed.emit()
