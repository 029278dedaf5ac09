"""Lines are broken in logical order and then show the same order as an independent layout does."""

import csv
import unicodedata
from functools import partial
from pathlib import Path

import pytest

from intake_app.documents import fonts as font_files
from intake_app.documents.fonts import Fonts, is_invisible
from intake_app.documents.lines import Line, Prepared, Span

FONTS = Fonts(Path("/nowhere"))
TEXTS = {
    "ar": "كم عدد الأشخاص الذين يعيشون في منزلك (بما فيهم أنت)؟ رقم الهاتف \u2066+49 40 123456\u2069 والبريد "
    "info@example.org في 12/05/2024، النسبة 50% (§ 55 AsylG) ثم «لا» و[نعم].",
    "fa-AF": "می‌خواهم در شهر Hamburg (هامبورگ) زندگی کنم؛ شماره ۱۲۳۴۵۶ و تاریخ ۱۴۰۳/۰۲/۱۵ است. "
    "پنجشنبه ۷ تا ۹ بجه.",
    "de": "Der Name محمد حسینی (geboren 1994) steht im Pass; der Ort heißt "
    "«سلام» und die Straße Größe 12–14.",
    "uk": "Як довго Ви живете в Німеччині? Ґанок, їжак, щастя (сім’я), тел. +380 44 123-45-67.",
    "ur": "میں جرمنی میں 3 سال سے رہتا ہوں، پتہ: Musterstraße 12, 20095 Hamburg ہے۔",
    "ckb": "ناوت چییە؟ ژمارەی تەلەفۆنەکەت 0151 234567 ە (ماڵەوە).",
    "ps": "ستاسو نوم څه دی؟ زه په Köln کې اوسېږم.",
    "fa": "نامه‌ی شما (۱۴ آبان ۱۴۰۵) از Jobcenter رسید؛ تلفن: +49 221 9429-0، «فوری».",
    "he": "שלום (שלוש מילים) ב-Hamburg, טלפון 040 123456-78; בתאריך 12/05/2026!",
    "ti": "ስምካ መን እዩ፧ ኣብ Hamburg (ሃምቡርግ) ካብ 12.05.2026 ጀሚረ እነብር፣ ቁጽሪ 040 123456-78።",
    "am": "ስምዎ ማን ነው? በ Köln (ኮሎኝ) 3 ዓመት፤ ስልክ +49 221 9429-0።",
    "ka": "რა გქვიათ? ვცხოვრობ Köln-ში (კიოლნი) 12.05.2026-დან; ტელ. +49 221 9429-0.",
    "ku": "Navê we çi ye? Ez ji 12.05.2026 li Köln (Kolonya) dijîm; tel. +49 221 9429-0.",
    "so": "Magacaagu waa maxay? Waxaan degganahay Köln (ilaa 12.05.2026); tel. +49 221 9429-0.",
    "tr": "Adınız ne? İğdır’dan geldim (12.05.2026); şimdi Köln’deyim, tel. +49 221 9429-0.",
    "ru": "Как Вас зовут? Я живу в Köln (Кёльн) с 12.05.2026, тел. +49 221 9429-0; «да».",
    "fr": "Où habitez-vous ? À Köln (Cologne) depuis le 12/05/2026, tél. +49 221 9429-0 ; « oui ».",
}


def lines(text: str, *, width: float = 22_000, base: int | None = None, tag: str = "") -> list[Line]:
    return Prepared([Span(text)], FONTS, base=base, tag=tag).break_lines(width)


def test_lines_come_in_reading_order_and_lose_no_letter() -> None:
    for text in TEXTS.values():
        broken = lines(text)
        assert "".join(line.text for line in broken) == text


def test_no_line_is_wider_than_asked_for() -> None:
    for text in TEXTS.values():
        assert all(line.width <= 22_000 + 1 for line in lines(text))


def test_a_word_wider_than_the_line_is_cut_not_lost() -> None:
    broken = lines("x" * 10_000, width=20_000)
    assert sum(len(line.text) for line in broken) == 10_000
    assert all(line.width <= 20_000 for line in broken)


def test_no_break_spaces_give_way_before_a_word_is_cut() -> None:
    broken = lines("\u00a0".join(["Wohnung"] * 20), width=12_000)
    assert all(
        line.text.strip("\u00a0").replace("\u00a0", "").replace("Wohnung", "") == "" for line in broken
    )


def test_a_no_break_space_holds_where_there_is_another_place() -> None:
    assert lines("Hier steht § 55\u00a0AsylG", width=9_000)[-1].text.endswith("55\u00a0AsylG")


def test_a_column_narrower_than_a_letter_still_ends() -> None:
    assert len(lines("abc", width=1)) == 3


def test_a_soft_hyphen_is_seen_only_where_the_word_is_broken() -> None:
    word = "Aufenthalts\u00adgestattung"
    whole, broken = lines(word, width=99_000), lines(word, width=8_000)
    assert len(whole) == 1
    assert [line.text for line in broken] == ["Aufenthalts\u00ad", "gestattung"]
    assert broken[0].runs[-1].glyphs[-1].advance > 0
    assert whole[0].width < sum(line.width for line in broken)


def test_no_line_begins_with_a_full_stop_or_a_closing_bracket() -> None:
    for text in TEXTS.values():
        for width in range(12_000, 30_000, 3_000):
            assert not any(line.text[0] in ".,;:!?)]؟،؛" for line in lines(text, width=width))


def test_brackets_are_mirrored_in_right_to_left_text() -> None:
    plain = {glyph.text: glyph.gid for glyph in lines("()", base=0)[0].runs[0].glyphs}
    mirrored = {
        glyph.text: glyph.gid
        for run in lines("(سلام)", base=1)[0].runs
        for glyph in run.glyphs
        if glyph.text in "()"
    }
    arabic = {glyph.text: glyph.gid for run in lines("س()", base=1)[0].runs for glyph in run.glyphs}
    assert mirrored["("] == arabic["("]
    assert mirrored["("] != mirrored[")"]
    assert plain["("] != plain[")"]


def test_letters_join() -> None:
    joined = [glyph.gid for glyph in lines("ححح", base=1)[0].runs[0].glyphs if glyph.advance]
    assert len(set(joined)) == 3  # final, medial, initial


def test_a_zero_width_non_joiner_keeps_letters_apart() -> None:
    apart = [g.gid for g in lines("می\u200cخواهم", base=1)[0].runs[0].glyphs if g.advance]
    together = [g.gid for g in lines("میخواهم", base=1)[0].runs[0].glyphs if g.advance]
    assert apart != together


@pytest.mark.parametrize("tag", TEXTS)
def test_every_line_shows_the_order_that_qt_shows(tag: str, qapp: object) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QFont, QFontDatabase, QTextLayout, QTextLine, QTextOption

    families: list[str] = []
    for path in (*font_files._SHIPPED, *font_files._static_fonts(400)):
        families += QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(path)))
    text = TEXTS[tag]
    prepared = Prepared([Span(text)], FONTS, base=None, tag=tag)
    ours = prepared.break_lines(22_000)

    font = QFont(families)
    font.setPixelSize(40)
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setTextDirection(
        Qt.LayoutDirection.RightToLeft if prepared.base else Qt.LayoutDirection.LeftToRight
    )
    option.setWrapMode(QTextOption.WrapMode.WrapAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    starts = []
    start = 0
    for line in ours:
        theirs = layout.createLine()
        theirs.setNumColumns(len(line.text))
        assert theirs.textLength() == len(line.text)
        starts.append((start, theirs))
        start += len(line.text)
    layout.endLayout()

    def left_edge(line: QTextLine, place: int) -> float:
        """Return where a character's own glyph begins; dots and marks take no room and do not count."""
        found = []
        for run in line.glyphRuns(place, 1):
            widths = run.rawFont().advancesForGlyphIndexes(run.glyphIndexes())
            found += [at.x() for at, width in zip(run.positions(), widths, strict=True) if width.x() > 0]
        return min(found)

    for line, (first, theirs) in zip(ours, starts, strict=True):
        wanted = [
            first + n
            for n, c in enumerate(line.text)
            if not c.isspace() and not is_invisible(c) and not unicodedata.combining(c)
        ]
        by_qt = sorted(wanted, key=partial(left_edge, theirs))
        by_us = [g.cluster for run in line.runs for g in run.glyphs if g.text and g.cluster in set(wanted)]
        assert "".join(text[i] for i in by_us) == "".join(text[i] for i in by_qt)


def test_a_number_or_section_is_broken_only_where_nothing_else_helps() -> None:
    text = "Anmelden nach (\u2066§ 44 AufenthG\u2069) unter \u2066+49 221 9429-0\u2069 bitte"
    for width in range(8_000, 20_000, 500):
        broken = [line.text for line in lines(text, width=width)]
        assert any("§ 44 AufenthG" in line for line in broken), broken
        assert any("+49 221 9429-0" in line for line in broken), broken
    assert all(line.width <= 4_000 for line in lines("\u2066+49 221 9429-0\u2069", width=4_000))


def shown_by_a_browser() -> list[tuple[str, str, str]]:
    with Path(__file__).with_name("lines_in_a_browser.csv").open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(line for line in stream if not line.startswith("#"))
        return [(row["name"], row["text"], row["shown"]) for row in rows]


@pytest.mark.parametrize(("name", "text", "shown"), shown_by_a_browser(), ids=lambda one: one[:6])
def test_a_line_shows_the_order_that_a_browser_shows(name: str, text: str, shown: str) -> None:
    (line,) = lines(text, width=1e9, tag=name.rstrip("2"))
    glyphs = [g for run in line.runs for g in run.glyphs if g.advance > 0]
    places = list(dict.fromkeys(g.cluster for g in glyphs))  # of a letter drawn in parts the first counts
    ours = [text[place] for place in places]
    assert "".join(c for c in ours if not c.isspace() and not unicodedata.combining(c)) == shown
