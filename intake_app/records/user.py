"""People who work with the program, and their roles."""

import datetime
from typing import Literal

import msgspec

from intake_app.errors import N_

# Interpreters have none: they work inside a counsellor's session and hold no keyslot.
Role = Literal["supervisor", "counsellor", "coordinator", "trainer", "auditor"]
ROLE_NAMES: dict[Role, str] = {
    "supervisor": N_("Supervisor"),
    "counsellor": N_("Counsellor"),
    "coordinator": N_("Coordinator"),
    "trainer": N_("Trainer"),
    "auditor": N_("Data protection auditor"),
}


class User(msgspec.Struct, frozen=True):
    """A person with a keyslot. ``signer`` is the public signing key (OpenSSH line) of a supervisor."""

    id: str
    name: str
    role: Role
    created_at: datetime.datetime
    signer: str = ""


class NewUser(msgspec.Struct, frozen=True):
    """What is asked when a user is created; the passphrase is never kept."""

    name: str
    role: Role
    passphrase: str


class Staff(msgspec.Struct, frozen=True):
    """Who can unlock, who lost their way in with a new key, and how old the key is."""

    users: tuple[User, ...]
    shut_out: tuple[User, ...]
    key_since: datetime.datetime
    is_key_due: bool


class KeyChange(msgspec.Struct, frozen=True):
    """What came of a new key: who can go on, who needs a new passphrase from a supervisor (user ids)."""

    kept: tuple[str, ...]
    shut_out: tuple[str, ...]


class Site(msgspec.Struct, frozen=True):
    """The reception centre, as it is in use. ``ags`` is the 8-digit municipality key, empty when not given.

    ``id`` is that of its profile, empty before there is one; ``languages`` (BCP 47) are shown first.
    """

    name: str
    ags: str = ""
    id: str = ""
    languages: tuple[str, ...] = ()
    controller: str = ""
