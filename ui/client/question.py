"""What the client window shows of a question: its text, what can be chosen, and nothing else of the person.

Made from the open interview as frozen data, so that the window cannot show what is not in here: no answer,
no name, no number, no progress.
"""

from dataclasses import dataclass

from PySide6.QtCore import Qt

from intake_app.errors import N_
from intake_app.interview import ChoiceView, Interview, NodeView
from intake_app.languages import fallback_chain
from ui.client.pictograms import pictograms_for
from ui.questions.client_words import in_language
from ui.questions.panes import PaneLanguage, Panes, plain_text
from ui.questions.special_fields import range_steps

MOST_OFFERED = 8  # more choices than this are looked at together, on the counsellor's screen
_MOST_STEPS = 8
# The zero of the digits a language is read with (Unicode CLDR, default numbering systems).
_ZEROS = {"fa": "۰", "ps": "۰", "ur": "۰", "ar": "٠", "ckb": "٠"}
_OWN = {
    "decline": N_("I prefer not to answer"),
    "together": N_("Let us look at the other screen together."),
    "read": N_("This will be read to you."),
    "understood": N_("Understood"),
}


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that can be chosen. ``disc`` is its place on a pictorial scale, 0 the dotted one."""

    value: str
    words: str
    icon: str = ""
    image: str = ""  # file name in the form's media
    audio: str = ""
    disc: int | None = None


@dataclass(frozen=True, slots=True)
class ClientQuestion:
    """One question as the client sees it. Without ``offers`` it is only shown, with ``note`` below it."""

    ref: str = ""
    words: str = ""
    direction: Qt.LayoutDirection = Qt.LayoutDirection.LeftToRight  # of the page
    words_direction: Qt.LayoutDirection = Qt.LayoutDirection.LeftToRight
    is_foreign: bool = False  # the text is in another language than the client's
    image: str = ""
    audio: str = ""
    offers: tuple[Offer, ...] = ()
    is_many: bool = False
    is_scale: bool = False
    decline: str = ""  # how "prefers not to answer" is said; empty where nothing is asked
    note: str = ""
    too_long: str = ""  # what is said instead when the text does not fit at any size


EMPTY = ClientQuestion()


def client_question(interview: Interview, ref: str, panes: Panes) -> ClientQuestion:
    """Return what the client sees of the question ``ref`` in the client's language."""
    view, client = interview.node(ref), panes.client
    asked = interview.worded(ref, "label", client.name)
    words = plain_text(asked.text)
    choices = interview.choices(ref, client.name) if _is_choosing(view) else ()
    offers = _offers(view, choices, client)
    is_foreign = asked.is_fallback
    spoken = _pane(interview, asked.language) if is_foreign else client
    notes = [_own("read", client)] if is_foreign else []
    if not offers and (choices or view.definition.control == "rank"):
        notes.append(_own("together", client))
    return ClientQuestion(
        ref=ref,
        words=words,
        direction=client.direction("" if is_foreign else words),
        words_direction=spoken.direction(words),
        is_foreign=is_foreign,
        image=asked.image,
        audio=asked.audio,
        offers=offers,
        is_many=view.definition.control == "select",
        is_scale=any(one.disc is not None for one in offers),
        decline="" if view.is_note or view.readonly else _own("decline", client),
        note=" ".join(notes),
        too_long=_own("together", client),
    )


def spoken_value(question: ClientQuestion, value: str) -> str:
    """Return the words of the chosen offers, in the client's language."""
    chosen = value.split() if question.is_many else [value]
    return ", ".join(one.words for one in question.offers if one.value in chosen)


def _is_choosing(view: NodeView) -> bool:
    return view.definition.control in {"select", "select1"} and not view.is_note


def _offers(view: NodeView, choices: tuple[ChoiceView, ...], client: PaneLanguage) -> tuple[Offer, ...]:
    definition = view.definition
    if view.is_note or view.readonly:
        return ()
    if definition.control == "trigger":
        return (Offer("OK", _own("understood", client), icon="ear"),)
    if definition.control == "range":
        steps = range_steps(definition)
        if not 2 <= len(steps) <= _MOST_STEPS:
            return ()
        first = 0 if steps[0] == "0" else 1
        return tuple(
            Offer(step, own_digits(step, client.tag), disc=first + n) for n, step in enumerate(steps)
        )
    if not 1 <= len(choices) <= MOST_OFFERED:
        return ()
    icons = pictograms_for(definition, choices)
    has_images = any(one.image for one in choices)
    is_scale = "likert" in definition.appearance and not has_images and 3 <= len(choices) <= _MOST_STEPS
    first = 0 if is_scale and choices[0].value == "0" else 1
    return tuple(
        Offer(
            one.value,
            plain_text(one.label) or one.value,
            icon="" if is_scale or has_images or not icons else icons[n],
            image=one.image,
            audio=one.audio,
            disc=first + n if is_scale else None,
        )
        for n, one in enumerate(choices)
    )


def own_digits(text: str, tag: str) -> str:
    """Return ``text`` with the digits that readers of ``tag`` learned first."""
    zero = next((_ZEROS[part] for part in fallback_chain(tag) if part in _ZEROS), "0") if tag else "0"
    return "".join(chr(ord(zero) + int(c)) if c.isascii() and c.isdigit() else c for c in text)


def _own(key: str, client: PaneLanguage) -> str:
    return in_language(client.tag, _OWN[key])


def _pane(interview: Interview, name: str) -> PaneLanguage:
    tags = {known.name: known.tag for known in interview.form.languages}
    return PaneLanguage(name, tags.get(name, ""))
