"""Every paper, in every language of papers: readable, searchable, whole, the same each time; never a box."""

import csv
import re
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Any

import msgspec
import pytest

from intake_app import places
from intake_app.documents import case_code, interview_record, page_pictures, sheet, wordings
from intake_app.documents.errors import MissingGlyphs
from intake_app.documents.making import make_paper
from intake_app.documents.sheet import linked
from intake_app.languages import Words
from intake_app.records.papers import ClientCopy
from tests.intake_app.documents.sample_papers import NOW, OWN_WORDS, all_papers, client_copy, goal, head
from tests.intake_app.documents.sample_reading import arrival_reading
from tests.intake_app.documents.test_interview_record import text_of, tool

KINDS = ("copy", "consent", "handover", "letter", "plan", "special", "checklist", "transparency", "access",
         "statistics", "recovery", "batch", "certificate")  # fmt: skip
LANGUAGES = tuple(tag for tag in wordings.paper_languages() if tag != "de")
HOSTILE = (
    "\u202eabc\u202c \u2066\u2067\u2068 never closed",
    "x" * 10_000,
    "ي" * 10_000,
    "😀👩‍👩‍👧 emoji",
    "null \x00, bell \x07, escape \x1b[31m, tab\t, lone \ud800",
    "<b>markup</b> & (brackets] \\ / %PDF ) Tj ET Q",
    "\u0301\u0302 marks without a letter",
    "e" + "\u0301" * 500,
    "\n" * 300,
    "",
)


@pytest.mark.parametrize("tag", sorted(OWN_WORDS))
@pytest.mark.parametrize("kind", KINDS)
def test_every_paper_is_made_and_is_the_same_each_time(kind: str, tag: str) -> None:
    paper = all_papers(tag)[kind]
    made = make_paper(paper)
    assert made.pdf.startswith(b"%PDF-1.7")
    assert made.pdf == make_paper(paper).pdf
    assert made.pages
    assert all(page.startswith("<svg") and page.endswith("</svg>") for page in made.pages)
    assert re.fullmatch(r"[\w-]+\.pdf", made.name, re.ASCII)


def test_a_page_is_drawn_when_it_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []
    draw = page_pictures.draw_page

    def count(code: str, *others: Any) -> str:
        drawn.append(code)
        return draw(code, *others)

    monkeypatch.setattr(page_pictures, "draw_page", count)
    pages = make_paper(all_papers("ar")["plan"]).pages
    assert len(pages) > 1
    assert not drawn
    first = pages[0]
    assert pages[0] is first
    assert len(drawn) == 1, "looked at twice, drawn once"
    assert pages[0:2] == (first, pages[1])
    assert list(pages)[-1] == pages[len(pages) - 1] != first
    with pytest.raises(IndexError):
        pages[len(pages)]


@pytest.mark.parametrize("tag", sorted(OWN_WORDS))
def test_what_was_agreed_is_copied_in_logical_order(tag: str, tmp_path: Path) -> None:
    text = text_of(make_paper(client_copy(tag)).pdf, tmp_path)
    words = wordings.paper_words(tag)
    first = OWN_WORDS[tag].split("(")[0].strip()
    for part in (*first.split(), "Was wir vereinbart haben", "B1", "K-2291-7", "+49 221 9429-0"):
        assert part in text, part
    for part in words("What we agreed").split():
        assert part in text, part


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_paper_speaks_every_language_of_papers_throughout(
    tag: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = set()
    told = wordings._Texts.gettext

    def listen(texts: wordings._Texts, message: str) -> str:
        said = told(texts, message)
        if texts._program.tag == tag != "en" and message not in texts._known and said in {
            message, texts._german.get(message)
        }:  # fmt: skip
            missing.add(message)
        return said

    monkeypatch.setattr(wordings._Texts, "gettext", listen)
    for module in (sheet, interview_record):
        monkeypatch.setattr(module, "build", lambda *_all, **_more: b"")
    for paper in all_papers(tag).values():
        make_paper(paper)
    reading = arrival_reading(tag)
    interview_record.make_interview_record(reading, tuple(reading.languages), Words.load("de"), NOW)  # type: ignore[arg-type]
    words = wordings.paper_words(tag)
    assert words("Page {n} of {total}", n=1, total=2)
    assert words("Printed {when}", when="")
    assert words("Case {number}", number="")
    assert not missing


@pytest.mark.long
@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_paper_in_every_language_is_whole_and_its_drawings_are_vectors(
    kind: str, tag: str, tmp_path: Path
) -> None:
    paper = all_papers(tag)[kind]
    made = make_paper(paper)
    assert made.said == (), "a sign without a font"
    text = text_of(made.pdf, tmp_path)
    for part in wordings.paper_words(tag)("Translation not reviewed").split() if tag != "en" else ():
        assert part in text
    path = tmp_path / "paper.pdf"
    path.write_bytes(made.pdf)
    listed = subprocess.run(
        [tool("pdfimages"), "-list", str(path)], capture_output=True, check=True, text=True
    )
    assert len(listed.stdout.strip().splitlines()) == 2, "no picture of pixels"


def test_the_languages_of_the_shipped_form_are_languages_of_papers() -> None:
    asked = {tag for name, tag in _form_tags().items() if name.startswith("label::")}
    assert {wordings.spoken_tag(tag) for tag in asked} >= {"ar", "fa-AF", "ps", "ro", "es", "so", "ti"}
    assert all(map(wordings.spoken_tag, asked))


def test_who_reads_farsi_is_given_the_dari_texts() -> None:
    assert wordings.spoken_tag("fa") == "fa-AF"
    assert wordings.paper_words("fa")("Consent") == wordings.paper_words("fa-AF")("Consent")


def test_a_language_without_texts_of_papers_says_so_and_stands_in_german(tmp_path: Path) -> None:
    paper = msgspec.structs.replace(client_copy("ar"), head=head("vi"))
    text = text_of(make_paper(paper).pdf, tmp_path)
    assert "Vietnamesisch" in text
    assert text.count("Wen Sie fragen können") == 1, "German is not said twice"


def test_a_paper_in_a_language_nobody_reviewed_says_so(tmp_path: Path) -> None:
    assert wordings.paper_words("uk")("Translation not reviewed") in text_of(
        make_paper(client_copy("uk")).pdf, tmp_path
    )


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_of_people_still_make_a_paper(hostile: str, tmp_path: Path) -> None:
    bad = msgspec.structs.replace(
        goal("ar"), text={"de": hostile, "ar": hostile}, resources=({"de": hostile},), specific=hostile
    )
    paper = ClientCopy(
        head=msgspec.structs.replace(
            head("ar"), person=hostile or "x", site=hostile[:300], counsellor=hostile[:3000]
        ),
        goals=(bad,), dates=(), contacts=client_copy().contacts,
    )  # fmt: skip
    assert "Jobcenter" in text_of(make_paper(paper).pdf, tmp_path)


def test_no_file_is_written_while_a_paper_is_made() -> None:
    watching = (
        "import os, sys\n"
        "from tests.intake_app.documents.sample_papers import all_papers\n"
        "from intake_app.documents.making import make_paper\n"
        "writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT\n"
        "def watch(event, facts):\n"
        "    if event == 'open' and isinstance(facts[2], int) and facts[2] & writing:\n"
        "        os._exit(9)\n"
        "sys.addaudithook(watch)\n"
        "made = make_paper(all_papers('ar')['plan'])\n"
        "print(len(made.pdf) > 20_000, flush=True)\n"
        "open(os.devnull, 'w')\n"
    )
    done = subprocess.run(
        [sys.executable, "-B", "-c", watching], capture_output=True, text=True, check=False,
        cwd=Path(__file__).parents[3],
    )  # fmt: skip
    assert done.stdout == "True\n", done.stderr
    assert done.returncode == 9, "the last line opens a file to write: the watch is awake"


def test_signs_no_font_has_stand_as_numbers_and_are_told() -> None:
    paper = client_copy("ar")
    assert make_paper(paper).said == ()
    one = msgspec.structs.replace(paper.contacts[0], name="Li 李 😀", lines=("বাংলা தமிழ் ਪੰਜਾਬੀ हिन्दी",))
    assert make_paper(msgspec.structs.replace(paper, contacts=(one,))).said == ("李", "😀")


def test_letters_no_font_has_are_named_never_a_box(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(wordings, "_texts", lambda: {"Goal": {"de": "Ziel", "dz": "དམིགས"}})
    wordings.paper_words.cache_clear()
    wordings.paper_languages.cache_clear()
    try:
        paper = msgspec.structs.replace(client_copy("ar"), head=head("dz"))
        with pytest.raises(MissingGlyphs, match="TIBETAN"):
            make_paper(paper)
    finally:
        wordings.paper_words.cache_clear()
        wordings.paper_languages.cache_clear()


def test_the_structure_has_headings_lists_tables_and_figures() -> None:
    data = make_paper(all_papers("ar")["plan"]).pdf
    for role in (b"/S /H1", b"/S /H2", b"/S /L ", b"/S /LI", b"/S /Table", b"/S /TR", b"/S /TH", b"/S /TD",
                 b"/S /Figure", b"/Alt", b"/Lang (ar)", b"/MarkInfo"):  # fmt: skip
        assert role in data or role.strip() in data, role


def test_a_reader_that_speaks_hears_right_to_left_text_in_the_order_it_is_read() -> None:
    data = make_paper(client_copy("ar")).pdf

    def is_said(text: str) -> bool:
        return f"/ActualText <FEFF{text.encode('utf-16-be').hex().upper()}>".encode() in data

    assert is_said("ما اتفقنا عليه")
    assert is_said("رقم الملف: K-2291-7")
    assert not is_said("Was wir vereinbart haben"), "letters drawn as they are read need nothing more"


def test_elements_stand_in_each_other_as_a_reader_that_speaks_expects(tmp_path: Path) -> None:
    one = goal("uk")
    many = msgspec.structs.replace(
        one,
        steps=tuple(msgspec.structs.replace(one.steps[0], text={"de": f"Schritt-{n}"}) for n in range(60)),
    )
    path = tmp_path / "copy.pdf"
    path.write_bytes(make_paper(msgspec.structs.replace(client_copy("uk"), goals=(many,))).pdf)
    done = subprocess.run(
        [tool("pdfinfo"), "-struct-text", str(path)], capture_output=True, check=True, text=True
    )
    assert not done.stderr
    inside: list[str] = []
    parents: dict[str, set[str]] = {}
    for line in done.stdout.splitlines():
        found = re.match(r"( *)(\w+)(?: \(\w+\)|:)?$", line)
        if found is None or found[2] == "Object":
            continue
        inside = [*inside[: len(found[1]) // 2], found[2]]
        parents.setdefault(found[2], set()).add(inside[-2] if len(inside) > 1 else "")
    assert parents["TR"] == {"Table"}
    assert parents["TH"] == parents["TD"] == {"TR"}
    assert parents["LI"] == {"L"}
    assert parents["LBody"] == {"LI"}
    assert parents["Link"] <= {"P", "LBody"}
    assert "Object" in done.stdout, "a link knows where it opens"
    assert done.stdout.count("Scope /Column") == 6, "two tables of three columns; the one that goes on is one"
    assert "dann arbeiten" in done.stdout, "words stay apart where a line ends"


def test_numbers_and_addresses_can_be_opened_and_keep_their_order(tmp_path: Path) -> None:
    text = "Tel. +49 221 9429-0, a@b.example, https://x.example/y, § 44 AufenthG"
    links = [span.link for span in linked(text)]
    assert [link for link in links if link] == [
        "tel:+4922194290",
        "mailto:a@b.example",
        "https://x.example/y",
    ]
    assert b"/URI (https://jobcenter.example/koeln)" in make_paper(client_copy("ar")).pdf


def test_the_code_holds_the_case_number_and_nothing_else() -> None:
    cells = case_code._cells("K-2291-7")
    assert len(cells) == 21, "the smallest code: there is no room for a name"
    assert all(cells[n][0] for n in range(7)), "the finder pattern in the corner"
    assert case_code._cells("K-2291-8") != cells


def test_no_heading_is_left_alone_at_the_foot(tmp_path: Path) -> None:
    path = tmp_path / "copy.pdf"
    path.write_bytes(make_paper(client_copy("uk", goals=9)).pdf)
    pages = subprocess.run([tool("pdftotext"), "-layout", str(path), "-"], capture_output=True, check=True)
    for page in pages.stdout.decode().split("\f")[:-1]:
        lines = [line for line in page.splitlines() if line.strip()]
        above_foot = [line for line in lines if "Зразкові" not in line and "Сторінка" not in line]
        assert "Ziel" not in above_foot[-1]


def test_a_table_that_goes_on_repeats_its_head_and_loses_no_row(tmp_path: Path) -> None:
    one = goal("uk")
    many = msgspec.structs.replace(
        one,
        steps=tuple(msgspec.structs.replace(one.steps[0], text={"de": f"Schritt-{n}"}) for n in range(60)),
    )
    paper = ClientCopy(head=head("uk"), goals=(many,), dates=(), contacts=())
    text = text_of(make_paper(paper).pdf, tmp_path)
    assert [int(n) for n in re.findall(r"Schritt-(\d+)", text)] == list(range(60))
    assert text.count("Wer ") >= 2


def test_every_text_of_papers_is_complete_where_people_read_it() -> None:
    with (places.resources() / "documents" / "texts.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(line for line in stream if not line.startswith("#")))
    slots = re.compile(r"{\w*}")
    for row in rows:
        assert row["de"], row["en"]
        for tag, text in row.items():
            if text:
                assert sorted(slots.findall(text)) == sorted(slots.findall(row["en"])), (tag, row["en"])
                assert unicodedata.is_normalized("NFC", text), (tag, text)
    first = next(n for n, row in enumerate(rows) if row["en"] == "Service plan")
    for row in rows[:first]:
        assert all(row.values()), f"a text for clients is missing: {row['en']}"


def test_every_text_in_the_modules_of_papers_is_known() -> None:
    known = set(wordings._texts())
    folder = Path(wordings.__file__).parent
    for name in (
        "client_copy", "service_plan", "handover_sheet", "consent_form", "arrival_checklist",
        "transparency_sheet", "subject_access", "recovery_sheet", "batch_note", "special_needs_letter",
        "agreed", "training_certificate",
    ):  # fmt: skip
        source = (folder / f"{name}.py").read_text(encoding="utf-8")
        for says in re.findall(r'sheet\.(?:say|heading)\(\s*"([^"]+)"', source):
            assert says in known, (name, says)


def _form_tags() -> dict[str, str]:
    """Return the columns of the shipped form in which people read, and their language tags."""
    with (places.resources() / "forms" / "arrival-intake" / "survey.csv").open(encoding="utf-8") as stream:
        columns = next(csv.reader(stream))
    return {name: name.rsplit("(", maxsplit=1)[1].rstrip(")") for name in columns if name.endswith(")")}
