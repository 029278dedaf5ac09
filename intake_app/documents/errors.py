"""Expected trouble while a document is made."""

from intake_app.errors import N_, IntakeError


class MissingGlyphs(IntakeError):
    """A form's own text needs letters that no font on this device has. ``characters`` names some of them."""

    says = N_("No font on this device has these letters: {characters}.")
    remedy = N_(
        "Put a font file (.ttf) for this script into the folder {folder}, then make the document again."
    )
