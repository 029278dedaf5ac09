"""Expected troubles that only a window can meet."""

from intake_app.errors import N_, IntakeError


def is_damage(trouble: IntakeError) -> bool:
    """Tell whether the workspace's file itself is damaged: not missing, not older, not the keys."""
    return type(trouble).__name__ == "VaultDamaged"


class NoBackup(IntakeError):
    """A backup was to be restored and there is none."""

    says = N_("There is no backup of this workspace on this device.")
    remedy = N_("Look for one on the stick or drive where backups were copied to.")


class NoSoundDevice(IntakeError):
    """A sound was to be played and the device has no way to."""

    says = N_("This device cannot play sounds at the moment.")
    remedy = N_("Connect a loudspeaker or headphones and try again, or read the text aloud.")


class SoundBroken(IntakeError):
    """A form's sound file cannot be decoded."""

    says = N_("This recording cannot be played.")
    remedy = N_("Read the text aloud. Whoever made the form can supply it again as WAV, MP3 or FLAC.")
