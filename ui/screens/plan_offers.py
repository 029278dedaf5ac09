"""Offers for a goal, each with why: what fits, what is not known, what is against it. The person decides."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from intake_app.records.offer import OfferMatch, OfferReason
from ui.parts.button import Button
from ui.parts.card import Card, Notice
from ui.parts.code_picker import code_words
from ui.parts.label import label
from ui.parts.listing import ListRow
from ui.parts.marks import Icon
from ui.parts.space import clear, column, pane, row
from ui.screens.plan_words import day_words, domain_words, reason_words, verdict_words
from ui.words import _, plural

AT_FIRST = 6
_MARKS = {
    "met": ("check-circle", "accent"),
    "unknown": ("question", "att"),
    "not-met": ("minus-circle", "muted"),
}


class OffersCard(Card):
    """``refer_wanted`` and ``step_wanted`` carry an OfferMatch. ``boxes`` in the order shown."""

    refer_wanted = Signal(object)
    step_wanted = Signal(object)
    gap_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(gap=10)
        self.boxes: list[OfferBox] = []
        self._matches: tuple[OfferMatch, ...] | None = None
        self._fitting = 0
        self._shown = AT_FIRST
        head, self._count = label("head"), label("small", "muted", wrap=False)
        head.say(head.setText, lambda: _("Matching offers"))
        self.gap_button = Button("small", icon="megaphone")
        self.gap_button.say(self.gap_button.setText, lambda: _("Report as a gap"))
        self.gap_button.clicked.connect(self.gap_wanted)
        self.nothing = Notice("att")
        self.nothing.texts.add(row(self.gap_button, "*"))
        self.unfit_button = Button("ghost", icon="megaphone")  # where offers fit on paper, and not in truth
        self.unfit_button.say(self.unfit_button.setText, lambda: _("None of these helps"))
        self.unfit_button.clicked.connect(self.gap_wanted)
        self._reported: set[str] = set()  # domains of gaps that were reported while the page stands open
        self._told = label("small", "muted")
        self._told.say(self._told.setText, lambda: _("Reported as a gap."))
        self._list = column(gap=8)
        self.more_button = Button("ghost")
        self.more_button.clicked.connect(self._show_more)
        self._waits = label("body", "muted")
        self._waits.say(self._waits.setText, lambda: _("With a goal, the offers for it stand here."))
        foot = label("small", "muted")
        foot.say(foot.setText, lambda: _("The order follows only these lines. You decide."))
        self._foot = pane(row(Icon("info", "muted", 18), (foot, 1), gap=8))
        self.body.add(
            row((head, 1), self._count, gap=8), self._waits, self.nothing, self._list,
            row(self.more_button, "*"), row(self.unfit_button, "*"), self._told, self._foot, "*",
        )  # fmt: skip
        self.nothing.tell(
            lambda: _("Nothing suitable found"),
            lambda: (
                _("Those who steer can see the gap, without the person. Below stands what comes nearest.")
                if self._matches
                else _("Those who steer can see the gap, without the person.")
            ),
        )
        self.show_offers(None, 0, "")

    def tell_reported(self, domain: str) -> None:
        """Say from now on that a gap in this life domain was reported."""
        self._reported.add(domain)

    def show_offers(self, matches: tuple[OfferMatch, ...] | None, fitting: int, domain: str) -> None:
        """Show the offers for a goal of ``domain`` in their order; None while there is no goal.

        ``fitting`` counts those that nothing excludes; without one it is a gap.
        """
        self._told.setVisible(domain in self._reported)
        if matches is None or matches is not self._matches:
            self._matches, self._fitting, self._shown = matches, fitting, AT_FIRST
            self._build()

    def enter(self) -> None:
        """Move the focus to the first offer, or to the report of a gap."""
        wanted: QWidget = self.boxes[0].head if self.boxes else self.gap_button
        if wanted.isVisible():
            wanted.setFocus()

    def reword(self) -> None:
        """Word the offers again."""
        self._build()
        self.nothing.say_again()

    def _build(self) -> None:
        focused = self.window().focusWidget()
        had = next(
            (n for n, box in enumerate(self.boxes) if focused is not None and box.isAncestorOf(focused)), -1
        )
        opened = {box.match.offer.id for box in self.boxes if box.is_open}
        clear(self._list)
        matches = self._matches or ()
        self.boxes = [OfferBox(match) for match in matches[: self._shown]]
        for n, box in enumerate(self.boxes):
            box.open(box.match.offer.id in opened or (n == 0 and not opened))
            box.refer.clicked.connect(partial(self.refer_wanted.emit, box.match))
            box.step.clicked.connect(partial(self.step_wanted.emit, box.match))
            self._list.add(box)
        left = len(matches) - len(self.boxes)
        self.more_button.setText(plural("{n} more offer", "{n} more offers", left) if left else "")
        self.more_button.setVisible(left > 0)
        self._count.setText(_("{n} of {all} fit", n=self._fitting, all=len(matches)) if matches else "")
        self._waits.setVisible(self._matches is None)
        is_gap = self._matches is not None and self._fitting == 0
        self.nothing.setVisible(is_gap)
        self.unfit_button.setVisible(bool(self._matches) and not is_gap)
        self._foot.setVisible(bool(matches))
        if 0 <= had < len(self.boxes):
            self.boxes[had].show()  # only what is seen can take the focus
            self.boxes[had].head.setFocus()

    def _show_more(self) -> None:
        first_new = len(self.boxes)
        self._shown += 20
        self._build()
        if first_new < len(self.boxes):
            self.boxes[first_new].show()
            self.boxes[first_new].head.setFocus()


class OfferBox(Card):
    """One offer: its name, and opened why it fits or not."""

    def __init__(self, match: OfferMatch) -> None:
        super().__init__(kind="sunken", gap=6, margins=(8, 6))
        self.match = match
        self.is_open = False
        name, summary = label("strong", text=match.offer.name), label("small", "muted")
        summary.setText(_summary(match))
        self._caret = Icon("caret-down", "muted", 16)
        self.head = ListRow((column(name, summary, gap=2), 1), self._caret, margins=(6, 6))
        self.head.clicked.connect(lambda: self.open(not self.is_open))
        why = label("smallb", "muted", text=_("Why this offer?"))
        self.lines = [_reason_line(reason) for reason in match.reasons]
        self.refer, self.step = Button("small", icon="share-network"), Button("ghost", icon="plus")
        self.refer.setText(_("Refer"))
        self.refer.setAccessibleName(_("Refer to {name}", name=match.offer.name))
        self.step.setText(_("Keep as a step"))
        self.step.setAccessibleName(_("Keep as a step: {name}", name=match.offer.name))
        words = label("small")
        words.setText(" · ".join(p for p in (match.offer.description, match.offer.constraints) if p))
        words.hide()
        self._inside = pane(
            column(why, *self.lines, words, row(self.refer, self.step, "*"), gap=6, margins=(6, 2))
        )
        self._words = words
        self.body.add(self.head, self._inside)
        self.open(False)

    def open(self, is_open: bool) -> None:
        """Show or fold the reasons."""
        self.is_open = is_open
        self._inside.setVisible(is_open)
        self._words.setVisible(is_open and bool(self._words.text()))
        self._caret.show_icon("caret-up" if is_open else "caret-down")
        state = _("unfolded") if is_open else _("folded")
        self.head.setAccessibleName(", ".join((self.match.offer.name, _summary(self.match), state)))


def _summary(match: OfferMatch) -> str:
    all_lines = match.met + match.not_met + match.unknown
    parts = [match.provider.name] if match.provider.name != match.offer.name else []
    if match.provider.kind:
        parts.append(code_words("provider-kinds", match.provider.kind))
    parts.append(_("{n} of {all} lines fit", n=match.met, all=all_lines))
    if match.offer.verified_on:
        parts.append(_("checked on {date}", date=day_words(match.offer.verified_on)))
    return " · ".join(parts)


def _reason_line(reason: OfferReason) -> QWidget:
    says, because = reason_words(reason)
    icon, tone = _MARKS[reason.verdict]
    text = label("body", text=says)
    texts = column(text, label("small", "muted", text=because) if because else None, gap=1)
    text.setAccessibleName(f"{verdict_words(reason.verdict)}: {says}")
    return pane(row(Icon(icon, tone, 20), (texts, 1), gap=10))


def gap_text(domain: str) -> str:
    """Return how a gap is named to begin with."""
    return _("Nothing suitable for: {domain}", domain=domain_words(domain))
