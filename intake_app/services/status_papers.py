"""The timeline of a person's status as plain shapes for paper, measured with the papers' own fonts."""

from intake_app.code_lists import code_word
from intake_app.documents.drawings import text_width
from intake_app.documents.fonts import Fonts
from intake_app.documents.wordings import paper_words
from intake_app.records.drawing import Drawing
from intake_app.records.status import Episode
from intake_app.services.status import StatusPage
from intake_app.services.status_pictures import CODE_LISTS, TimelineWords, lay_out, timeline_of

_WIDTH, _TYPE = 700.0, 12.0


def timeline_picture(page: StatusPage, language: str, *, is_mirrored: bool = False) -> Drawing | None:
    """Return the timeline for paper in ``language``, without the days due; None where nothing is recorded."""
    if not page.episodes:
        return None
    fonts, words = Fonts(), paper_words(language)

    def label(one: Episode) -> str:
        said = fonts.drawable(code_word(CODE_LISTS[one.lane], one.code, words.tag))
        return f"{said} ({words('planned')})" if one.is_planned else said

    held = timeline_of(page, label=label, gap_label=lambda gap: str(gap.most)).bars
    written = TimelineWords(
        lanes={"title": words("Residence title"), "livelihood": words("Means to live"),
               "health": words("Health cover")},
        today=words.date(page.today),
        month=lambda day, with_year: words.date(day, "LLL yy" if with_year else "LLL"),
        says=words("Status over time"),
    )  # fmt: skip
    laid = lay_out(
        held, (), words=written, today=page.today, width=_WIDTH, type_size=_TYPE,
        measure=lambda text, is_bold: text_width(text, _TYPE, fonts, is_bold=is_bold),
        is_mirrored=is_mirrored,
    )  # fmt: skip
    return laid.drawing
