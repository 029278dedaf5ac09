"""The recovery sheet on paper: the agency's offline key, large enough to be typed, and what to do with it."""

from intake_app.documents import tokens
from intake_app.documents.paragraph import Box, Look
from intake_app.documents.sheet import ITEM, NOTICE, SMALL, Sheet, as_is
from intake_app.records.papers import MadePaper, RecoverySheet

_KEY = Look(size=12, before=6, after=6, box=Box(tokens.SUNKEN, padding=(8, 6)))
_WARNING = (
    "Whoever holds this key can read the whole workspace. Without it and without the passphrases all is lost."
)
_STEPS = (
    "Print this sheet and keep it in the safe of the agency. Delete the file afterwards.",
    "With the program: intake-app workspace recover FOLDER, then type the key.",
    (
        "Without the program: age -d -i key.txt recovery.age (https://age-encryption.org). "
        "The key stands in key.txt."
    ),
)


def make_recovery_sheet(paper: RecoverySheet) -> MadePaper:
    """Return the paper."""
    sheet = Sheet(paper.head, "Recovery key")
    sheet.begin(has_person=False)
    sheet.say(_WARNING, NOTICE)
    key = paper.identity
    for start in range(0, len(key), 37):
        sheet.add(sheet.written(key[start : start + 37], _KEY, weight=700))
    sheet.facts([("Public half", as_is(paper.recipient))])
    sheet.heading("What to do")
    for step in _STEPS:
        sheet.say(step, ITEM)
    sheet.say("The key is case-insensitive and has no spaces; its lines belong together.", SMALL)
    return sheet.finish("recovery-key")
