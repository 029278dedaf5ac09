"""The vault's expected troubles, each with its own plain words and remedy."""

from typing import ClassVar

from intake_app.errors import N_, IntakeError, NotAllowed


class WrongPassphrase(IntakeError):
    """The passphrase opens no keyslot of this user. ``tries_left`` until a pause, ``wait_seconds`` now."""

    says: ClassVar[str] = N_("This passphrase does not open the workspace.")
    remedy: ClassVar[str] = N_(
        "Check the keyboard and try again. {tries_left} tries are left before a pause."
    )

    def __init__(self, *, tries_left: int, wait_seconds: int = 0) -> None:
        self.tries_left = tries_left
        self.wait_seconds = wait_seconds
        super().__init__(tries_left=tries_left, wait_seconds=wait_seconds)


class WrongPassphraseNowPaused(WrongPassphrase):
    """Wrong again, and a pause begins."""

    remedy = N_("Wait {wait_seconds} seconds, then try again. Nothing is ever deleted.")


class TooManyTries(WrongPassphrase):
    """A try during the pause; the passphrase was not looked at."""

    says = N_("There were too many wrong tries.")
    remedy = N_("Wait {wait_seconds} seconds, then try again. Nothing is ever deleted.")


class PassphraseTooWeak(IntakeError):
    """A chosen passphrase that is too easy to guess."""

    says = N_("This passphrase is too easy to guess.")
    remedy = N_("Take the suggested words, or choose at least 14 characters that are not a common phrase.")


class TooFewWords(PassphraseTooWeak):
    """A passphrase of words from the list, but too few of them for the role."""

    says = N_("This passphrase has too few words.")
    remedy = N_("Take at least {words} words.")


class WorkspaceMissing(IntakeError):
    """There is no workspace in the folder."""

    says = N_("There is no workspace in this place.")
    remedy = N_("Set up a new workspace or restore one from a backup.")


class WorkspaceExists(IntakeError):
    """The folder already holds a workspace; it is never overwritten."""

    says = N_("There is already a workspace in this place.")
    remedy = N_("Choose an empty folder.")


class VaultInUse(IntakeError):
    """Another instance holds the workspace open."""

    says = N_("The workspace is already open in another window.")
    remedy = N_("Go to that window, or close it and try again.")


class VaultDamaged(IntakeError):
    """The database file does not read back as it was written."""

    says = N_("The workspace file is damaged.")
    remedy = N_("Do not delete anything. Restore the latest backup; it was proved to open.")


class VaultIncomplete(VaultDamaged):
    """Keyslots are there and the database is not."""

    says = N_("The workspace file is missing.")
    remedy = N_("Look for it where the folder was before, or restore the latest backup.")


class VaultRolledBack(VaultDamaged):
    """The database is older than the audit head kept beside it."""

    says = N_("The workspace file is older than it was when it was last used.")
    remedy = N_(
        "Somebody may have put back an old copy. A supervisor can open it as it is, or restore a backup."
    )


class AuditBroken(VaultDamaged):
    """The audit chain does not hold from line ``seq`` on."""

    says = N_("The log of actions was changed at line {seq}.")
    remedy = N_("Tell the supervisor and the data protection officer. Keep the file as it is.")


class VaultNewer(IntakeError):
    """The database was written by a newer program."""

    says = N_("The workspace was last used by a newer version of the program.")
    remedy = N_("Install the newer version. Nothing was changed.")


class VaultUnreachable(IntakeError):
    """Reading or writing failed for a reason other than space or damage."""

    says = N_("The workspace could not be read or written.")
    remedy = N_("Everything saved so far is safe. Check the drive, then start the program again.")


class KeyslotsDamaged(IntakeError):
    """Neither copy of the keyslot file can be used."""

    says = N_("The file with the keys is damaged in both copies.")
    remedy = N_("Restore the latest backup, or open the workspace with the recovery key.")


class KeyslotsNewer(VaultNewer):
    """The keyslot file was written by a newer program."""


class CipherMissing(IntakeError):
    """The database library does not encrypt."""

    says = N_("This installation cannot encrypt the workspace.")
    remedy = N_("Install the program again. Nothing was written.")


class RecoveryKeyWrong(IntakeError):
    """The recovery key does not fit, or is not a recovery key at all."""

    says = N_("This recovery key does not open the workspace.")
    remedy = N_("Type or scan it again as it stands on the sheet; it begins with AGE-SECRET-KEY-1.")


class BackupUnusable(IntakeError):
    """A backup that does not open or does not compare."""

    says = N_("This backup cannot be used.")
    remedy = N_("Choose another backup. The workspace itself is unchanged.")


class RecordMissing(IntakeError):
    """A record is not in the workspace (any more)."""

    says = N_("This entry is no longer in the workspace.")
    remedy = N_("Go back to the list and choose again.")


class OutsideRole(NotAllowed):
    """The database refused what the user's role does not include; nothing was read."""

    remedy = N_("Ask a counsellor or a supervisor to do it.")


class CompartmentClosed(NotAllowed):
    """The user holds no key to the compartment of special needs (P4)."""

    says = N_("Special needs are not open to you.")
    remedy = N_("Let a colleague who may see them unlock once, then lock and unlock yourself.")
