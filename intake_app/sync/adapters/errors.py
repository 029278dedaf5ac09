"""What can go wrong with a whole file of offers; trouble with single rows is a finding, not an error."""

from intake_app.errors import N_, IntakeError


class OffersUnreadable(IntakeError):
    """The file is no directory of offers, or so damaged that no row can be read."""

    says = N_("{file} could not be read as a directory of offers: {reason}.")
    remedy = N_("Nothing was taken over. Choose a sheet made here, or an HSDS 3 folder or ZIP file.")


class OffersSuspicious(IntakeError):
    """The file is made to do harm: it unpacks without end, or wants to write elsewhere."""

    says = N_("{file} was not opened: {reason}.")
    remedy = N_("Nothing was taken over. Ask who sent the file.")
