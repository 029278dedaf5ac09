"""The few choices kept outside the vault, typed, with defaults; nothing personal belongs here."""

import os
from collections.abc import Mapping
from pathlib import Path

import msgspec

from intake_app.errors import FileUnwritable

# Keys that act alone on a question card (WCAG 2.1.4): deed -> key. 1 to 9 always choose.
SINGLE_KEYS = {"note": "M", "oral": "T", "later": "S", "reasons": "0", "clear": "Backspace", "listen": "P"}
NAMED_KEYS = ("Backspace", "Delete")


class Settings(msgspec.Struct, frozen=True, omit_defaults=True):
    """Choices needed before unlocking. Minutes are minutes; ``text_scale`` is 0.9 to 2.0."""

    ui_language: str = "de"
    text_scale: float = 1.0
    theme: str = "light"  # or dark, contrast
    last_user: str = ""  # id of who worked here last: the door offers them first
    blank_after_minutes: int = 5
    lock_after_minutes: int = 10
    auto_advance: bool = False
    single_keys: bool = True
    keys: dict[str, str] = {}  # deed of SINGLE_KEYS -> a key of one's own


def key_that_acts_alone(typed: str) -> str:
    """Return how a key is written (``m`` is ``M``), or nothing when it cannot act alone on a card."""
    key = typed.strip()
    named = next((name for name in NAMED_KEYS if name.casefold() == key.casefold()), "")
    return named or (key.upper() if len(key.upper()) == 1 and (key.isalpha() or key == "0") else "")


def single_keys(own: Mapping[str, str]) -> dict[str, str]:
    """Return the key of every deed: one's own, else the usual one; choices that clash count for nothing."""
    keys = {deed: key_that_acts_alone(own.get(deed, "")) or usual for deed, usual in SINGLE_KEYS.items()}
    return keys if len(set(keys.values())) == len(keys) else dict(SINGLE_KEYS)


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
