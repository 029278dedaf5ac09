"""Retention: whose time of keeping is over, who asked for a deletion, who agrees; the rules and receipts.

Nothing is deleted by itself: one person asks, another agrees with their own passphrase or later in their
own session.
"""

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from intake_app.services.retention import RetentionLine, RetentionPage
from ui.naming import shown_name
from ui.parts.button import Button
from ui.parts.card import Card, Notice
from ui.parts.chip import Chip
from ui.parts.code_picker import code_words
from ui.parts.label import Elide, label
from ui.parts.listing import ListRow
from ui.parts.page import HeadBar, scrolling
from ui.parts.space import Stack, clear, column, row
from ui.screen import Screen
from ui.screens.retention_sheets import AskSheet, DecideSheet, PeriodSheet
from ui.words import _, isolate, plural, set_apart, words

if TYPE_CHECKING:
    from intake_app.records.retention import Deletion, RetentionRule
    from intake_app.services.erasure import ErasureReport
    from ui.window import Window

_AT_ONCE = 60


class RetentionScreen(Screen):
    """The countdown, the most urgent first; ``rows`` are in the order of ``page.lines``."""

    area: ClassVar[str] = "retention"

    def __init__(self, window: "Window | None" = None) -> None:
        super().__init__(window)
        self.page: RetentionPage | None = None
        self.rows: list[ListRow] = []
        self.rule_rows: list[ListRow] = []
        self.sheet: AskSheet | DecideSheet | PeriodSheet | None = None
        self._most = _AT_ONCE
        head = HeadBar(
            lambda: _("Retention"),
            lambda: _("Whose time of keeping is over. Nothing is deleted by itself; two people decide."),
        )
        self.message = Notice("soft")
        self.message.hide()
        self._none = label("body", "muted")
        self.say(self._none.setText, lambda: _("No case is counted down yet."))
        self._list = Card(gap=0, margins=(2, 4))
        self.more = Button("ghost")
        self.say(self.more.setText, lambda: _("Show more"))
        self.more.clicked.connect(self._show_more)
        self._rules, self._receipts = Card(gap=0, margins=(2, 4)), Card(gap=4)
        rules_head, receipts_head = label("head"), label("head")
        self.say(rules_head.setText, lambda: _("How long cases are kept here"))
        self.say(receipts_head.setText, lambda: _("Receipts of deletions"))
        self._receipts_head = receipts_head
        body: Stack = column(
            self.message, self._none, self._list, row(self.more, "*"), rules_head, self._rules,
            receipts_head, self._receipts, "*", gap=12, margins=(20, 14),
        )  # fmt: skip
        self.setLayout(column(head, (scrolling(body), 1), gap=0))
        for one in (self._none, self._list, self.more, receipts_head, self._receipts):
            one.hide()

    def title(self) -> str:
        """Return the page's name."""
        return _("Retention")

    def opened(self) -> None:
        """Fetch the countdown."""
        workspace, now = self.workspace, self.now()

        def fetch() -> RetentionPage:
            from intake_app.services.retention import open_retention

            return open_retention(workspace, now=now)

        self.ask(fetch, self._show)

    def reworded(self) -> None:
        """Word the rows again."""
        if self.page is not None:
            self._show(self.page)

    def choose(self, line: RetentionLine) -> None:
        """Ask for the deletion of a case, or decide about one that was asked for."""
        self.sheet = DecideSheet(self, line) if line.deletion is not None else AskSheet(self, line)

    def choose_rule(self, rule: "RetentionRule") -> None:
        """Set the site's own period."""
        self.sheet = PeriodSheet(self, rule)

    def fetch_again(self) -> None:
        """Show the page as it stands after an act."""
        workspace, now = self.workspace, self.now()

        def fetch() -> RetentionPage:
            from intake_app.services.retention import retention_page

            return retention_page(workspace, now=now)

        self.ask(fetch, self._show)

    def tell_deleted(self, report: "ErasureReport") -> None:
        """Say what was deleted and where older copies still are."""
        until = report.backups_until

        def below() -> str:
            parts = [plural("{n} entry was erased.", "{n} entries were erased.", report.rows)]
            if until is not None:
                parts.append(_("Older backups still hold the data until {day} at the latest.",
                               day=set_apart(words().date(until))))  # fmt: skip
            if report.set_aside:
                parts.append(_("Older workspaces that were set aside in the folder still hold them."))
            return " ".join(parts)

        self.message.tell(lambda: _("The case was deleted. A receipt without content is kept."), below)
        self.message.show()
        self.fetch_again()

    # Showing

    def _show(self, page: RetentionPage) -> None:
        had_focus = next((n for n, one in enumerate(self.rows) if one.hasFocus()), -1)
        self.page = page
        clear(self._list.body)
        self.rows = [self._row(one) for one in page.lines[: self._most]]
        self._list.body.add(*self.rows)
        self._list.setVisible(bool(self.rows))
        self._none.setVisible(not self.rows)
        self.more.setVisible(len(page.lines) > self._most)
        clear(self._rules.body)
        self.rule_rows = [self._rule(one) for one in page.rules]
        self._rules.body.add(*self.rule_rows)
        clear(self._receipts.body)
        for one in page.receipts[:_AT_ONCE]:
            self._receipts.body.add(label("small", text=_receipt_words(one)))
        for part in (self._receipts, self._receipts_head):
            part.setVisible(bool(page.receipts))
        if had_focus >= 0 and self.rows:
            self.rows[min(had_focus, len(self.rows) - 1)].setFocus()

    def _row(self, line: RetentionLine) -> ListRow:
        hides = self.shell is not None and self.shell.hides_names
        name = Elide("strong")
        name.setText(shown_name(line.display, is_hidden=hides))
        below = Elide("small", "muted")
        below.setText(f"{isolate(line.case_number)} · {_rule_words(line)}")
        chip = _chip(line)
        made = ListRow((column(name, below, gap=1), 1), label("small", wrap=False, text=_left(line)), chip)
        made.setAccessibleName(", ".join((name.text(), line.case_number, _left(line), chip.text())))
        made.clicked.connect(partial(self.choose, line))
        return made

    def _rule(self, rule: "RetentionRule") -> ListRow:
        name, source = Elide("strong"), Elide("small", "muted")
        name.setText(rule.words.get(words().tag.split("-")[0]) or rule.words["en"])
        source.setText(rule.source)
        for words_of_the_rule in (name, source):
            words_of_the_rule.setProperty("data", True)
        months = label("body", wrap=False, text=plural("{n} month", "{n} months", rule.months))
        made = ListRow((column(name, source, gap=1), 1), months)
        made.setAccessibleName(f"{name.text()}, {months.text()}")
        made.setProperty("data", True)  # the rule's words, said once more
        made.clicked.connect(partial(self.choose_rule, rule))
        return made

    def _show_more(self) -> None:
        self._most += _AT_ONCE
        if self.page is not None:
            self._show(self.page)


def _chip(line: RetentionLine) -> Chip:
    if line.is_restricted:
        return Chip("att", icon="lock-simple", text=_("processing restricted"))
    if line.deletion is not None:
        return Chip("att", icon="users", text=_("waits for a second person"))
    if line.state == "due":
        return Chip("att", icon="warning", text=_("due"))
    return (
        Chip("line", icon="clock", text=_("soon")) if line.state == "soon" else Chip("line", text=_("later"))
    )


def _left(line: RetentionLine) -> str:
    day = set_apart(words().date(line.due_on))
    if line.days_left <= 0:
        return _("since {day}", day=day)
    return plural("{n} day, until {day}", "{n} days, until {day}", line.days_left, day=day)


def _rule_words(line: RetentionLine) -> str:
    return {
        "closed": _("closed case"),
        "storage-ended": _("no consent to keep the data"),
        "untouched": _("open, nobody works on it"),
    }[line.trigger]


def _receipt_words(one: "Deletion") -> str:
    day = words().date(one.decided_at.astimezone().date()) if one.decided_at else ""
    count = plural("{n} entry", "{n} entries", sum(one.rows.values()))
    return (
        f"{set_apart(day)} · {code_words('deletion-reasons', one.reason)} · {count} · {isolate(one.id[:8])}"
    )
