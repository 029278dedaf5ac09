"""What can go wrong with keys, batches, receipts and sticks, in words a person can act on."""

from intake_app.errors import N_, IntakeError


class BatchRefused(IntakeError):
    """A batch that cannot be trusted. Nothing of it was taken over."""

    says = N_("This file is not a whole and genuine batch: {reason}.")
    remedy = N_("Nothing was taken over. Ask for the batch to be copied again from the sending device.")


class BatchDamaged(BatchRefused):
    """The container is not laid out as the format says, or a hash does not hold."""


class SignatureWrong(BatchRefused):
    """The signature does not hold, or the signer is not on the list of allowed signers."""

    says = N_("The signature of this file cannot be trusted: {reason}.")
    remedy = N_("Nothing was taken over. Check who sent the file and the list of allowed signers.")


class BatchTooNew(BatchRefused):
    """The batch needs a newer reader."""

    says = N_("This batch was made by a newer version of the program (format {format}).")
    remedy = N_("Nothing was taken over. Update this program, then open the batch again.")


class NotForThisKey(BatchRefused):
    """The batch is encrypted for other recipients."""

    says = N_("This batch is not encrypted for the key at hand.")
    remedy = N_("Use the private key of the central system or the agency's recovery key.")


class ReceiptRefused(IntakeError):
    """A receipt that is damaged, forged or for somebody else's batch."""

    says = N_("This receipt cannot be accepted: {reason}.")
    remedy = N_("Nothing was changed. Ask the central system for the receipt again.")


class KeyUnusable(IntakeError):
    """A key, key card or list of signers that cannot be read."""

    says = N_("The key in {file} cannot be used: {reason}.")
    remedy = N_("Ask for the key file again and compare its fingerprint by telephone.")


class KeyExpired(IntakeError):
    """The central system's key card is no longer valid."""

    says = N_("The key of the central system was valid until {date}.")
    remedy = N_("Nothing was written. Ask the central system for its new key card.")


class TooFewRecipients(IntakeError):
    """A batch needs two keys, so that losing one of them never loses it."""

    says = N_("A batch is encrypted for at least two different keys; here there is only one.")
    remedy = N_("The agency's recovery key is missing. Set it up first.")


class BatchTooLarge(IntakeError):
    """More than a POSIX tar member can hold (8 GiB)."""

    says = N_("The batch is too large for one file.")
    remedy = N_("Send fewer interviews at once.")


class StickMissing(IntakeError):
    """The folder to write to is gone or read-only."""

    says = N_("The place {folder} is not there or cannot be written.")
    remedy = N_("Nothing is lost and nothing was exported. Plug the stick in again or choose another place.")


class StickFull(IntakeError):
    """The stick has no space left; the unfinished file was removed."""

    says = N_("There is not enough space on the stick.")
    remedy = N_("Nothing is lost and nothing was exported. Free some space or take another stick.")


class StickUnreliable(IntakeError):
    """What was read back is not what was written."""

    says = N_("What was read back from the stick is not what was written.")
    remedy = N_("Nothing counts as exported. Take another stick.")
