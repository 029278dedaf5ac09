"""The sheets that write down a resource or a need: in the counsellor's words and in the person's own."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from intake_app.code_lists import Code, code_list
from intake_app.languages import direction
from intake_app.records.assessment import Evidence, Need, Resource
from intake_app.services.assessment_views import step_word
from intake_app.services.assessments import NeedDraft, ResourceDraft
from intake_app.services.evidence import OfferedAnswer
from ui.look.type import font
from ui.parts.button import Button
from ui.parts.field import Field, Picker, Tick
from ui.parts.flow import Flow
from ui.parts.label import label
from ui.parts.segmented import Segmented
from ui.parts.sheet import Sheet
from ui.parts.space import pane
from ui.screens.assessment_words import FIELDS, URGENCIES, entry_words, field_words, urgency_words
from ui.words import _, set_apart, words

_WISHES = ("", "yes", "no")
_LEVELS = ("", "0", "1", "2", "3", "4")


class EntrySheet(Sheet):
    """``written`` carries the draft, ``ended`` that it is no longer so.

    ``language`` is the person's (BCP 47); ``answer`` the one taken over from the interview.
    """

    written = Signal(object)
    ended = Signal()

    def __init__(
        self,
        parent: QWidget,
        known: Resource | Need | None,
        *,
        is_resource: bool,
        domain: str,
        language: str,
        answer: OfferedAnswer | None = None,
    ) -> None:
        super().__init__(parent, partial(entry_words, "resource" if is_resource else "need"), width=600)
        told_in = (known.language if known else "") or (answer.language if answer else "")
        self.domain, self.language = domain, told_in or language
        self.evidence = known.evidence if known else (answer.evidence,) if answer else ()
        self.sensitivity = known.sensitivity if known else answer.sensitivity if answer else ""
        self.text = Field(
            (lambda: _("What carries? In a few words"))
            if is_resource
            else (lambda: _("What is missing? In a few words"))
        )
        self.own_words = Field(lambda: _("In the person's own words, {language}", language=self._language()))
        self._dress_own()
        if known is not None:
            self.text.line.setText(known.text)
            self.own_words.line.setText(known.words)
        elif answer is not None and answer.words:
            self.own_words.line.setText(answer.words)
        elif answer is not None:
            self.text.line.setText(answer.evidence.answer)
        self.add(self.text, self.own_words)
        for one in self.evidence:
            said = label("small", "muted")
            self.say(said.setText, partial(_evidence_words, one))
            self.add(said)
        self.end_button = Button("ghost", icon="minus-circle")
        self.say(self.end_button.setText, lambda: _("No longer so"))
        self.end_button.clicked.connect(self._end)
        self.end_button.setVisible(False)
        if known is not None:
            self.ends.insertWidget(0, self.end_button)
            self.end_button.show()
        for line in (self.text.line, self.own_words.line):
            line.returnPressed.connect(self.write)

    def close_with_actions(self) -> None:
        """Put the ways out at the foot and open."""
        # Translators: closes a sheet without keeping
        self.say(self.keep.setText, lambda: _("Cancel"))
        # Translators: keeps what is written in a sheet
        self.say(self.confirm.setText, lambda: _("Save"))
        self.keep.clicked.connect(self.close)
        self.confirm.clicked.connect(self.write)
        self.ends.add(self.keep, self.confirm)
        self.open()
        self.text.line.setFocus()

    def write(self) -> None:
        """Hand on what is written; something has to be, in one of both languages."""
        if not self.text.text() and not self.own_words.text():
            self.text.show_error(lambda: _("Write a few words, in one of the two languages."))
            self.text.line.setFocus()
            return
        self.written.emit(self.draft())
        self.close()

    def draft(self) -> ResourceDraft | NeedDraft:
        """Return what is written."""
        raise NotImplementedError

    def own_language(self) -> str:
        """Return the language of the person's own words; empty without such words."""
        return self.language if self.own_words.text() else ""

    def _language(self) -> str:
        return words().language_name(self.language) if self.language else ""

    def _dress_own(self) -> None:
        line = self.own_words.line
        line.fit(lambda: line.setFont(font("body", tag=self.language or "en")))
        is_rtl = bool(self.language) and direction(self.language) == "rtl"
        line.setLayoutDirection(Qt.LayoutDirection.RightToLeft if is_rtl else Qt.LayoutDirection.LeftToRight)

    def _end(self) -> None:
        self.ended.emit()
        self.close()


class ResourceSheet(EntrySheet):
    """Something that carries: where it lies, who can bring it in, the skill behind it."""

    def __init__(
        self, parent: QWidget, known: Resource | None, *, domain: str, language: str,
        answer: OfferedAnswer | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent, known, is_resource=True, domain=domain, language=language, answer=answer)
        self.field = Picker([(one, partial(field_words, one)) for one in FIELDS])
        self.activated_by = Field(lambda: _("Who can bring it in"))
        self.skill = Field(
            lambda: _("Skill (ESCO)"), lambda: _("Number or address of the skill, if it is known.")
        )
        self.occupation = Field(lambda: _("Occupation (ISCO)"), lambda: _("Four digits, if they are known."))
        self.is_usable = Tick()
        self.say(self.is_usable.setText, lambda: _("usable now"))
        self.is_usable.setChecked(known.is_usable if known is not None else True)
        if known is not None:
            self.field.set_value(known.field)
            self.activated_by.line.setText(known.activated_by)
            self.skill.line.setText(known.skill)
            self.occupation.line.setText(known.occupation)
        for line in (self.activated_by.line, self.skill.line, self.occupation.line):
            line.returnPressed.connect(self.write)
        self.add(Field(lambda: _("Where it lies"), edit=self.field), self.activated_by, self.is_usable,
                 self.skill, self.occupation)  # fmt: skip
        _tell_cut(self.field)
        self.close_with_actions()

    def draft(self) -> ResourceDraft:
        """Return what is written."""
        return ResourceDraft(
            domain=self.domain,
            text=self.text.text(),
            field=next(one for one in FIELDS if one == self.field.value()),
            words=self.own_words.text(),
            language=self.own_language(),
            skill=self.skill.text(),
            occupation=self.occupation.text(),
            is_usable=self.is_usable.isChecked(),
            activated_by=self.activated_by.text(),
            evidence=self.evidence,
            sensitivity=self.sensitivity,
        )


class NeedSheet(EntrySheet):
    """Something that is missing: which need of the list, how much and how soon, whether help is wanted."""

    def __init__(
        self, parent: QWidget, known: Need | None, *, domain: str, language: str,
        answer: OfferedAnswer | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent, known, is_resource=False, domain=domain, language=language, answer=answer)
        codes = sorted(code_list("needs"), key=lambda one: one.note != domain)  # this domain's first
        self.code = Picker(
            [("", lambda: _("not from the list")), *((one.code, partial(_code_word, one)) for one in codes)]
        )
        self.level = Picker([(one, partial(_level_word, one)) for one in _LEVELS])
        self.urgency = Picker(
            [("", lambda: _("not set")), *((one, partial(urgency_words, one)) for one in URGENCIES)]
        )
        self.wanted = Segmented([(one, partial(_wish_word, one)) for one in _WISHES])
        if known is not None:
            self.code.set_value(known.code)
            self.level.set_value("" if known.level is None else str(known.level))
            self.urgency.set_value(known.urgency)
            self.wanted.set_value({None: "", True: "yes", False: "no"}[known.is_wanted])
        wish = label("strong")
        self.say(wish.setText, lambda: _("Does the person want help with it?"))
        self.add(
            Field(lambda: _("Which need"), edit=self.code),
            Field(lambda: _("How much, professionally"), edit=self.level),
            Field(lambda: _("How soon"), edit=self.urgency),
            wish, pane(Flow((self.wanted,))),
        )  # fmt: skip
        _tell_cut(self.code, self.level, self.urgency)
        self.close_with_actions()

    def draft(self) -> NeedDraft:
        """Return what is written."""
        level = self.level.value()
        return NeedDraft(
            domain=self.domain,
            text=self.text.text(),
            code=self.code.value(),
            words=self.own_words.text(),
            language=self.own_language(),
            level=int(level) if level else None,
            urgency=next((one for one in URGENCIES if one == self.urgency.value()), ""),
            is_wanted={"": None, "yes": True, "no": False}[self.wanted.value()],
            evidence=self.evidence,
            sensitivity=self.sensitivity,
        )


def _tell_cut(*pickers: Picker) -> None:
    """Let a word that is cut be read whole."""
    for picker in pickers:
        picker.currentTextChanged.connect(picker.setToolTip)
        picker.say(picker.setToolTip, picker.currentText)


def _evidence_words(one: Evidence) -> str:
    return _("From the interview: {question} {answer}", question=one.question, answer=set_apart(one.answer))


def _code_word(code: Code) -> str:
    return code.word(words().tag)


def _level_word(level: str) -> str:
    return f"{level} · {step_word('need', level, words().tag)}" if level else _("not rated")


def _wish_word(wish: str) -> str:
    if wish == "yes":
        # Translators: the person wants help with a need
        return _("yes")
    # Translators: the person does not want help with a need
    return _("no") if wish == "no" else _("not asked")
