"""The certificate of attendance at a training, for staff and volunteers; no case stands behind it."""

from intake_app.documents.paragraph import Look
from intake_app.documents.sheet import BODY, ITEM, Sheet, as_is, on_day
from intake_app.records.papers import MadePaper, TrainingCertificate

_NAME = Look(size=18, before=12, after=4)
_TRAINING = Look(size=13, after=6)


def make_training_certificate(paper: TrainingCertificate) -> MadePaper:
    """Return the paper."""
    sheet = Sheet(paper.head, "Certificate of attendance")
    sheet.begin(has_person=False)
    sheet.row([[sheet.written(paper.name, _NAME, weight=700)]], has_rule=False)
    sheet.say("took part in this training:", BODY)
    sheet.tell(paper.training, _TRAINING)
    sheet.facts([
        ("From", on_day(paper.begun_on)),
        ("Until", on_day(paper.ended_on if paper.ended_on != paper.begun_on else "")),
        ("Hours", lambda words: words.number(paper.hours) if paper.hours else ""),
        ("Trainer", as_is(paper.trainer)),
    ])  # fmt: skip
    if paper.topics:
        sheet.heading("Topics")
        for topic in paper.topics:
            sheet.tell(topic, ITEM)
    sheet.signature("Date, signature of the trainer")
    return sheet.finish("certificate")
