"""A small workspace for tests: made once with the cheapest keys that are allowed, then copied."""

import datetime
import shutil
from pathlib import Path

from intake_app.records.user import NewUser, Site, User
from intake_app.services import workspace as service
from intake_app.services.session import Workspace
from intake_app.vault import files
from intake_app.vault.keys import KdfParameters

NOW = datetime.datetime(2026, 11, 23, 9, 0, tzinfo=datetime.UTC)
SUPERVISOR = NewUser("Sabine Beispiel", "supervisor", "apfel birne kirsche traube melone")
COUNSELLOR = NewUser("Karim Muster", "counsellor", "hammer zange feile bohrer")


class Sample:
    """A workspace folder with two users and the identity of its recovery key."""

    def __init__(self, folder: Path, users: tuple[User, ...], identity: str) -> None:
        self.folder = folder
        self.users = users
        self.identity = identity

    @classmethod
    def make(cls, folder: Path) -> "Sample":
        key = service.make_recovery_key()
        workspace = service.create_workspace(
            folder, site=Site("Ankunft Musterstadt", "05315000"), supervisor=SUPERVISOR,
            counsellor=COUNSELLOR, recovery=key, now=NOW, kdf=KdfParameters.floor(), is_sample=True,
        )  # fmt: skip
        users = tuple(slot.user for slot in workspace.vault.keyslots.slots)
        workspace.vault.close()
        return cls(folder, users, key.identity)

    def copy(self, folder: Path) -> "Sample":
        shutil.copytree(self.folder, folder)
        return Sample(folder, self.users, self.identity)

    @property
    def database(self) -> Path:
        return self.folder / files.DATABASE

    def unlock(
        self,
        role: str = "counsellor",
        *,
        passphrase: str | None = None,
        now: datetime.datetime = NOW,
        accepts_older: bool = False,
    ) -> Workspace:
        user = next(user for user in self.users if user.role == role)
        known = SUPERVISOR if role == "supervisor" else COUNSELLOR
        return service.unlock_workspace(
            self.folder, user_id=user.id, passphrase=passphrase or known.passphrase, now=now,
            accepts_older=accepts_older,
        )  # fmt: skip
