"""Hand-over: choose, check, seal, onto the stick, receipt. Says what leaves the house, and what stays.

Preparing and recording run in the vault lane, sealing in the work lane on frozen data. Only a signed
receipt settles what was handed over.
"""

from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, ClassVar

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from intake_app.errors import IntakeError
from intake_app.records.batch import CentralKey
from ui.naming import shown_name
from ui.paper_sheet import PaperSheet
from ui.parts.button import Button
from ui.parts.card import Card, Notice
from ui.parts.chip import Chip
from ui.parts.code_picker import code_words
from ui.parts.field import Field, Tick
from ui.parts.flow import flow
from ui.parts.label import Elide, label
from ui.parts.marks import Icon
from ui.parts.page import HeadBar, scrolling
from ui.parts.progress import ProgressBar
from ui.parts.sheet import Sheet
from ui.parts.space import Stack, clear, column, leave_out, pane, row
from ui.parts.steps import Steps
from ui.screen import Screen
from ui.words import _, isolate, plural, set_apart, words

if TYPE_CHECKING:
    from intake_app.services.batches import (
        BatchItem,
        BatchOutline,
        BatchPreview,
        HeldBack,
        PreparedBatch,
        ReceiptOutcome,
        SealedBatch,
    )
    from ui.window import Window

CHOOSE, CHECK, SEAL, STICK, RECEIPT = range(5)


class HandoverData(msgspec.Struct, frozen=True):
    """All that the page shows, fetched at once."""

    preview: "BatchPreview"
    batches: "tuple[BatchOutline, ...]"
    key: CentralKey | None
    fingerprint: str
    device: str


class HandoverScreen(Screen):
    """The supervisor's way to the central system and back."""

    area: ClassVar[str] = "handover"
    progressed = Signal(int, int)

    def __init__(self, window: "Window | None" = None) -> None:
        super().__init__(window)
        self._data: HandoverData | None = None
        self._ticks: dict[str, Tick] = {}
        self._stop = Event()
        self.sealed: SealedBatch | None = None
        self.sheet: Sheet | None = None
        self.lost_buttons: dict[str, Button] = {}  # by batch id
        self.note_buttons: dict[str, Button] = {}
        self.step = CHOOSE
        head = HeadBar(
            self._head_words, lambda: _("To the central system, on a stick. Nothing goes over a network.")
        )
        self._head = head
        self.steps = Steps([
            lambda: _("Choose"), lambda: _("Check"), lambda: _("Seal"), lambda: _("Onto the stick"),
            lambda: _("Receipt"),
        ])  # fmt: skip
        self._work = Card(gap=8)
        self._work_title, self._work_count = label("head"), label("body", "muted", wrap=False)
        self._bar = ProgressBar()
        self.say(self._bar.setAccessibleName, lambda: _("Sealing"))
        self._work_text = label("small", "muted")
        self.cancel_button = Button("small")
        self.say(self.cancel_button.setText, lambda: _("Stop"))
        self.cancel_button.clicked.connect(self._stop.set)
        self._work.body.add(
            row(Icon("lock-key", "accent", 22), (self._work_title, 1), self._work_count, gap=10),
            self._bar, row((self._work_text, 1), self.cancel_button, gap=12),
        )  # fmt: skip
        self._work.hide()
        self.message = Notice("soft")
        self.message.hide()
        self.power = Field(
            lambda: _("Statutory power"),
            lambda: _("Where to look: {law}. Without it those answers stay here.",
                      law=isolate(self._data.preview.basis_wanted) if self._data else ""),
        )  # fmt: skip
        self._power_head = label("body")
        self.say(self._power_head.setText, self._held_words)
        self._power = Card(self._power_head, self.power, gap=8)
        self._power.hide()
        self._leaving, self._stays = Card(gap=0, margins=(2, 8)), Card(gap=0, margins=(2, 8))
        self.seal_button = Button("primary", icon="lock-key")
        self.say(self.seal_button.setText, lambda: _("Seal onto the stick …"))
        self.seal_button.clicked.connect(self._ask_stick)
        self._for_whom, self._earlier = Card(gap=8), Card(gap=0, margins=(2, 8))
        left: Stack = column(self.message, self._work, self._leaving, self._power, self._stays, "*", gap=12)
        right: Stack = column(self._for_whom, self._earlier, "*", gap=12)
        self._columns: Stack = row((left, 7), (right, 4), gap=14)
        body: Stack = column(self.steps, self._columns, "*", gap=12, margins=(16, 14))
        self.setLayout(column(head, (scrolling(body), 1), gap=0))
        self.progressed.connect(self._show_progress)

    def title(self) -> str:
        """Return the page's name."""
        return _("Hand-over")

    def arrange(self, width: str) -> None:
        """Stack the columns when the window is narrow."""
        way = QBoxLayout.Direction.TopToBottom if width == "narrow" else QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(way)
        self.steps.compress(width == "narrow")

    def opened(self) -> None:
        """Fetch what is ready, what stays, for whom, and the earlier hand-overs."""
        workspace, now = self.workspace, self.now()

        def fetch() -> HandoverData:
            from intake_app.services.batches import batches, central_key, fingerprint, preview_batch

            key = central_key(workspace)
            return HandoverData(
                preview=preview_batch(workspace, now=now),
                batches=batches(workspace),
                key=key,
                fingerprint=fingerprint(key.recipient) if key is not None else "",
                device=workspace.device_id,
            )

        self.ask(fetch, self._show)

    def closing(self) -> None:
        """Stop what is being written; nothing half-done stays on the stick."""
        self._stop.set()

    # Sealing

    def chosen(self) -> tuple[str, ...]:
        """Return the ids of the interviews that are ticked."""
        return tuple(interview_id for interview_id, tick in self._ticks.items() if tick.isChecked())

    def _ask_stick(self) -> None:
        if self.shell is not None:
            self.shell.files.ask_folder(_("Choose the stick"), self.seal)

    def seal(self, folder: Path) -> None:
        """Seal what is ticked into ``folder``."""
        workspace, now, chosen, basis = self.workspace, self.now(), self.chosen(), self.power.text()
        self._stop.clear()
        self.seal_button.setEnabled(False)
        self.message.hide()
        self._show_step(SEAL)

        def prepare() -> "PreparedBatch":
            from intake_app.services.batches import prepare_batch

            return prepare_batch(workspace, interview_ids=chosen, legal_basis=basis, now=now)

        self.ask(prepare, lambda prepared: self._write(prepared, folder), self._failed)

    def _write(self, prepared: "PreparedBatch", folder: Path) -> None:
        stop, tell = self._stop, self.progressed.emit
        self._work_title.setText(_("The records are being sealed"))
        self._work_text.setText(_("You can stop at any time; then nothing stays on the stick."))
        self._work.show()

        def write() -> "SealedBatch":
            from intake_app.services.batches import write_batch

            return write_batch(prepared, folder=folder, progress=tell, is_cancelled=stop.is_set)

        self.ask(write, self._record, self._failed, lane="work")

    def _record(self, sealed: "SealedBatch") -> None:
        workspace, now = self.workspace, self.now()
        self.sealed = sealed

        def record() -> None:
            from intake_app.services.batches import record_sealed

            record_sealed(workspace, sealed=sealed, now=now)

        def done(_none: None) -> None:
            self._work.hide()
            self._tell(
                lambda: _("Hand-over no. {n} is on the stick.", n=f"{sealed.sequence:04}"),
                lambda: _(
                    "{file} was read back and checked. It counts as accepted when the receipt is read in.",
                    file=sealed.path.name,
                ),
            )  # fmt: skip
            self.opened()

        self._show_step(STICK)
        self.ask(record, done, self._failed)

    def _show_progress(self, part: int, whole: int) -> None:
        self._bar.set_part(part, whole)
        self._work_count.setText(_("{n} of {m}", n=part, m=whole))

    def _failed(self, trouble: IntakeError) -> None:
        self._work.hide()
        self.seal_button.setEnabled(True)
        self._show_step(CHOOSE)
        self.tell(trouble)
        self.opened()

    # Receipts and the central key

    def _ask_receipt(self) -> None:
        if self.shell is not None:
            self.shell.files.ask_open(
                _("Read in a receipt"), _("Receipts (*.json *.receipt);;All files (*)"), self.take_receipt
            )

    def take_receipt(self, path: Path) -> None:
        """Read in the receipt at ``path``."""
        workspace, now = self.workspace, self.now()

        def take() -> "ReceiptOutcome":
            from intake_app.services.batches import take_receipt

            return take_receipt(workspace, path=path, now=now)

        self.ask(take, self._show_receipt)

    def _show_receipt(self, outcome: "ReceiptOutcome") -> None:
        number = f"{outcome.receipt.sequence:04}"
        if outcome.is_repeat:
            self._tell(lambda: _("This receipt was already read in."), lambda: _("Nothing was changed."))
        elif outcome.rejected:
            self._tell(
                lambda: _("Hand-over no. {n}: not everything was accepted.", n=number),
                lambda: plural("{n} record came back.", "{n} records came back.", len(outcome.rejected)),
            )
        else:
            self._tell(
                lambda: _("Hand-over no. {n} was accepted.", n=number),
                lambda: plural("{n} record is settled.", "{n} records are settled.", outcome.settled),
            )
        self.opened()

    def _ask_key(self) -> None:
        if self.shell is not None:
            self.shell.files.ask_open(_("Key of the central system"), _("Key files (*)"), self.read_key)

    def read_key(self, path: Path) -> None:
        """Read the key card at ``path`` and show its fingerprint before it is kept."""

        def read() -> tuple[CentralKey, str]:
            from intake_app.services.batches import fingerprint, read_central_key

            key = read_central_key(path)
            return key, fingerprint(key.recipient)

        self.ask(read, lambda found: self._compare(*found), lane="work")

    def _compare(self, key: CentralKey, fingerprint: str) -> None:
        sheet = Sheet(self, lambda: _("Compare the fingerprint"))
        text, name, digits = label(), label("head", text=key.name), label("title", text=isolate(fingerprint))
        sheet.say(
            text.setText, lambda: _("Two people compare it aloud with the paper of the central system.")
        )
        sheet.add(name, Card(digits, kind="sunken"), text)
        if key.is_sample:
            sample = Chip("prov", icon="robot")
            sheet.say(sample.setText, lambda: _("Sample key: its private half is not secret"))
            sheet.add(row(sample, "*"))
        sheet.confirm.clicked.connect(lambda: self.keep_key(key))
        sheet.finish(lambda: _("It differs"), lambda: _("It is the same"))
        self.sheet = sheet

    def keep_key(self, key: CentralKey) -> None:
        """Keep the compared key: hand-overs are sealed for it from now on."""
        workspace, now = self.workspace, self.now()

        def keep() -> None:
            from intake_app.services.batches import keep_central_key

            keep_central_key(workspace, key=key, now=now)

        self.ask(keep, lambda _done: self.opened())

    # Showing

    def _show(self, data: HandoverData) -> None:
        self._data = data
        self._head.say_again()
        self._show_leaving(data)
        self._show_stays(data)
        self._power.setVisible(bool(data.preview.held_categories) and bool(data.preview.ready))
        for text in (self._power_head, self.power):
            text.say_again()
        self._show_for_whom(data)
        self._show_earlier(data)
        waits = any(batch.is_open for batch in data.batches)
        if data.preview.ready:
            self._show_step(CHECK if self.chosen() else CHOOSE)
        else:
            self._show_step(RECEIPT if waits else self.steps.count if data.batches else CHOOSE)
        self._offer_sealing()
        focused = self.window().focusWidget()
        if focused is None or not self.isAncestorOf(focused):
            self.setFocus()

    def _show_leaving(self, data: HandoverData) -> None:
        clear(self._leaving.body)
        self._ticks = {}
        head, count = label("head"), label("small", "muted")
        head.say(head.setText, lambda: _("What leaves the house"))
        counts = data.preview.counts
        count.say(count.setText, lambda: " · ".join(f"{_kind_words(kind)}: {n}" for kind, n in counts))
        leave_out(count, not counts)
        self._leaving.body.add(pane(column(head, count, gap=2, margins=(14, 6))))
        if not data.preview.ready:
            none = label("body", "muted")
            none.say(none.setText, lambda: _("Nothing is approved for a hand-over yet."))
            self._leaving.body.add(pane(row(none, margins=(14, 8))))
        for item in data.preview.ready:
            self._leaving.body.add(self._item_row(item))
        self._leaving.body.add(pane(row("*", self._seal_holder(), margins=(14, 8))))

    def _seal_holder(self) -> QWidget:
        holder = pane(row())
        layout = holder.layout()
        assert layout is not None
        self.seal_button = Button("primary", icon="lock-key")
        self.seal_button.say(self.seal_button.setText, lambda: _("Seal onto the stick …"))
        self.seal_button.clicked.connect(self._ask_stick)
        layout.addWidget(self.seal_button)
        return holder

    def _item_row(self, item: "BatchItem") -> QWidget:
        hides = self.shell is not None and self.shell.hides_names
        tick = Tick()
        tick.setText(isolate(item.case_number))
        tick.setChecked(True)
        tick.toggled.connect(lambda _on: self._offer_sealing())
        self._ticks[item.interview_id] = tick
        name = Elide("body", text=shown_name(item.person_display, is_hidden=hides))
        chip = Chip("soft", icon="check")
        chip.say(chip.setText, lambda: _("consent is there"))
        tick.setAccessibleName(f"{item.case_number}, {name.full_text()}")
        return pane(row(tick, (name, 1), chip, gap=12, margins=(10, 4)), "line")

    def _show_stays(self, data: HandoverData) -> None:
        clear(self._stays.body)
        self._stays.setVisible(bool(data.preview.held_back))
        head = label("head")
        head.say(head.setText, lambda: _("What stays here"))
        self._stays.body.add(pane(row(head, margins=(14, 6))))
        for held in data.preview.held_back:
            self._stays.body.add(_held_row(held))

    def _held_words(self) -> str:
        held = self._data.preview.held_categories if self._data is not None else ()
        named = ", ".join(code_words("data-categories", one) for one in held)
        return _("Answers of these categories stay here, consent alone does not carry them: {categories}.",
                 categories=named)  # fmt: skip

    def _show_for_whom(self, data: HandoverData) -> None:
        clear(self._for_whom.body)
        head, read = label("head"), Button("small", icon="key")
        head.say(head.setText, lambda: _("For whom"))
        read.say(read.setText, lambda: _("Read in a key …") if data.key is None else _("Replace the key …"))
        read.clicked.connect(self._ask_key)
        self.key_button = read
        self._for_whom.body.add(head)
        if data.key is None:
            none = label("body", "muted")
            none.say(none.setText, lambda: _("The central system's key is not read in yet."))
            self._for_whom.body.add(none)
        else:
            key = data.key
            until = label("small", "muted")
            until.say(until.setText, lambda: _("Key valid until {day}", day=words().date(key.valid_until))
                      if key.valid_until else _("Key without an end date"))  # fmt: skip
            name = column(label("strong", text=key.name), until, gap=1)
            print_label = label("small", "muted")
            print_label.say(print_label.setText, lambda: _("Fingerprint, compared by two people:"))
            digits = label("strong", text=isolate(data.fingerprint))
            device = label("small", "muted")
            device.say(device.setText, lambda: _("Device {name}", name=isolate(data.device)))
            self._for_whom.body.add(
                row(Icon("buildings", "muted", 22), (name, 1), gap=10), print_label,
                Card(digits, kind="sunken", margins=(12, 8)), device,
            )  # fmt: skip
            if key.is_sample:
                sample = Chip("prov", icon="robot")
                sample.say(sample.setText, lambda: _("Sample key"))
                self._for_whom.body.add(row(sample, "*"))
        self._for_whom.body.add(row("*", read))

    def _show_earlier(self, data: HandoverData) -> None:
        clear(self._earlier.body)
        head, read = label("head"), Button("small", icon="download-simple")
        head.say(head.setText, lambda: _("Earlier hand-overs"))
        read.say(read.setText, lambda: _("Read in a receipt …"))
        read.clicked.connect(self._ask_receipt)
        leave_out(read, not data.batches)
        self.receipt_button = read
        self._earlier.body.add(pane(column(head, row("*", read), gap=4, margins=(14, 6))))
        if not data.batches:
            none = label("body", "muted")
            none.say(none.setText, lambda: _("Nothing was handed over yet."))
            self._earlier.body.add(pane(row(none, margins=(14, 8))))
        self.lost_buttons, self.note_buttons = {}, {}
        for batch in data.batches[:8]:
            lost = self._lost_button(batch) if batch.is_open else None
            self._earlier.body.add(_batch_row(batch, self._note_button(batch), lost))

    def _note_button(self, batch: "BatchOutline") -> Button:
        made = Button("small", icon="file-pdf")
        number = f"{batch.sequence:04}"
        made.say(made.setText, lambda: _("Cover note …"))
        made.say(made.setAccessibleName, lambda: _("Cover note of hand-over no. {n}", n=number))
        made.clicked.connect(lambda: self.open_note(batch))
        self.note_buttons[batch.batch_id] = made
        return made

    def open_note(self, batch: "BatchOutline") -> None:
        """Show the cover note that goes with the stick."""
        from intake_app.services.papers import batch_paper, second_languages

        workspace, now, number = self.workspace, self.now(), f"{batch.sequence:04}"
        self.sheet = PaperSheet(
            self,
            lambda: _("Cover note of hand-over no. {n}", n=number),
            lambda tag: batch_paper(workspace, batch_id=batch.batch_id, now=now, language=tag),
            languages=second_languages(),
        )

    def _lost_button(self, batch: "BatchOutline") -> Button:
        made = Button("small")
        made.say(made.setText, lambda: _("Lost …"))
        made.say(made.setAccessibleName, lambda: _("No. {n} was lost on its way", n=f"{batch.sequence:04}"))
        made.clicked.connect(lambda: self._ask_lost(batch))
        self.lost_buttons[batch.batch_id] = made
        return made

    def _ask_lost(self, batch: "BatchOutline") -> None:
        sheet = Sheet(self, lambda: _("Hand-over no. {n} was lost?", n=f"{batch.sequence:04}"))
        text = label()
        sheet.say(text.setText, lambda: _(
            "Its interviews wait for the next hand-over again. "
            "Should it arrive after all, nothing is counted twice."))  # fmt: skip
        sheet.add(text)
        sheet.confirm.clicked.connect(lambda: self.give_up(batch.batch_id))
        sheet.finish(lambda: _("Keep waiting for the receipt"), lambda: _("It was lost"))
        self.sheet = sheet

    def give_up(self, batch_id: str) -> None:
        """Say that a sealed batch was lost on its way; its interviews may go again."""
        workspace, now = self.workspace, self.now()

        def give_up() -> None:
            from intake_app.services.batches import give_up_batch

            give_up_batch(workspace, batch_id=batch_id, now=now)

        self.ask(give_up, lambda _done: self.opened())

    def _offer_sealing(self) -> None:
        is_ready = self._data is not None and self._data.key is not None and bool(self.chosen())
        self.seal_button.setEnabled(is_ready)

    def _show_step(self, step: int) -> None:
        self.step = step
        self.steps.show_step(step)

    def _tell(self, title: Callable[[], str], text: Callable[[], str]) -> None:
        self.message.tell(title, text)
        self.message.show()

    def _head_words(self) -> str:
        if self._data is None:
            return _("Hand-over")
        return _("Hand-over no. {n}", n=f"{self._data.preview.sequence:04}")


def _kind_words(kind: str) -> str:
    return {
        "person": _("persons"),
        "case": _("cases"),
        "interview": _("interviews"),
        "consent": _("consents"),
        "erasure": _("erasure notices"),
    }.get(kind, kind)


def _held_row(held: "HeldBack") -> QWidget:
    number, reason = label("strong", wrap=False, text=isolate(held.case_number)), label("small", "att")
    reason.say(reason.setText, lambda: _(held.reason))
    return pane(row(number, Icon("warning", "att", 16), (reason, 1), gap=8, margins=(14, 8)), "line")


def _batch_words(batch: "BatchOutline") -> str:
    records = plural("{n} record", "{n} records", batch.records)
    return f"{set_apart(words().date(batch.created_at.astimezone().date()))} · {records}"


def _batch_row(batch: "BatchOutline", *actions: Button | None) -> QWidget:
    number, below, state = label("strong"), label("small", "muted"), label("small", "muted")
    number.say(number.setText, lambda: _("No. {n}", n=f"{batch.sequence:04}"))
    below.say(below.setText, lambda: _batch_words(batch))
    state.say(state.setText, lambda: _(batch.state))
    mark = Icon("hourglass" if batch.is_open else "check-circle", "muted" if batch.is_open else "accent", 18)
    deeds = flow(*(one for one in actions if one is not None))
    return pane(row(mark, (column(number, below, state, deeds, gap=3), 1), gap=10, margins=(14, 8)), "line")
