"""Expected troubles that only a window can meet."""

from intake_app.errors import N_, IntakeError


class NoBackup(IntakeError):
    """A backup was to be restored and there is none."""

    says = N_("There is no backup of this workspace on this device.")
    remedy = N_("Look for one on the stick or drive where backups were copied to.")
