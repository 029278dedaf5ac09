"""Handover files: making one that is sealed with a passphrase, and taking one in item by item."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal

from intake_app.errors import IntakeError
from intake_app.services.assessment_views import short_name
from intake_app.services.handover_packs import HandoverPack, PackItem
from ui.parts.code_picker import code_words
from ui.parts.field import Field, PassphraseEdit, Tick
from ui.parts.label import label
from ui.parts.sheet import Sheet
from ui.screen import Screen
from ui.words import _, isolate, plural, set_apart, words

_SHORTEST, _WORDS = 12, 5  # signs of a passphrase; words of one that is suggested


class PackSheet(Sheet):
    """First the file and its passphrase, then what is in it. ``opened`` and ``wanted`` lead on."""

    opened = Signal(object)
    wanted = Signal(object, object)  # the pack, ids of items

    def __init__(self, screen: Screen, path: Path) -> None:
        super().__init__(screen, lambda: _("Take in a handover"))
        self._screen, self._path = screen, path
        self.pack: HandoverPack | None = None
        self.ticks: dict[str, Tick] = {}
        self.passphrase = PassphraseEdit()
        self.field = Field(
            lambda: _("Passphrase of the file"),
            lambda: _("Whoever sent it tells it to you another way."),
            edit=self.passphrase,
        )
        self.passphrase.returnPressed.connect(self.go_on)
        self.add(label("small", "muted", text=isolate(path.name)), self.field)
        self.say(self.keep.setText, lambda: _("Cancel"))
        self.say(self.confirm.setText, self._confirm_words)
        self.keep.clicked.connect(self.close)
        self.confirm.clicked.connect(self.go_on)
        self.ends.add(self.keep, self.confirm)
        self.open()
        self.passphrase.setFocus()

    def go_on(self) -> None:
        """Open the file, or take over what is ticked."""
        if self.pack is not None:
            self.wanted.emit(self.pack, [one for one, tick in self.ticks.items() if tick.isChecked()])
            self.close()
            return
        path, passphrase = self._path, self.passphrase.text()

        def read() -> HandoverPack:
            from intake_app.services.handover_packs import read_handover_pack

            return read_handover_pack(path, passphrase=passphrase)

        self.confirm.setEnabled(False)
        self._screen.ask(read, self._show, self._failed, lane="work")

    def _failed(self, trouble: IntakeError) -> None:
        self.confirm.setEnabled(True)
        self.field.show_error(lambda: " ".join(words().error(trouble)))
        self.passphrase.setFocus()

    def _show(self, pack: HandoverPack) -> None:
        self.pack = pack
        self.confirm.setEnabled(True)
        self.field.hide()
        source = label("body")
        self.say(source.setText, self._source_words)
        self.add(source)
        for item in pack.items:
            tick = self.ticks[item.id] = Tick()
            self.say(tick.setText, partial(item_words, item))
            tick.setChecked(True)
            self.add(tick)
        self.say(self.confirm.setText, self._confirm_words)
        self._take_size()
        self.confirm.setFocus()
        self.opened.emit(pack)

    def _source_words(self) -> str:
        assert self.pack is not None
        pack = self.pack
        return _(
            "From {site}, with the consent of {day}, for {person}. Take over only what is right for this "
            "person.",
            site=set_apart(pack.from_site), day=isolate(".".join(reversed(pack.consent_on.split("-")))),
            person=set_apart(pack.person) if pack.person else _("a person without a name in the file"),
        )  # fmt: skip

    def _confirm_words(self) -> str:
        return _("Take over what is ticked") if self.pack is not None else _("Open")


class SealPackSheet(Sheet):
    """The passphrase a handover file is sealed with; ``wanted`` carries it."""

    wanted = Signal(str)

    def __init__(self, screen: Screen) -> None:
        super().__init__(screen, lambda: _("Hand over as a file"))
        told = label("body")
        self.say(told.setText, lambda: _(
            "The file holds exactly what the consent covers, sealed with this passphrase. Tell it by "
            "telephone, never together with the file."
        ))  # fmt: skip
        self.passphrase = PassphraseEdit()
        self.passphrase.show_plain(True)
        self.passphrase.returnPressed.connect(self.write)
        self.field = Field(lambda: _("Passphrase of the file"), edit=self.passphrase)
        self.add(told, self.field)
        self.say(self.keep.setText, lambda: _("Cancel"))
        self.say(self.confirm.setText, lambda: _("Choose where to save"))
        self.keep.clicked.connect(self.close)
        self.confirm.clicked.connect(self.write)
        self.ends.add(self.keep, self.confirm)
        self.open()
        self.confirm.setFocus()

    def write(self) -> None:
        """Hand the passphrase on; a short one is asked about."""
        is_short = len(self.passphrase.text().strip()) < _SHORTEST
        self.field.show_error(
            lambda: _("At least {n} signs; four words are good.", n=_SHORTEST) if is_short else ""
        )
        if is_short:
            self.passphrase.setFocus()
            return
        self.wanted.emit(self.passphrase.text())
        self.close()


def make_pack(screen: Screen, referral_id: str, then: Callable[[], object]) -> SealPackSheet | None:
    """Ask for a passphrase and a place, hand the referral over as a sealed file, then call ``then``."""
    shell = screen.shell
    if shell is None:
        return None

    def save(passphrase: str) -> None:
        shell.files.ask_save(
            _("Save the handover file"), "handover.age", _("Handover files (*.age)"),
            lambda path: make(path, passphrase),
        )  # fmt: skip

    def make(path: Path, passphrase: str) -> None:
        workspace, now = screen.workspace, screen.now()

        def gather() -> HandoverPack:
            from intake_app.services.handover_packs import make_handover_pack

            return make_handover_pack(workspace, referral_id=referral_id, now=now)

        def write(pack: HandoverPack) -> None:
            from intake_app.services.handover_packs import write_handover_pack

            screen.ask(
                lambda: write_handover_pack(pack, path=path, passphrase=passphrase), written, lane="work"
            )

        screen.ask(gather, write)

    def written(path: Path) -> None:
        shell.tell_plain(
            _("The handover file is saved: {file}", file=isolate(path.name)),
            _("Tell the passphrase by telephone, never together with the file."),
        )
        then()

    sheet = SealPackSheet(screen)

    def suggest() -> str:
        from intake_app.services.workspace import suggest_passphrase

        return suggest_passphrase(_WORDS)

    screen.ask(suggest, lambda words: sheet.passphrase.setText(sheet.passphrase.text() or words))
    sheet.wanted.connect(save)
    return sheet


def item_words(item: PackItem) -> str:
    """Return what an item is, in one line."""
    if item.kind == "status":
        return f"{_('Status group')}: {code_words('status-groups', item.code)}"
    kind = _("Resource") if item.kind == "resource" else _("Need")
    return f"{kind} · {short_name(item.domain, words().tag)}: {set_apart(item.text)}"


def ask_for_pack(screen: Screen, person_id: str, then: Callable[[], object]) -> None:
    """Let the person choose a file, open it, and take over what they tick; then call ``then``."""
    shell = screen.shell
    if shell is None:
        return

    def take(pack: HandoverPack, item_ids: list[str]) -> None:
        workspace, now = screen.workspace, screen.now()

        def keep() -> int:
            from intake_app.services.handover_packs import take_in_handover

            return take_in_handover(workspace, person_id=person_id, pack=pack, item_ids=item_ids, now=now)

        def done(n: int) -> None:
            shell.tell_plain(
                plural("{n} thing was taken over.", "{n} things were taken over.", n),
                _("Nobody has to ask for it again."),
            )
            then()

        screen.ask(keep, done)

    def show(path: Path) -> None:
        PackSheet(screen, path).wanted.connect(take)

    shell.files.ask_open(_("Take in a handover"), _("Handover files (*.age)"), show)
