"""Settings: language, text size, light or dark, when the page goes blank and locks, backup now."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QWidget

from intake_app.languages import UI_LANGUAGES, completeness, endonym
from ui.parts.button import Button
from ui.parts.card import Card, Notice
from ui.parts.field import Picker, Tick
from ui.parts.label import label
from ui.parts.page import HeadBar, scrolling
from ui.parts.segmented import Segmented
from ui.parts.space import Stack, Yielding, column, row
from ui.screen import Screen
from ui.screens.settings_keys import KeyChoices
from ui.screens.settings_people import PeopleCard
from ui.words import _, plural, set_apart, words

if TYPE_CHECKING:
    from intake_app.services.backups import BackupOutline
    from ui.window import Window

_TEXT_SIZES = (90, 100, 110, 125, 150, 175, 200)
_BLANK_MINUTES, _LOCK_MINUTES = (1, 2, 3, 5, 10), (2, 5, 10, 15, 30)


class SettingsScreen(Screen):
    """The few choices of this device."""

    area: ClassVar[str] = "settings"

    def __init__(self, window: "Window | None" = None) -> None:
        super().__init__(window)
        head = HeadBar(
            lambda: _("Settings"), lambda: _("They hold for this device. Nothing personal is kept here.")
        )
        settings = window.settings if window is not None else None
        self.language = Picker([(tag, _own_name(tag)) for tag in UI_LANGUAGES])
        self.language.set_value(settings.ui_language if settings else "")
        self.language.currentIndexChanged.connect(
            lambda _index: self._change(ui_language=self.language.value())
        )
        self.text_size = Picker([(str(size), _percent(size)) for size in _TEXT_SIZES])
        self.theme = Segmented([("light", lambda: _("Light")), ("dark", lambda: _("Dark")),
                                ("contrast", lambda: _("High contrast"))],
                               settings.theme if settings else "")  # fmt: skip
        self.theme.chosen.connect(lambda name: self._change(theme=name))
        self.blank = Picker([(str(n), _minutes(n)) for n in _BLANK_MINUTES])
        self.lock = Picker([(str(n), _minutes(n)) for n in _LOCK_MINUTES])
        self.auto_advance, self.single_keys = Tick(), Tick()
        self.say(self.auto_advance.setText, lambda: _("Go on by itself after one choice"))
        self.say(self.single_keys.setText, lambda: _("Single keys act in an interview"))
        self.keys_of_card = KeyChoices(settings.keys if settings else {})
        self.keys_of_card.setVisible(settings is None or settings.single_keys)
        if settings is not None:
            self.text_size.set_value(str(round(settings.text_scale * 100)))
            self.blank.set_value(str(settings.blank_after_minutes))
            self.lock.set_value(str(settings.lock_after_minutes))
            self.auto_advance.setChecked(settings.auto_advance)
            self.single_keys.setChecked(settings.single_keys)
        self.text_size.currentIndexChanged.connect(
            lambda _index: self._change(text_scale=int(self.text_size.value()) / 100)
        )
        self.blank.currentIndexChanged.connect(
            lambda _index: self._change(blank_after_minutes=int(self.blank.value()))
        )
        self.lock.currentIndexChanged.connect(
            lambda _index: self._change(lock_after_minutes=int(self.lock.value()))
        )
        self.auto_advance.toggled.connect(lambda on: self._change(auto_advance=on))
        self.single_keys.toggled.connect(lambda on: self._change(single_keys=on))
        self.single_keys.toggled.connect(self.keys_of_card.setVisible)
        self.keys_of_card.changed.connect(lambda keys: self._change(keys=keys))
        look = Card(
            _head(lambda: _("Look")),
            _pair(lambda: _("Language of the program"), self.language),
            _pair(lambda: _("Text size"), self.text_size),
            _pair(lambda: _("Light or dark"), self.theme),
            gap=10,
        )
        safety = Card(
            _head(lambda: _("Lock")),
            _pair(lambda: _("Empty the page when nobody is there for"), self.blank),
            _pair(lambda: _("Lock when nobody is there for"), self.lock),
            gap=10,
        )
        interview = Card(
            _head(lambda: _("Interviews")),
            row(self.auto_advance, "*"),
            row(self.single_keys, "*"),
            self.keys_of_card,
            gap=6,
        )
        self._backup = label("body", "muted")
        self.message = Notice("soft")
        self.message.hide()
        self.backup_button = Button("primary", icon="shield-check")
        self.say(self.backup_button.setText, lambda: _("Back up now"))
        self.backup_button.clicked.connect(self.back_up)
        self.copy_button = Button(icon="hard-drive")
        self.say(self.copy_button.setText, lambda: _("Back up onto a stick …"))
        self.copy_button.clicked.connect(self._ask_folder)
        backup = Card(
            _head(lambda: _("Backup")), self._backup, self.message,
            Yielding(row("*", self.copy_button, self.backup_button, gap=10)), gap=10,
        )  # fmt: skip
        self._site = label("body", "muted")
        self.site_button = Button(icon="buildings")
        self.say(self.site_button.setText, lambda: _("Sites"))
        self.site_button.clicked.connect(lambda: self.go("site"))
        self.say(self._site.setText, self._site_words)
        site = Card(_head(lambda: _("Site")), Yielding(row((self._site, 1), self.site_button, gap=12)), gap=8)
        self.people = PeopleCard(self)
        body: Stack = column(
            look, site, self.people, safety, interview, backup, "*", gap=12, margins=(20, 14)
        )
        self.setLayout(column(head, (scrolling(body), 1), gap=0))

    def title(self) -> str:
        """Return the page's name."""
        return _("Settings")

    def opened(self) -> None:
        """Fetch when the last backup was proved."""
        workspace = self.workspace

        def fetch() -> "BackupOutline | None":
            from intake_app.services.backups import last_backup

            return last_backup(workspace)

        self.ask(fetch, self._show_backup)

    def back_up(self) -> None:
        """Make and prove a backup."""
        self._back_up(None)

    def _ask_folder(self) -> None:
        if self.shell is not None:
            self.shell.files.ask_folder(_("Choose the stick"), self._back_up)

    def _back_up(self, folder: "object") -> None:
        from pathlib import Path

        workspace, now = self.workspace, self.now()
        place = folder if isinstance(folder, Path) else None
        self.backup_button.setEnabled(False)

        def back_up() -> "BackupOutline":
            from intake_app.services.backups import back_up

            return back_up(workspace, now=now, folder=place)

        def done(made: "BackupOutline") -> None:
            self.backup_button.setEnabled(True)
            self.message.tell(_("The backup was made and opened for proof."), made.path.name)
            self.message.show()
            self.opened()

        def failed(trouble: Exception) -> None:
            self.backup_button.setEnabled(True)
            self.tell(trouble)  # type: ignore[arg-type]  # only expected trouble comes here

        self.ask(back_up, done, failed)

    def _site_words(self) -> str:
        workspace = self.shell.workspace if self.shell is not None else None
        if workspace is None:
            return ""
        ags = workspace.site.ags or _("no municipality key yet")
        return f"{set_apart(workspace.site.name)} · {set_apart(ags)}"

    def _show_backup(self, backup: "BackupOutline | None") -> None:
        def said() -> str:
            if backup is None:
                return _("There is no backup yet.")
            return _("Last proved to open: {moment}.", moment=words().moment(backup.proved_at))

        self._backup.say(self._backup.setText, said)

    def _change(self, **choices: object) -> None:
        if self.shell is not None:
            self.shell.change(**choices)


def _head(text: Callable[[], str]) -> QWidget:
    made = label("head")
    made.say(made.setText, text)
    return made


def _pair(name: Callable[[], str], control: QWidget) -> Yielding:
    words_for = label("body")
    words_for.say(words_for.setText, name)
    words_for.setBuddy(control)
    words_for.say(control.setAccessibleName, name)
    return Yielding(row((words_for, 1), control, gap=12))


def _own_name(tag: str) -> Callable[[], str]:
    done = int(completeness(tag) * 100)
    return lambda: endonym(tag) if done >= 100 else f"{endonym(tag)} · {done} %"


def _percent(size: int) -> Callable[[], str]:
    return lambda: f"{size} %"


def _minutes(count: int) -> Callable[[], str]:
    return lambda: plural("{n} minute", "{n} minutes", count)
