"""The few choices kept outside the vault, typed, with defaults; nothing personal belongs here."""

import os
from pathlib import Path

import msgspec

from intake_app.errors import FileUnwritable


class Settings(msgspec.Struct, frozen=True, omit_defaults=True):
    """Choices needed before unlocking. Minutes are minutes; ``text_scale`` is 0.9 to 2.0."""

    ui_language: str = "de"
    text_scale: float = 1.0
    theme: str = "light"
    blank_after_minutes: int = 5
    lock_after_minutes: int = 10
    auto_advance: bool = False
    single_keys: bool = True


def load_settings(file: Path) -> Settings:
    """Return the settings in ``file``; defaults when it is missing or damaged (they are only comfort)."""
    try:
        return msgspec.json.decode(file.read_bytes(), type=Settings)
    except (OSError, msgspec.MsgspecError):
        return Settings()


def save_settings(file: Path, settings: Settings) -> None:
    """Write ``settings`` so that a power cut leaves the old or the new file; raises FileUnwritable."""
    part = file.with_suffix(".part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as stream:
            stream.write(msgspec.json.encode(settings))
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(file)
    except OSError as trouble:
        raise FileUnwritable(file=file.name) from trouble
