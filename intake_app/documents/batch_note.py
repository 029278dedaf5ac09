"""The cover note of a batch: which file, for whom, how much is in it. No name, no case."""

from intake_app.documents.sheet import QUIET, Sheet, as_is
from intake_app.records.papers import BatchNote, MadePaper

_KINDS = {"person": "persons", "case": "cases", "interview": "interviews", "consent": "consents",
          "erasure": "erasures"}  # fmt: skip


def make_batch_note(paper: BatchNote) -> MadePaper:
    """Return the paper."""
    sheet = Sheet(paper.head, "Cover note of a batch")
    sheet.begin(has_person=False)
    sheet.facts([
        ("Number", as_is(str(paper.sequence))),
        ("File", as_is(f"\u2066{paper.file}\u2069")),
        ("Batch", as_is(f"\u2066{paper.batch_id}\u2069")),
        ("Key of the receiver", as_is(f"\u2066{paper.recipient}\u2069")),
    ])  # fmt: skip
    sheet.facts([(as_is("SHA-256"), as_is(f"\u2066{paper.sha256[:32]} {paper.sha256[32:]}\u2069"))])
    body = [[sheet.cell(_KINDS.get(kind, kind)), [sheet.written(str(count))]] for kind, count in paper.counts]
    sheet.table(["Records", "Number"], body, (4, 2))
    sheet.say("The file is sealed: only the central system can open it. It answers with a receipt.", QUIET)
    sheet.signature("Date, handed over by", "Date, received by")
    return sheet.finish("batch-note")
