"""How an interview's status and a person's consent are said and shown."""

from intake_app.records.consent import ConsentState, Purpose
from intake_app.records.interview_record import InterviewStatus
from ui.parts.chip import Chip
from ui.words import _, plural


def status_words(status: InterviewStatus) -> str:
    """Return an interview's status in words."""
    return {
        "draft": _("begun"),
        "completed": _("waits for review"),
        "returned": _("came back"),
        "approved": _("approved"),
        "sealed": _("handed over"),
        "settled": _("accepted by the central system"),
        "rejected": _("not accepted by the central system"),
    }[status]


def status_chip(status: InterviewStatus) -> Chip:
    """Return the chip for an interview's status."""
    kind, icon = {
        "draft": ("sunken", "pencil-simple"),
        "completed": ("soft", "hourglass"),
        "returned": ("att", "arrow-u-up-left"),
        "approved": ("soft", "check"),
        "sealed": ("line", "package"),
        "settled": ("line", "check-circle"),
        "rejected": ("att", "warning"),
    }[status]
    chip = Chip(kind, icon=icon)
    chip.say(chip.setText, lambda: status_words(status))
    return chip


def purpose_words(purpose: Purpose) -> str:
    """Return what a consent is for."""
    says: dict[Purpose, str] = {
        "K-DS": _("Keeping the data here"),
        "K-TRANS": _("Handing over to the central system"),
        "K-SPE": _("Talking to another office"),
        "K-VULN": _("Special needs: telling the asylum authority"),
        "K-PHOTO": _("Pictures"),
        "K-STAT": _("Anonymous statistics"),
    }
    return says[purpose]


def consent_chip(state: ConsentState | None) -> Chip:
    """Return the chip for a consent; None when nobody asked yet."""
    kind, icon = {
        "given": ("soft", "check"),
        "refused": ("line", "prohibit"),
        "withdrawn": ("att", "arrow-u-up-left"),
        None: ("sunken", "question"),
    }[state]
    chip = Chip(kind, icon=icon)
    said = {
        "given": lambda: _("given"),
        "refused": lambda: _("refused"),
        "withdrawn": lambda: _("withdrawn"),
        None: lambda: _("not asked yet"),
    }[state]
    chip.say(chip.setText, said)
    return chip


def non_answer_words(reason: str) -> str:
    """Return a typed non-answer in words."""
    return {
        "declined": _("does not want to answer"),
        "unknown": _("does not know"),
        "not-asked": _("not asked"),
        "not-applicable": _("does not apply"),
    }.get(reason, reason)


def text_in(texts: dict[str, str], language: str) -> tuple[str, str]:
    """Return the language and the text to show: the wanted one, else any there is."""
    if texts.get(language):
        return language, texts[language]
    return next(((name, text) for name, text in texts.items() if text), (language, ""))


def spared_words(count: int) -> str:
    """Return how many questions nobody had to ask twice."""
    return plural(
        "{n} question did not have to be asked again.",
        "{n} questions did not have to be asked again.",
        count,
    )
