"""A rule pack before it is taken over: how many rules can be used, and what is wrong with the other rows."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from intake_app.records.status import RuleFinding, RulePackReading
from ui.parts.label import label
from ui.parts.sheet import Sheet
from ui.parts.space import column, pane
from ui.screens.status_part import end_sheet
from ui.words import _, isolate, plural, words

_MOST = 60


class PackSheet(Sheet):
    """``take`` is called when the pack is taken over; without a usable rule there is nothing to take."""

    def __init__(self, parent: QWidget, reading: RulePackReading, take: Callable[[], object]) -> None:
        super().__init__(parent, lambda: _("Take over a rule pack"), width=680)
        self.reading, self._take = reading, take
        version, good, bad = label("strong"), label("body"), label("body")
        version.say(version.setText, lambda: _("Rule pack {version}", version=isolate(reading.version)))
        good.say(good.setText, lambda: plural(
            "{n} rule can be used. It stands in place of those with the same name.",
            "{n} rules can be used. They stand in place of those with the same name.",
            len(reading.rules)))  # fmt: skip
        bad.say(bad.setText, lambda: plural(
            "{n} row cannot be used and is left out.", "{n} rows cannot be used and are left out.",
            len(reading.findings)) if reading.findings else "")  # fmt: skip
        bad.setVisible(bool(reading.findings))
        self.add(version, good, bad)
        for finding in reading.findings[:_MOST]:
            self.add(_line(finding))
        if len(reading.findings) > _MOST:
            more = label("small", "muted")
            more.say(more.setText, lambda: _("and {n} more", n=len(reading.findings) - _MOST))
            self.add(more)
        self.confirm.setEnabled(bool(reading.rules))
        end_sheet(self, lambda: _("Take over"), self.write)
        (self.confirm if reading.rules else self.keep).setFocus()

    def write(self) -> None:
        """Take the pack over."""
        self._take()
        self.close()


def _line(finding: RuleFinding) -> QWidget:
    what, mend = label("body"), label("small", "muted")
    what.say(what.setText, lambda: _("Row {row}: {what}", row=finding.row,
                                     what=words().told(finding.what, finding.facts)))  # fmt: skip
    mend.say(mend.setText, lambda: words().told(finding.mend, finding.facts))
    return pane(column(what, mend, gap=0, margins=(0, 4)), "line")
