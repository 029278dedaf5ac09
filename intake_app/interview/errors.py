"""What a person or a script can ask of an interview that it must refuse."""

from intake_app.errors import N_, IntakeError


class UnknownPlace(IntakeError):
    """The form has no such question, or the repeat has no such instance."""

    says = N_("The form has no place {ref}.")
    remedy = N_("Check the name and the numbers of the repeats in it.")


class NotAQuestion(IntakeError):
    """A group or repeat was given an answer."""

    says = N_("{ref} is a group and takes no answer.")
    remedy = N_("Answer the questions inside it.")


class NotARepeat(IntakeError):
    """Adding or removing was asked of something that does not repeat."""

    says = N_("{ref} does not repeat.")
    remedy = N_("Name a repeat of the form.")


class RepeatIsCounted(IntakeError):
    """The number of instances follows from an answer."""

    says = N_("How often {ref} repeats follows from another answer.")
    remedy = N_("Change that answer instead.")


class UnknownFormLanguage(IntakeError):
    """The form does not declare this language."""

    says = N_("The form has no language {language}.")
    remedy = N_("Choose one of the form's languages.")


class StateUnreadable(IntakeError):
    """A kept interview could not be read back."""

    says = N_("The kept interview could not be read.")
    remedy = N_("Nothing was changed. Restore the last backup, or ask for help.")


class StateNewer(IntakeError):
    """A kept interview was written by a newer program."""

    says = N_("This interview was kept by a newer version of the program.")
    remedy = N_("Install the newer version and open it again.")


class StateOfAnotherForm(IntakeError):
    """A kept interview belongs to another form or another version of it."""

    says = N_("This interview belongs to version {version} of the form {form}.")
    remedy = N_("Open it with the form it was begun with.")
