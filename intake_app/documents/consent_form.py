"""The consent form and the release from secrecy: the text as it was read out, and what was decided.

A language whose text nobody reviewed shows the German one and says so: nobody signs a text that may not
say what the German one says.
"""

from intake_app.documents.handover_sheet import listed
from intake_app.documents.paragraph import Paragraph
from intake_app.documents.sheet import BODY, MARK, OWN_WORDS, TO_TICK, Column, Sheet, as_is, on_day
from intake_app.records.papers import ConsentForm, MadePaper, ReadText

_DECIDED = {"given": "agreed", "refused": "not agreed", "withdrawn": "taken back"}
_FORMS = {"written": "in writing", "electronic": "electronically", "oral": "by word of mouth"}
_HELD_BACK = (
    "The text in this language is not reviewed and is held back. Please have the German one interpreted."
)


def make_consent_form(paper: ConsentForm) -> MadePaper:
    """Return the paper."""
    sheet = Sheet(paper.head, "Consent")
    sheet.begin()
    sheet.facts([
        ("Towards", as_is(paper.recipient)),
        ("Covers", lambda words: listed(words, paper.categories)),
        ("Text", as_is(paper.version)),
    ])  # fmt: skip
    _add_text(sheet, paper.texts)
    if paper.decided:
        sheet.facts([
            ("Decided", lambda words: words(_DECIDED.get(paper.decided, paper.decided))),
            ("On", on_day(paper.decided_on)),
            ("How", lambda words: words(_FORMS[paper.form]) if paper.form in _FORMS else ""),
            ("Interpreter", as_is(paper.interpreter)),
        ])  # fmt: skip
    else:
        sheet.say("Yes, I agree.", TO_TICK)
        sheet.say("No, I do not agree.", TO_TICK)
    sheet.signature("Date, your signature", "Date, signature of the counsellor", "Date, interpreter")
    return sheet.finish("consent")


def _add_text(sheet: Sheet, texts: tuple[ReadText, ...]) -> None:
    """Put the parts of the text side by side, each part on one height; a withheld text is not repeated."""
    shown = [
        (column, text) for column, text in zip(sheet.columns, texts, strict=False) if not text.is_withheld
    ]
    held_back = [text for text in texts if text.is_withheld]
    if not shown and texts:
        german = next((one for one in sheet.columns if one.tag == texts[0].language), sheet.first)
        shown = [(german, texts[0])]
    for column in sheet.columns:
        if any(text.asked == column.tag for text in held_back):
            sheet.row(
                [[sheet.own(one, _HELD_BACK, MARK)] if one is column else [] for one in sheet.columns],
                has_rule=False,
            )
    for n in range(max((len(text.parts) for _column, text in shown), default=0)):
        look = OWN_WORDS if n == 0 else BODY._replace(after=2)
        if len(shown) == 1:
            column, text = shown[0]
            sheet.row([_part(sheet, column, text, n, look)], has_rule=False)
        else:
            sheet.row([_part(sheet, column, text, n, look) for column, text in shown], has_rule=False)


def _part(sheet: Sheet, column: Column, text: ReadText, n: int, look) -> list[Paragraph]:  # type: ignore[no-untyped-def]
    return sheet.told(column, {text.language: text.parts[n]}, look) if n < len(text.parts) else []
