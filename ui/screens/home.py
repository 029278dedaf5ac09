"""Home: find a person or continue. The search field has the focus; searching comes before recording."""

import datetime
from typing import TYPE_CHECKING, ClassVar

import msgspec
from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QWidget

from intake_app.records.person import PersonHit
from ui.home_dates import AHEAD_DAYS, dates_card, key_due_notice, second_look_notice
from ui.lanes import Job
from ui.look.icons import icon as icon_of
from ui.look.type import px
from ui.naming import day_name, matched_words, shown_name, spoken, when
from ui.parts.button import Button
from ui.parts.card import Card, Notice
from ui.parts.chip import Chip
from ui.parts.field import LineEdit
from ui.parts.label import Elide, KeyCap, label
from ui.parts.listing import ListRow, rows_in
from ui.parts.page import Scroll
from ui.parts.progress import ProgressBar
from ui.parts.space import Stack, clear, column, pane, row
from ui.screen import Screen
from ui.search_rest import SearchRest
from ui.words import _, isolate, plural, words

if TYPE_CHECKING:
    from intake_app.records.status import StatusDate
    from intake_app.services.backups import BackupOutline
    from intake_app.services.interviews import DraftOutline
    from intake_app.services.special_needs import WaitingForSecond
    from ui.window import Window

_MOST_HITS = 6


class HomeData(msgspec.Struct, frozen=True):
    """All that the start page shows, fetched at once."""

    drafts: "tuple[DraftOutline, ...]"
    returned: "tuple[tuple[DraftOutline, str], ...]"  # with the remarks
    recent: tuple[PersonHit, ...]
    backup: "BackupOutline | None"
    waiting: int  # interviews to review; -1 for who does not review
    dates: "tuple[StatusDate, ...]" = ()
    second_looks: "tuple[WaitingForSecond, ...]" = ()  # only those this user was asked for
    is_key_due: bool = False  # told to who can make a new one


class HomeScreen(Screen):
    """The start page."""

    area: ClassVar[str] = "home"

    def __init__(self, window: "Window | None" = None) -> None:
        super().__init__(window)
        self.hits: tuple[PersonHit, ...] = ()
        self.data: HomeData | None = None
        self._job: Job | None = None
        day = label("title")
        self.say(day.setText, lambda: day_name(self.now()))
        self.hide_button = Button(icon="eye-slash")
        self.say(self.hide_button.setText, lambda: _("Show names") if self._hides else _("Hide names"))
        self.hide_button.setToolTip("Ctrl+Shift+B")
        self.hide_button.clicked.connect(lambda: self.shell.hide_names() if self.shell else None)
        self.search = LineEdit(tall=True)
        self._search_action = self.search.addAction(
            icon_of("magnifying-glass", "muted"), LineEdit.ActionPosition.LeadingPosition
        )
        self.say(
            self.search.setPlaceholderText, lambda: _("Name, case number or year of birth – any spelling")
        )
        self.say(self.search.setAccessibleName, lambda: _("Search"))
        self.say(self._search_action.setText, lambda: _("Search"))
        self.search.textChanged.connect(self._type)
        self.search.returnPressed.connect(self._take_first)
        self.search.installEventFilter(self)
        self.new_button = Button("primary", icon="user-plus", tall=True)
        self.say(self.new_button.setText, lambda: _("Record a new person"))
        self.new_button.clicked.connect(self.record_new)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(160)
        self._wait.timeout.connect(self._look)
        self._rest = SearchRest(self, self._note_search)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow_focus)

        self._returned: Stack = column(gap=8)
        self._drafts, self._drafts_count = Card(gap=0, margins=(2, 6)), label("small", "muted", wrap=False)
        self._recent = Card(gap=0, margins=(2, 6))
        self._side: Stack = column(gap=12)
        self._left: Stack = column(self._returned, self._drafts, self._recent, gap=12)
        right: Stack = column(self._side, "*")
        self._columns: Stack = row((self._left, 5), (right, 4), gap=14)
        body: Stack = column(
            row((day, 1), self.hide_button), self._search_card(), self._columns, "*", gap=12, margins=(24, 14)
        )
        self._body = pane(body)
        self._popover = _HitList(self._body, self)
        self.setLayout(column((Scroll(self._body), 1), gap=0))

    def title(self) -> str:
        """Return the page's name."""
        return _("Start")

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Return the keys of this page."""
        return (
            ("↓", _("Into the list of people found")),
            ("Enter", _("Open the first person found")),
            ("Esc", _("Empty the search")),
        )

    def arrange(self, width: str) -> None:
        """Stack the columns when the window is narrow."""
        is_narrow = width == "narrow"
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(down if is_narrow else across)
        self._search_row.setDirection(down if is_narrow else across)
        self._hints.setVisible(not is_narrow)

    def opened(self) -> None:
        """Fetch what waits; the search field has the focus."""
        workspace, now = self.workspace, self.now()
        today = now.astimezone().date()
        self.hide_button.say_again()
        self.say_again()
        self.search.setFocus()

        def fetch() -> HomeData:
            from intake_app.services.backups import last_backup
            from intake_app.services.interviews import drafts, read_interview, returned
            from intake_app.services.persons import recent_persons
            from intake_app.services.reviews import review_queue
            from intake_app.services.special_needs import waiting_for_me
            from intake_app.services.status import dates_ahead
            from intake_app.services.users import key_is_due

            came_back = []
            for outline in returned(workspace):
                remarks = read_interview(workspace, interview_id=outline.record.id, now=now).remarks
                came_back.append((outline, " · ".join(r.text for r in remarks if not r.settled)))
            is_supervisor = workspace.user.role == "supervisor"
            return HomeData(
                drafts=drafts(workspace),
                returned=tuple(came_back),
                recent=recent_persons(workspace, limit=8),
                backup=last_backup(workspace),
                waiting=len(review_queue(workspace)) if is_supervisor else -1,
                dates=dates_ahead(workspace, until=today + datetime.timedelta(days=AHEAD_DAYS), today=today),
                second_looks=waiting_for_me(workspace),
                is_key_due=is_supervisor and key_is_due(workspace, now=now),
            )

        self.ask(fetch, self._show)

    def reworded(self) -> None:
        """Word the list of people found again."""
        self._show_hits(self.hits)

    def shown_names(self) -> list[str]:
        """Return what the visible one-line labels say: names and facts."""
        return [line.full_text() for line in self.findChildren(Elide) if line.isVisibleTo(self)]

    # What waits

    @property
    def _hides(self) -> bool:
        return self.shell is not None and self.shell.hides_names

    def _show(self, data: HomeData) -> None:
        self.data = data
        self._show_returned(data)
        self._show_drafts(data)
        self._show_recent(data)
        self._show_side(data)

    def _show_returned(self, data: HomeData) -> None:
        clear(self._returned)
        for outline, remark in data.returned[:3]:
            open_it = Button("small")
            notice = Notice("att", icon="arrow-u-up-left", action=open_it)
            open_it.say(open_it.setText, lambda: _("Open"))
            number = isolate(outline.case_number)
            _tell_returned(notice, f"{number}: {remark}")
            interview_id = outline.record.id
            open_it.clicked.connect(
                lambda _on=False, one=interview_id: self.go("interview", interview_id=one)
            )
            self._returned.add(notice)

    def _show_drafts(self, data: HomeData) -> None:
        clear(self._drafts.body)
        head, count = label("head"), label("small", "muted", wrap=False, text=str(len(data.drafts) or ""))
        head.say(head.setText, lambda: _("Interviews begun"))
        self._drafts.body.add(pane(row((head, 1), count, margins=(14, 6))))
        if not data.drafts:
            none = label("body", "muted")
            none.say(none.setText, lambda: _("No interviews begun."))
            self._drafts.body.add(pane(row(none, margins=(14, 8))))
        for outline in data.drafts[:8]:
            self._drafts.body.add(self._draft_row(outline))

    def _draft_row(self, outline: "DraftOutline") -> QWidget:
        record = outline.record
        percent = round(100 * record.answered / record.asked) if record.asked else 0
        name = shown_name(outline.person_display, is_hidden=self._hides)
        title = Elide("strong", text=f"{isolate(outline.case_number)} · {record.form_title}")
        below = Elide("small", "muted")
        below.say(
            below.setText,
            lambda: f"{name} · {spoken(record.client_language)} · {when(record.saved_at, self.now())}",
        )
        bar = ProgressBar(percent)
        bar.setSizePolicy(bar.sizePolicy().Policy.Fixed, bar.sizePolicy().Policy.Fixed)
        bar.say(bar.setAccessibleName, lambda: _("{n} percent answered", n=percent))
        go_on = Button("small")
        go_on.say(go_on.setText, lambda: _("Continue"))
        go_on.say(go_on.setAccessibleName, lambda: _("Continue {number}", number=outline.case_number))
        go_on.clicked.connect(lambda: self.go("interview", interview_id=record.id))
        percent_text = label("small", "muted", wrap=False, text=f"{percent} %")
        texts = column(title, below, gap=1)
        if outline.newer_version:
            newer, version = Elide("small", "accent"), isolate(outline.newer_version)
            newer.say(newer.setText, lambda: _("Version {v} of this form is installed.", v=version))
            texts.add(newer)
        line = row((texts, 1), bar, percent_text, go_on, gap=12, margins=(14, 8))
        return pane(line, "line")

    def _show_recent(self, data: HomeData) -> None:
        clear(self._recent.body)
        head = label("head")
        head.say(head.setText, lambda: _("Opened last"))
        self._recent.body.add(pane(row(head, margins=(14, 6))))
        if not data.recent:
            none = label("body", "muted")
            none.say(none.setText, lambda: _("Nobody is recorded yet."))
            self._recent.body.add(pane(row(none, margins=(14, 8))))
        for hit in data.recent:
            name = shown_name(hit.display, is_hidden=self._hides)
            number = label("small", "muted", wrap=False, text=isolate(hit.case_number))
            line = ListRow(
                number,
                (Elide("body", text=name), 1),
                label("small", "muted", wrap=False, text=hit.counsellor),
            )
            line.setAccessibleName(f"{hit.case_number}, {name}")
            line.clicked.connect(lambda _on=False, one=hit.person_id: self.go("person", person_id=one))
            self._recent.body.add(line)

    def _show_side(self, data: HomeData) -> None:
        clear(self._side)
        for waiting in data.second_looks:
            self._side.add(second_look_notice(self, waiting))
        if data.is_key_due:
            self._side.add(key_due_notice(self))
        self._side.add(dates_card(self, data.dates, self.now().date()))
        if data.waiting >= 0:
            card = Card()
            head, text, start = label("head"), label("body", "muted"), Button("small")
            head.say(head.setText, lambda: _("Review"))
            text.say(text.setText, lambda: _waiting(data.waiting))
            start.say(start.setText, lambda: _("Open the review"))
            start.clicked.connect(lambda: self.go("review"))
            card.body.add(head, row((text, 1), start))
            self._side.add(card)
        self._side.add(self._backup_card(data.backup))
        if self.workspace.is_sample:
            sample = Notice("prov")
            sample.say(lambda text: sample.tell(text, _("Nothing in it is real.")), lambda: _("Sample data"))
            self._side.add(sample)

    def _backup_card(self, backup: "BackupOutline | None") -> Card:
        card = Card()
        head, text, now_button = label("head"), label("body", "muted"), Button("small", icon="shield-check")
        head.say(head.setText, lambda: _("Backup"))
        if backup is None:
            text.say(text.setText, lambda: _("There is no backup yet."))
        else:
            proved = backup.proved_at
            text.say(text.setText, lambda: _("Last proved to open: {moment}.", moment=words().moment(proved)))
        now_button.say(now_button.setText, lambda: _("Back up now"))
        now_button.clicked.connect(lambda: self._back_up(now_button))
        card.body.add(head, text, row("*", now_button))
        return card

    def _back_up(self, button: Button) -> None:
        workspace, now = self.workspace, self.now()
        button.setEnabled(False)

        def back_up() -> "BackupOutline":
            from intake_app.services.backups import back_up

            return back_up(workspace, now=now)

        self.ask(back_up, lambda _done: self.opened())

    # Searching

    def _search_card(self) -> Card:
        head, below = label("title"), label("body", "muted")
        self.say(head.setText, lambda: _("Search first. Then record."))
        self.say(below.setText, lambda: _("Similar names are found, too: Mohamad, Muhammed, محمد."))
        self._search_row: Stack = row((self.search, 1), self.new_button, gap=12)
        from_anywhere, new = label("small", "muted", wrap=False), label("small", "muted", wrap=False)
        self.say(from_anywhere.setText, lambda: _("Search from anywhere"))
        self.say(new.setText, lambda: _("New intake"))
        self._hints = pane(row(KeyCap("Ctrl+K"), from_anywhere, 8, KeyCap("Ctrl+N"), new, "*", gap=6))
        return Card(head, below, self._search_row, self._hints, gap=8, margins=(22, 16))

    def closing(self) -> None:
        """Write down the search that ends with this page."""
        self._rest.end()

    def _type(self, text: str) -> None:
        self._rest.typed(text)
        self._wait.start()

    def _look(self) -> None:
        query, workspace = self.search.text().strip(), self.workspace
        if self._job is not None:
            self._job.drop()
        if not query:
            self._show_hits(())
            return

        def look() -> tuple[PersonHit, ...]:
            from intake_app.services.persons import search_persons

            return search_persons(workspace, query=query, limit=_MOST_HITS)

        def show(hits: tuple[PersonHit, ...]) -> None:
            self._rest.found(query, len(hits))
            self._show_hits(hits)

        self._job = self.ask(look, show)

    def _note_search(self, count: int) -> None:
        workspace, now = self.workspace, self.now()

        def note() -> None:
            from intake_app.services.persons import note_search

            note_search(workspace, hits=count, now=now)

        self.ask(note, lambda _done: None)

    def _show_hits(self, hits: tuple[PersonHit, ...]) -> None:
        self.hits = hits
        query = self.search.text().strip()
        if not query:
            self._popover.hide()
            self._body.setMinimumHeight(0)
            return
        self._popover.fill(hits, hides_names=self._hides)
        self._place_popover()
        found = plural("{n} similar person", "{n} similar persons", len(hits)) if hits else _("nobody found")
        self.search.setAccessibleName(f"{_('Search')}, {found}")

    def _follow_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Put the list away when the focus goes on to what it would cover; it comes back with its field."""
        if now is self.search and self.search.text().strip() and self._popover.isHidden():
            self._place_popover()
        elif now is not None and now is not self.search and self.isAncestorOf(now):
            self._popover.setVisible(self._popover.isVisible() and self._popover.isAncestorOf(now))

    def _place_popover(self) -> None:
        field = self.search
        corner = field.mapTo(self._body, QPoint(0, field.height() + 6))
        width = min(max(field.width(), px(640)), self._body.width() - 2 * px(16))
        left = corner.x()
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            left = corner.x() + field.width() - width
        left = min(max(left, px(12)), max(self._body.width() - width - px(12), 0))
        self._popover.show_at(QPoint(left, corner.y()), width)
        self._body.setMinimumHeight(corner.y() + self._popover.height() + px(12))

    def open_hit(self, person_id: str) -> None:
        """Open a person that was found."""
        self.go("person", person_id=person_id)

    def _take_first(self) -> None:
        if self.hits:
            self.open_hit(self.hits[0].person_id)
        elif self.search.text().strip() and not self._wait.isActive():
            self.record_new()

    def record_new(self) -> None:
        self.go("person_new", typed=self.search.text().strip())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go into the list with the arrow key; empty the search with Esc."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Down and self._popover.isVisible():
                self._popover.take_focus()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.search.clear()
                return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the list under its field."""
        super().resizeEvent(event)
        if self._popover.isVisible():
            QTimer.singleShot(0, self, self._place_popover)


class _HitList(Card):
    """People found, each with the reason; below, the way to a new record with the typed name."""

    def __init__(self, parent: QWidget, screen: HomeScreen) -> None:
        super().__init__(kind="popover", gap=0, margins=(12, 8))
        self.setParent(parent)
        self._screen = screen
        self._count = label("smallb", "muted")
        self._list: Stack = column(gap=0)
        hint = label("small", "muted")
        self._has_hits = True
        self.say(hint.setText, self._hint_words)
        self.none_button = Button(icon="user-plus")
        self.say(self.none_button.setText, self._none_words)
        self.none_button.clicked.connect(screen.record_new)
        self._holder = pane(self._list)
        self._ends: Stack = row((hint, 1), self.none_button)
        self.body.add(self._count, 4, self._holder, 6, self._ends)
        self.hide()

    def fill(self, hits: tuple[PersonHit, ...], *, hides_names: bool) -> None:
        """Show ``hits``."""
        clear(self._list)
        self._has_hits = bool(hits)
        self.say_again()
        if hits:
            self._count.setText(plural("{n} similar person", "{n} similar persons", len(hits)))
        else:
            self._count.setText(_("Nobody found under this name."))
        before: QWidget = self._screen.search
        for hit in hits:
            line = self._row(hit, hides_names=hides_names)
            self._list.add(line)
            line.show()  # now, so that the height below counts it
            QWidget.setTabOrder(before, line)
            before = line
        QWidget.setTabOrder(before, self.none_button)

    def _hint_words(self) -> str:
        if self._has_hits:
            return _("Is none of them right? The name is carried over.")
        return _("The name is carried over.")

    def _none_words(self) -> str:
        return _("None of them – record new") if self._has_hits else _("Record a new person")

    def _row(self, hit: PersonHit, *, hides_names: bool) -> ListRow:
        name = Elide("strong", text=shown_name(hit.display, is_hidden=hides_names))
        original = label("body", "muted", wrap=False, text="" if hides_names else hit.display_original)
        born = _("born {year}", year=hit.birth_year) if hit.birth_year else _("year of birth unknown")
        facts = [isolate(hit.case_number), born, _("Counsellor {name}", name=hit.counsellor)]
        if hit.matched and not hides_names:
            facts.insert(0, matched_words(hit))
        below = Elide("small", "muted", text=" · ".join(facts))
        names = row(name, original, "*") if hit.display_original else row((name, 1))
        name.setSizePolicy(name.sizePolicy().Policy.Preferred, name.sizePolicy().Policy.Preferred)
        reasons = ", ".join(_(reason) for reason in hit.reasons)
        line = ListRow((column(names, below, gap=1), 1))
        if reasons:
            line.line.add(Chip("line", text=reasons))
        line.setAccessibleName(f"{name.full_text()}, {below.full_text()}, {reasons}")
        line.clicked.connect(lambda: self._screen.open_hit(hit.person_id))
        return line

    def show_at(self, corner: QPoint, width: int) -> None:
        """Come up at ``corner``, as tall as the list needs."""
        self.show()
        is_short = self.none_button.sizeHint().width() > width * 0.6
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._ends.setDirection(down if is_short else across)
        layout = self.body
        layout.invalidate()
        layout.activate()
        tall = (
            layout.totalHeightForWidth(width)
            if layout.hasHeightForWidth()
            else layout.totalSizeHint().height()
        )
        self.setGeometry(corner.x(), corner.y(), width, tall)
        self.raise_()

    def take_focus(self) -> None:
        """Put the focus on the first person found, else on the button."""
        found = rows_in(self._holder)
        (found[0] if found else self.none_button).setFocus(Qt.FocusReason.TabFocusReason)

    def sizeHint(self) -> QSize:
        """Ask for what the list needs."""
        return self.body.totalSizeHint()


def _tell_returned(notice: Notice, text: str) -> None:
    notice.say(lambda title: notice.tell(title, text), lambda: _("An interview came back from review"))


def _waiting(count: int) -> str:
    if not count:
        return _("No interview waits for you.")
    return plural("{n} interview waits for you.", "{n} interviews wait for you.", count)
