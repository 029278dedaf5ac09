"""DayField: a day, a month or a year somebody means for what is to come, typed on one line."""

from collections.abc import Callable

from intake_app.services.told_dates import GREGORY, read_told
from ui.parts.field import Field
from ui.words import _


class DayField(Field):
    """``needs_day``: a month or a year alone is not enough."""

    def __init__(
        self, name: Callable[[], str], hint: Callable[[], str] | None = None, *, needs_day: bool = False
    ) -> None:
        super().__init__(name, hint)
        self._needs_day = needs_day

    def show_iso(self, iso: str) -> None:
        """Show a date (YYYY-MM-DD or coarser) as it is typed here."""
        self.line.setText(".".join(reversed(iso.split("-"))) if iso else "")
        self.line.setModified(False)
        self.show_error("")

    def iso(self) -> str | None:
        """Return the date (YYYY-MM-DD or coarser), empty without one; None, and say so, where it is none."""
        typed = self.text()
        read = read_told(typed, language="de", calendar=GREGORY).date if typed else None
        is_good = not typed or (read is not None and (read.precision == "day" or not self._needs_day))
        if is_good:
            self.show_error("")
            return read.iso if read is not None else ""
        self.show_error(
            (lambda: _("Write the whole day, such as 12.5.2026."))
            if self._needs_day
            else (lambda: _("Write a day, a month or a year: 12.5.2026, 5.2026, 2026."))
        )
        return None
