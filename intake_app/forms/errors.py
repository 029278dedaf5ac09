"""Expected troubles of form files: a form refused, and a form package that cannot be opened."""

from intake_app.errors import N_, IntakeError
from intake_app.records.finding import FormFinding


class FormRefused(IntakeError):
    """A form has errors and is refused whole; ``findings`` says where each is and how to mend it."""

    says = N_("The form {form} has {errors} errors and was not installed.")
    remedy = N_("The list of findings says where each error is. Mend the file and read it again.")

    def __init__(self, form: str, findings: tuple[FormFinding, ...]) -> None:
        self.findings = findings
        super().__init__(form=form, errors=sum(finding.severity == "error" for finding in findings))


class FormPackageUnreadable(IntakeError):
    """The bytes of a kept form are not a form package."""

    says = N_("An installed form could not be opened: its package is damaged.")
    remedy = N_("Install the form again from its file, or restore the last backup.")


class FormPackageNewer(IntakeError):
    """A form package was written by a newer version of the program."""

    says = N_(
        "An installed form was written by a newer version of the program (format {found}, known {known})."
    )
    remedy = N_("Install the newer version of the program on this device.")
