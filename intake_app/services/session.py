"""The open workspace: what every other service takes first. It lives from unlocking to locking."""

import contextlib
import dataclasses
import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from intake_app.errors import NotAllowed
from intake_app.records.user import ROLE_NAMES, Role, Site, User
from intake_app.services.rights import fence_of, may_count, may_record
from intake_app.vault import site as site_sql
from intake_app.vault.database import Database
from intake_app.vault.errors import OutsideRole
from intake_app.vault.vault import Vault

if TYPE_CHECKING:
    from intake_app.forms.definition import FormDefinition  # its room is large, and unlocking needs none


@dataclasses.dataclass(eq=False)
class Workspace:
    """Who works where, and the open vault (for services only). Belongs to the vault lane."""

    user: User
    site: Site
    folder: Path
    device_id: str
    vault: Vault = dataclasses.field(repr=False)
    opened_at: datetime.datetime
    is_sample: bool = False
    forms: "dict[tuple[str, str], FormDefinition]" = dataclasses.field(default_factory=dict, repr=False)
    private_signing_key: bytes | None = dataclasses.field(default=None, repr=False)

    def signing_key(self) -> bytes:
        """Return the supervisor's private key (OpenSSH format, Ed25519); raises NotAllowed for others."""
        if self.private_signing_key is None:
            raise NotAllowed(role=ROLE_NAMES["supervisor"])
        return self.private_signing_key

    def require_role(self, role: Role) -> None:
        """Raise NotAllowed unless the user has ``role``."""
        if self.user.role != role:
            raise NotAllowed(role=ROLE_NAMES[role])

    @property
    def database(self) -> Database:
        """Return the database, for reading."""
        return self.vault.database

    @contextlib.contextmanager
    def counting(self) -> Iterator[Database]:
        """Read what the role may not see, only to count it: protected figures leave (``rights.COUNTED``).

        Raises OutsideRole for a role that gets no figures either.
        """
        if not may_count(self.user.role):
            raise OutsideRole
        with self.vault.database.unfenced() as database:
            yield database

    @contextlib.contextmanager
    def recorded(
        self, action: str, of: str, *, now: datetime.datetime, detail: str = "", digest: str = ""
    ) -> Iterator[Database]:
        """One transaction and one audit line: this user did ``action`` to ``of`` (``type:id``).

        Raises OutsideRole for an act that is not part of the role.
        """
        if not may_record(self.user.role, action):
            raise OutsideRole
        with self.vault.recorded(
            by=self.user.id, action=action, of=of, at=now, detail=detail, digest=digest
        ) as database:
            yield database


def open_session(vault: Vault, user: User, now: datetime.datetime, signing_key: bytes | None) -> Workspace:
    """Return the open workspace of ``user``, fenced to what the user's role may see."""
    vault.fence_in(fence_of(user.role))
    return Workspace(
        user=user,
        site=site_sql.site(vault.database),
        folder=vault.folder,
        device_id=site_sql.device_id(vault.database),
        vault=vault,
        opened_at=now,
        is_sample=site_sql.is_sample(vault.database),
        private_signing_key=signing_key,
    )
