"""The family of expected troubles: each says what happened, what to do, and facts without personal data.

The core raises these and never shows them. Whoever shows one (the window, the terminal door)
translates ``says`` and ``remedy`` and fills in ``facts``; that is why both are class-level message
ids in English, collected for translation, and never built from pieces.
"""

from typing import ClassVar


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for "collect now, translate later"
    """Mark a text for translation where it is declared; it is translated where it is shown."""
    return text


class IntakeError(Exception):
    """Expected trouble. ``facts`` fill the placeholders of ``says`` and ``remedy``.

    Facts are short and impersonal (a row number, a file's name, a date): never an answer, a
    person's name or a key.
    """

    says: ClassVar[str] = N_("Something did not work.")
    remedy: ClassVar[str] = ""

    def __init__(self, **facts: str | int) -> None:
        self.facts = facts
        super().__init__(self.in_english())

    def in_english(self) -> str:
        """Return both sentences untranslated, for logs and for a terminal without a catalogue."""
        return " ".join(text.format(**self.facts) for text in (self.says, self.remedy) if text)


class FileUnreadable(IntakeError):
    """A file could not be read."""

    says = N_("The file {file} could not be read.")
    remedy = N_("Check that the file or stick is still there and try again.")


class FileUnwritable(IntakeError):
    """A file could not be written (read-only place, stick removed)."""

    says = N_("The file {file} could not be written.")
    remedy = N_("Nothing is lost. Check the place or the stick and try again.")


class DiskFull(IntakeError):
    """The device has no space left; nothing acknowledged is lost."""

    says = N_("There is no space left on the device.")
    remedy = N_("Everything saved so far is safe. Free some space, then continue.")


class NotAllowed(IntakeError):
    """The person's role does not include this action."""

    says = N_("This is not part of your role.")
    remedy = N_("Ask a person with the role {role} to do it.")


class Cancelled(IntakeError):
    """A person stopped long work; nothing half-done is left behind."""

    says = N_("Stopped.")
    remedy = N_("Nothing was changed.")
