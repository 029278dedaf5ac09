"""Sounds of a form, played from memory: one at a time, stopped with the same button, nothing on the disk.

The player streams: a long recording is decoded piece by piece while it sounds. miniaudio is touched here
only, and late: most interviews have no sound, and opening a device takes a moment (work lane).
"""

import threading
from collections.abc import Callable, Generator, Mapping
from typing import Any

from PySide6.QtCore import QObject, QSize, QTimer, Signal
from PySide6.QtWidgets import QWidget

from intake_app.errors import IntakeError
from ui.parts.button import Button
from ui.trouble import NoSoundDevice, SoundBroken
from ui.words import _

Ask = Callable[[Callable[[], Any], Callable[[Any], object], Callable[[IntakeError], object]], object]

_MOST_FRAMES = 16384  # in one piece; the decoder holds no more
_LOOK_EVERY_MS = 250  # longer than the device's buffer, so the last piece is heard


class SoundPlayer(QObject):
    """Plays the sounds in ``media`` (name -> bytes). ``ask`` runs a call in the background.

    ``changed`` carries the name of the sound that plays, empty when none does.
    """

    changed = Signal(str)
    failed = Signal(object)  # NoSoundDevice or SoundBroken

    def __init__(self, media: Mapping[str, bytes], ask: Ask, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._media, self._ask = media, ask
        self._name = ""
        self._turn = 0  # which start is the newest: an older one that arrives late is closed again
        self._playing: _Playing | None = None
        self._watch = QTimer(self, interval=_LOOK_EVERY_MS)
        self._watch.timeout.connect(self._look)

    @property
    def name(self) -> str:
        """Return the name of the sound that plays, empty when none does."""
        return self._name

    def has(self, name: str) -> bool:
        """Tell whether there is such a sound."""
        return name in self._media

    def toggle(self, name: str) -> None:
        """Play ``name`` instead of what plays; stop it when it is what plays."""
        if name == self._name:
            self.stop()
        else:
            self.play(name)

    def play(self, name: str) -> None:
        """Play ``name`` from its beginning."""
        self.stop()
        data = self._media.get(name)
        if data is None:
            return
        self._turn += 1
        turn = self._turn
        self._say(name)
        self._ask(
            lambda: start_playing(data),
            lambda playing: self._started(playing, turn),
            lambda trouble: self._not_started(trouble, turn),
        )

    def stop(self) -> None:
        """Be silent."""
        self._turn += 1
        self._watch.stop()
        if self._playing is not None:
            self._playing.close()
            self._playing = None
        self._say("")

    def _started(self, playing: "_Playing", turn: int) -> None:
        if turn != self._turn:
            playing.close()
            return
        self._playing = playing
        self._watch.start()

    def _not_started(self, trouble: IntakeError, turn: int) -> None:
        if turn == self._turn:
            self._say("")
            self.failed.emit(trouble)

    def _look(self) -> None:
        if self._playing is not None and self._playing.ended.is_set():
            self.stop()

    def _say(self, name: str) -> None:
        if name != self._name:
            self._name = name
            self.changed.emit(name)


class SoundButton(Button):
    """Plays and stops one sound of a player; hidden while there is none. ``is_labelled``: with words."""

    def __init__(
        self, player: SoundPlayer, *, is_labelled: bool = False, parent: QWidget | None = None
    ) -> None:
        self._side, self._label, self._is_labelled = 0, "", is_labelled
        super().__init__(icon="speaker-high", parent=parent)
        self._player, self._sound = player, ""
        self.say(self._name, self._act)
        self.clicked.connect(self.toggle)
        player.changed.connect(lambda _name: self._show())
        self.hide()

    def show_sound(self, name: str, words: str = "") -> None:
        """Play ``name`` from now on, shown with ``words``; a name without a sound hides the button."""
        self._sound = name if self._player.has(name) else ""
        self._label = words
        self._show()
        if self.isHidden() == bool(self._sound):
            self.setVisible(bool(self._sound))

    def set_side(self, pixels: int) -> None:
        """Be a square of ``pixels`` at any text size (where a page decides how large things are)."""
        if pixels != self._side:
            self._side = pixels
            self._dress()

    def toggle(self) -> None:
        """Play or stop; nothing where there is no sound."""
        if self._sound:
            self._player.toggle(self._sound)

    def _dress(self) -> None:
        super()._dress()
        if self._side:
            self.setFixedSize(self._side, self._side)
            self.setIconSize(QSize(self._side // 2, self._side // 2))

    def _show(self) -> None:
        self.set_icon("stop" if self._is_playing() else "speaker-high")
        if self._is_labelled:
            self.setText(self._label)
        self._name(self._act())

    def _name(self, act: str) -> None:
        if self._is_labelled:
            self.setAccessibleName(act)
            self.setToolTip(act)
        else:
            self.name_it(act)

    def _is_playing(self) -> bool:
        return bool(self._sound) and self._player.name == self._sound

    def _act(self) -> str:
        act = _("Stop") if self._is_playing() else _("Listen")
        return f"{act}: {self._label}" if self._label else act


class _Playing:
    """A sound that is being heard. ``ended`` is set from the device's own thread."""

    def __init__(self, device: Any, ended: threading.Event) -> None:
        self._device = device
        self.ended = ended

    def close(self) -> None:
        """Stop and let the device go."""
        self._device.close()


def start_playing(data: bytes, *, backends: tuple[str, ...] = ()) -> _Playing:
    """Open the device and begin; ``backends`` are miniaudio's names, empty for every real one.

    Raises SoundBroken for what is no WAV, MP3 or FLAC, NoSoundDevice where nothing can sound.
    """
    if not _is_played(data):
        raise SoundBroken
    import miniaudio

    try:
        stream = miniaudio.stream_memory(data)
    except miniaudio.MiniaudioError as trouble:
        raise SoundBroken from trouble
    ended = threading.Event()
    pieces = _pieces(stream, ended, miniaudio.MiniaudioError)
    next(pieces)
    wanted = [one for one in miniaudio.Backend if one.name in backends]
    # Without a device miniaudio would play into nothing and say that all is well: name the real ones.
    wanted = wanted or [one for one in miniaudio.get_enabled_backends() if one.name not in {"NULL", "CUSTOM"}]
    try:
        device = miniaudio.PlaybackDevice(backends=wanted)
        device.start(pieces)
    except miniaudio.MiniaudioError as trouble:
        raise NoSoundDevice from trouble
    return _Playing(device, ended)


def _is_played(data: bytes) -> bool:
    """Return whether the data begin like WAV, FLAC or MP3.

    Ogg Vorbis is left out: a damaged file of it ends the whole program inside the decoder's C code.
    """
    if data[:4] == b"RIFF" and data[8:12] == b"WAVE":
        return True
    is_mpeg_frame = len(data) > 1 and data[0] == 0xFF and data[1] & 0xE0 == 0xE0
    return data.startswith((b"fLaC", b"ID3")) or is_mpeg_frame


def _pieces(
    stream: Generator[Any, int, None], ended: threading.Event, trouble: type[Exception]
) -> Generator[Any, int, None]:
    """Hand on what the decoder gives, and tell when there is no more; runs on the device's own thread."""
    count = yield b""
    try:
        while True:
            count = yield stream.send(min(count, _MOST_FRAMES))
    except (StopIteration, trouble):  # a recording that breaks off is heard as far as it goes
        return
    finally:
        ended.set()
