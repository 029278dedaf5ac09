"""The services' own expected troubles."""

from intake_app.errors import N_, IntakeError


class NameMissing(IntakeError):
    """A person was to be recorded without any name."""

    says = N_("A name is missing.")
    remedy = N_("Write down at least one name as the person gives it, in any script.")


class InterviewClosed(IntakeError):
    """An answer for an interview that is no longer a draft."""

    says = N_("This interview is already completed.")
    remedy = N_("Ask the supervisor to return it if something must be changed.")


class InterviewIncomplete(IntakeError):
    """Completing was asked for while answers are missing or do not fit; ``open`` is how many."""

    says = N_("{open} questions still need an answer.")
    remedy = N_("Answer them, or mark them as declined or unknown.")


class NotInReview(IntakeError):
    """Returning or approving an interview that does not wait for review."""

    says = N_("This interview does not wait for review.")
    remedy = N_("Open the list of interviews to review and choose again.")


class OwnInterview(IntakeError):
    """A supervisor may not approve what she recorded herself."""

    says = N_("You recorded this interview yourself.")
    remedy = N_("Another supervisor has to approve it.")


class RemarkMissing(IntakeError):
    """An interview was to be returned without saying why."""

    says = N_("A remark is missing.")
    remedy = N_("Write what should be changed, so that the counsellor can do it.")


class StorageEnded(IntakeError):
    """The person took back the consent to keep their data: they may be read and deleted, not worked with."""

    says = N_("The consent to keep this person's data was taken back.")
    remedy = N_("Ask for it anew, or have the case deleted. Until then nothing is added and nothing leaves.")


class FormVersionTaken(IntakeError):
    """The form changed and its version did not."""

    says = N_("The form {form} was changed, but its version {version} is already installed.")
    remedy = N_("Give the form a new version in its settings sheet and install it again.")


class FormMissing(IntakeError):
    """A form that is not installed was asked for."""

    says = N_("The form {form} is not installed.")
    remedy = N_("Install it in the list of forms.")


class LastSupervisor(IntakeError):
    """The only supervisor was to be removed."""

    says = N_("This is the only supervisor.")
    remedy = N_("Add another supervisor first.")


class LastWithAccess(IntakeError):
    """The only user who holds the compartment's key was to be removed."""

    says = N_("Nobody else here can open the special needs yet.")
    remedy = N_("Let a colleague unlock once, then unlock yourself, and remove this user afterwards.")


class NameTaken(IntakeError):
    """Two users would have the same name."""

    says = N_("There is already a user with this name.")
    remedy = N_("Add something that tells the two people apart.")


class AttachmentTooLarge(IntakeError):
    """A file given as an answer is larger than the vault takes; ``most`` is megabytes."""

    says = N_("The file is larger than {most} megabytes.")
    remedy = N_("Take a smaller picture, or save the file smaller, and choose it again.")


class AttachmentMissing(IntakeError):
    """A file that was given as an answer has been removed."""

    says = N_("This file is no longer kept.")
    remedy = N_("Choose it again if it is still needed.")


class ReviewerMissing(IntakeError):
    """A review of translations without saying who read them."""

    says = N_("The reviewer's name is missing.")
    remedy = N_("Write down who read the texts. Consent texts count only with a name and a date.")


class ReviewDateWrong(IntakeError):
    """A review of translations with a day that is none, or one that is still to come."""

    says = N_("The day of the review is not right.")
    remedy = N_("Write the day like 2026-11-23. It may not lie in the future.")


class LanguageNotInForm(IntakeError):
    """A review of a language that the form does not declare."""

    says = N_("The form has no language “{language}”.")
    remedy = N_("Open the form in the list of forms and choose one of its languages.")


class NoOtherVersion(IntakeError):
    """A draft was to be moved to a version of its form that is not there."""

    says = N_("There is no other version of this form to move to.")
    remedy = N_("Install the newer version in the list of forms first.")
