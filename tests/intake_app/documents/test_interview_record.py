"""The interview record can be read, searched and copied in both languages, and is the same every time."""

import re
import shutil
import subprocess
import unicodedata
from pathlib import Path

import msgspec
import pytest

from intake_app.documents import wordings
from intake_app.documents.errors import MissingGlyphs
from intake_app.documents.interview_record import make_interview_record
from intake_app.languages import Words
from intake_app.records.interview_record import InterviewReading
from tests.intake_app.documents.sample_reading import LINES, NOW, interpreters, question, reading, section

GERMAN_DARI = ("Deutsch", "دری")


def made(
    given: InterviewReading | None = None, languages: tuple[str, str] = GERMAN_DARI, ui: str = "de"
) -> bytes:
    return make_interview_record(given or reading(), languages, Words.load(ui), NOW)


def tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} (Debian: poppler-utils) is not installed")
    return found


def text_of(data: bytes, folder: Path) -> str:
    """Return what copying gives, without the marks a terminal needs and with white space as one space."""
    path = folder / "record.pdf"
    path.write_bytes(data)
    done = subprocess.run([tool("pdftotext"), str(path), "-"], capture_output=True, check=True)
    assert not done.stderr
    whole = re.sub("\u00ad\\s*", "", done.stdout.decode())  # words divided at a line end
    plain = "".join(c for c in whole if unicodedata.category(c) != "Cf" or c == "\u200c")
    return re.sub(r"\s+", " ", plain)


@pytest.mark.parametrize(
    "languages",
    [GERMAN_DARI, ("Deutsch", "العربية"), ("العربية", "Deutsch"), ("دری", "العربية"), ("Deutsch", "Deutsch")],
)
@pytest.mark.parametrize("ui", ["de", "ar"])
def test_the_same_input_gives_the_same_bytes(languages: tuple[str, str], ui: str) -> None:
    assert made(languages=languages, ui=ui) == made(languages=languages, ui=ui)


def test_text_is_copied_in_logical_order(tmp_path: Path) -> None:
    text = text_of(made(), tmp_path)
    for part in (
        "Ankunftszentrum Nord", "K-2291-7", "Hosseini, Mohammad", "محمد حسینی", "Wie heißen Sie?",
        "نام شما چیست؟",
        "معلومات شخصی", "چه زمانی تولد شده‌اید؟", "+49 40 123456-78", "(هامبورگ)", "کمک می‌کنم",
        "ja, bis 12.05.2027",
        "Sie lächelt, als sie vom Verein erzählt.", "U+1F600",
    ):  # fmt: skip
        assert part in text, part


def test_arabic_columns_are_copied_in_logical_order(tmp_path: Path) -> None:
    text = text_of(made(languages=("Deutsch", "العربية")), tmp_path)
    for part in ("ما الذي يمنحك القوة في الأيام الصعبة؟", "متى وُلدت؟", "هل لديك تصريح إقامة", "مارس"):
        assert part in text, part


def test_what_was_not_answered_is_said_in_words_and_marks_are_there(tmp_path: Path) -> None:
    text = text_of(made(ui="en"), tmp_path)
    dari = wordings.paper_words("fa-AF")
    for message in ("prefers not to answer", "does not know", "Translation not reviewed", "translated orally",
                    "unusual, kept as said", "not translated", "Sample data, not a real person"):  # fmt: skip
        for part in dari(message).replace("،", " ").split():
            assert part in text, message
    assert "möchte nicht antworten" in text
    assert "Remarks from the review" in text


def test_every_page_says_which_of_how_many(tmp_path: Path) -> None:
    many = tuple(question(f"q{n}", (f"Frage {n}?", "سؤال؟", "سوال؟"), f"Antwort {n}") for n in range(60))
    text = text_of(made(reading(lines=many), ui="en"), tmp_path)
    pages = text.count("Interview record")
    assert f"Page 1 of {pages - 1}" in text  # the title says it once more
    assert f"Page {pages - 1} of {pages - 1}" in text


def test_a_very_long_answer_runs_over_pages_and_loses_nothing(tmp_path: Path) -> None:
    long = " ".join(f"Wort{n}" for n in range(3000))
    text = text_of(made(reading(lines=(question("q", ("Was?", "ماذا؟", "چی؟"), long),))), tmp_path)
    assert text.count("Wort2999") == 2
    assert len(set(re.findall(r"Wort\d+", text))) == 3000


@pytest.mark.parametrize(
    "hostile",
    [
     "x" * 10_000, "\u202e" * 50 + "abc", "\u2067" * 200 + "سلام", "\x00\x07\ud7ff",
     "سلام\u202dabc\n\n\nk" * 20,
     "</b> & <a>",
     "́́́", "\u200c", "👩‍👩‍👧‍👦🇩🇪", "السلام" * 400],
)  # fmt: skip
def test_hostile_answers_still_make_a_document(hostile: str) -> None:
    line = question("q", ("Was?", "ماذا؟", "چی؟"), hostile, note=hostile)
    given = msgspec.structs.replace(reading(lines=(line,)), person_display=hostile, counsellor=hostile[:300])
    assert made(given).startswith(b"%PDF")


def test_a_form_in_a_script_without_font_is_refused_with_the_remedy() -> None:
    line = question("q", ("Was?", "ཀཁ?", "چی؟"), "x")
    with pytest.raises(MissingGlyphs):
        made(reading(lines=(line,)), languages=("Deutsch", "العربية"))
    assert made(reading(lines=(line,))).startswith(b"%PDF")  # not asked for: no trouble


def test_an_empty_interview_is_a_document_too() -> None:
    assert made(reading(lines=())).startswith(b"%PDF")


def test_fonts_are_embedded_and_language_title_and_structure_are_set(tmp_path: Path) -> None:
    path = tmp_path / "record.pdf"
    path.write_bytes(made(ui="en"))
    fonts = subprocess.run([tool("pdffonts"), str(path)], capture_output=True, check=True, text=True).stdout
    rows = fonts.splitlines()[2:]
    assert rows
    assert all(re.search(r"\+NotoSans\S* +CID TrueType +Identity-H +yes yes yes", row) for row in rows)
    about = subprocess.run([tool("pdfinfo"), str(path)], capture_output=True, check=True, text=True).stdout
    assert "Interview record K-2291-7" in about
    assert re.search(r"Tagged: +yes", about)
    tree = subprocess.run(
        [tool("pdfinfo"), "-struct-text", str(path)], capture_output=True, check=True, text=True
    )
    assert "H1" in tree.stdout
    assert "Zur Person" in tree.stdout
    assert b"/Lang (en)" in path.read_bytes()


def test_a_place_on_the_map_keeps_its_order_in_an_arabic_column(tmp_path: Path) -> None:
    line = question("gps", ("Wo?", "أين؟", "کجا؟"), "52.32788 8.49432 0 0")
    text = text_of(made(reading(lines=(line,)), languages=("Deutsch", "العربية")), tmp_path)
    assert text.count("52.32788 8.49432 0 0") == 2


def test_no_heading_stands_alone_at_the_foot_of_a_page(tmp_path: Path) -> None:
    lines = []
    for n in range(60):
        lines.append(section(f"s{n}", f"Kapitel {n}", "", ""))
        lines += [question(f"s{n}/q{k}", (f"Frage {n}.{k}?", "", ""), "ja") for k in range(n % 4 + 1)]
    path = tmp_path / "record.pdf"
    path.write_bytes(made(reading(lines=tuple(lines)), languages=("Deutsch", "Deutsch"), ui="en"))
    done = subprocess.run([tool("pdftotext"), "-layout", str(path), "-"], capture_output=True, check=True)
    for page in done.stdout.decode().split("\f")[:-1]:
        rows = [row.strip() for row in page.splitlines() if row.strip() and "Sample data" not in row]
        assert not rows[-1].startswith("Kapitel")


def test_the_name_of_the_person_stays_out_of_the_title() -> None:
    assert b"Hosseini" not in made()


def test_remarks_quote_their_question(tmp_path: Path) -> None:
    text = text_of(made(), tmp_path)
    assert text.count(LINES[3].labels["Deutsch"]) == 2


def test_who_interpreted_is_listed_and_stands_where_it_changes(tmp_path: Path) -> None:
    labels = ("Frage?", "سؤال؟", "سوال؟")
    lines = (
        question("a", labels, "eins", interpreter="a1"),
        question("b", labels, "zwei", interpreter="a1", first_language="العربية"),
        question("c", labels, "drei", interpreter="a2"),
        question("d", labels, "vier"),
    )
    given = reading(lines=lines, interpreters=interpreters())
    text = text_of(made(given, ("Deutsch", "Deutsch"), ui="en"), tmp_path)
    for part in (
        "Interpreting", "Nilofar Rahimi", "Dari", "on site", "in both directions",
        "only to the client", "The client accepted the interpreter.", "The client refused the interpreter.",
        "Secrecy undertaking on file since", "No secrecy undertaking on file", "as “N. R.”",
        "Not confirmed by the interpreter", "Why a relative had to help: Rettungswagen",
    ):  # fmt: skip
        assert part in text, part
    german = text_of(made(given, ("Deutsch", "Deutsch"), ui="de"), tmp_path)
    assert german.count("Rettungswagen") == 1
    words = Words.load("de")  # beside an answer stands the column's language
    by = "from here on interpreted by {name}"
    places = [
        text.index(part)
        for part in (
            words(by, name=f"Nilofar Rahimi ({words('on site')})"), "zwei",
            words("corrected; first answered in {language}", language="Arabisch"), "drei",
            words(by, name=f"Cousin ({words('relative in an emergency')})"), "vier",
            words("from here on without an interpreter"),
        )
    ]  # fmt: skip
    assert places == sorted(places)
    assert text.count(words(by, name="")) == 2
    assert "changed after that" not in text
    changed = msgspec.structs.replace(given, changed_since=("a1",))
    assert "Answers were changed after that." in text_of(made(changed, ui="en"), tmp_path)


def test_a_talk_in_two_languages_without_an_interpreter_says_so(tmp_path: Path) -> None:
    assert "No interpreter was recorded." in text_of(made(ui="en"), tmp_path)
    one = reading()
    alone = msgspec.structs.replace(
        one, record=msgspec.structs.replace(one.record, client_language="Deutsch")
    )
    assert "Interpreting" not in text_of(made(alone, ui="en"), tmp_path)
