"""A form's recordings: heard from memory, one at a time, and plain words where nothing can be heard."""

import contextlib
import io
import math
import random
import struct
import wave

import pytest
from pytestqt.qtbot import QtBot

from intake_app.errors import IntakeError
from ui.lanes import Lanes
from ui.parts import sound
from ui.parts.sound import SoundButton, SoundPlayer, start_playing
from ui.trouble import NoSoundDevice, SoundBroken


def tone(seconds: float = 0.2, rate: int = 8000) -> bytes:
    """Return a short tone as a WAV file in memory."""
    held = io.BytesIO()
    with wave.open(held, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        count = int(seconds * rate)
        file.writeframes(b"".join(struct.pack("<h", int(9000 * math.sin(n / 6))) for n in range(count)))
    return held.getvalue()


@pytest.fixture
def silent_device(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the device be one that swallows every sound, at the pace of a real one."""
    real = start_playing
    monkeypatch.setattr(sound, "start_playing", lambda data: real(data, backends=("NULL",)))


@pytest.fixture
def player(app, qtbot: QtBot):
    lanes = Lanes()
    made = SoundPlayer(
        {"a.wav": tone(), "long.wav": tone(30), "broken.mp3": b"no sound at all" * 20},
        lambda call, then, failed: lanes.ask(call, then, failed, lane="work"),
    )
    yield made
    made.stop()
    qtbot.waitUntil(lambda: not lanes.is_busy)
    lanes.close()


def test_a_recording_plays_to_its_end(player: SoundPlayer, silent_device: None, qtbot: QtBot) -> None:
    heard: list[str] = []
    player.changed.connect(heard.append)
    player.play("a.wav")
    qtbot.waitUntil(lambda: heard == ["a.wav", ""])
    assert player.name == ""


def test_one_sound_at_a_time_and_the_same_button_stops_it(
    player: SoundPlayer, silent_device: None, qtbot: QtBot
) -> None:
    button = SoundButton(player)
    qtbot.addWidget(button)
    button.show_sound("long.wav")
    button.show()
    button.click()
    assert player.name == "long.wav"
    assert button.accessibleName() == "Stop"
    player.play("a.wav")
    assert player.name == "a.wav"
    assert button.accessibleName() == "Listen"
    button.click()
    button.click()
    assert player.name == ""


def test_no_button_where_there_is_no_recording(player: SoundPlayer, qtbot: QtBot) -> None:
    button = SoundButton(player)
    qtbot.addWidget(button)
    button.show_sound("nowhere.wav")
    assert button.isHidden()


def test_a_broken_recording_is_told_in_plain_words(player: SoundPlayer, qtbot: QtBot) -> None:
    troubles: list[IntakeError] = []
    player.failed.connect(troubles.append)
    player.play("broken.mp3")
    qtbot.waitUntil(lambda: bool(troubles))
    assert isinstance(troubles[0], SoundBroken)
    assert player.name == ""


def test_a_device_without_sound_says_so_instead_of_playing_into_nothing() -> None:
    with pytest.raises(NoSoundDevice):
        start_playing(tone(), backends=("JACK",))
    start_playing(tone(), backends=("NULL",)).close()


def test_a_recording_that_breaks_off_is_heard_as_far_as_it_goes() -> None:
    playing = start_playing(tone(0.4)[:3000], backends=("NULL",))
    assert playing.ended.wait(10)
    playing.close()


def test_damaged_recordings_never_end_the_program() -> None:
    whole, rolls = tone(0.3), random.Random(7)
    for _times in range(60):
        damaged = bytearray(whole)
        for _change in range(rolls.randint(1, 30)):
            damaged[rolls.randrange(60)] = rolls.randrange(256)
        with contextlib.suppress(SoundBroken):
            start_playing(bytes(damaged[: rolls.randrange(1, len(damaged))]), backends=("NULL",)).close()


def test_ogg_vorbis_is_not_given_to_a_decoder_that_it_can_bring_down() -> None:
    with pytest.raises(SoundBroken, match="WAV, MP3 or FLAC"):
        start_playing(b"OggS" + bytes(200), backends=("NULL",))
