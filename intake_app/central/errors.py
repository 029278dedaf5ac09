"""What can go wrong at the receiver."""

from intake_app.errors import N_, IntakeError
from intake_app.sync.errors import BatchRefused


class BatchIdReused(BatchRefused):
    """Another batch with this id was received before: a copied device, or somebody's invention."""

    says = N_("A different batch with the same number was received before.")
    remedy = N_("Nothing was taken over. Ask the sending centre whether a device was copied.")


class DatabaseTrouble(IntakeError):
    """PostgreSQL is not there, or refused; the transaction was rolled back."""

    says = N_("The database cannot be used: {reason}.")
    remedy = N_("Nothing was taken over. Check the address and the database, then receive the batch again.")


class KeysExist(IntakeError):
    """The folder holds keys already; they are never overwritten."""

    says = N_("There are keys in {folder} already.")
    remedy = N_("Keys are never overwritten. Choose another folder.")
