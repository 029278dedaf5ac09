"""What is read out before a consent: whole, with its facts, and only in a language that was reviewed."""

import pytest

from intake_app.planning import consent_texts
from intake_app.planning.consent_texts import consent_text, text_languages
from intake_app.services.consents import release_text

PARTS = ("title", "secrecy", "what", "voluntary", "refusal", "withdrawal", "question")


def test_a_release_says_to_whom_what_and_that_it_is_free() -> None:
    text = release_text(recipient="Jobcenter Muster", categories=("contact", "work"), language="de")
    assert tuple(name for name, _text in text.parts) == PARTS, "nothing about what is not there"
    said = dict(text.parts)
    assert text.title == "Darf ich mit Jobcenter Muster über Sie sprechen?"
    assert "Name und Erreichbarkeit, Arbeit, Fähigkeiten" in said["what"]
    assert "frei" in said["voluntary"]
    assert "Nein" in said["refusal"]
    assert "zurücknehmen" in said["withdrawal"]
    assert (text.version, text.language, text.is_withheld) == ("K-SPE/1", "de", False)


def test_specially_protected_data_and_the_purpose_are_named_where_there_are_some() -> None:
    text = release_text(
        recipient="Praxis", categories=("contact", "health"), goal="sleep at night", language="en"
    )
    said = dict(text.parts)
    assert "Health" in said["special"]
    assert "contact" not in said["special"]
    assert "sleep at night" in said["goal"]


@pytest.mark.parametrize("language", ["fa-AF", "ar", "uk", "so"])
def test_a_text_nobody_reviewed_is_withheld_and_the_readers_own_comes_instead(language: str) -> None:
    text = release_text(recipient="Praxis", categories=("contact",), language=language, reader="en")
    assert (text.language, text.is_withheld) == ("en", True)
    german = release_text(recipient="Praxis", categories=("contact",), language=language, reader="tr")
    assert (german.language, german.is_withheld) == ("de", True)
    assert language not in text_languages("K-SPE")


def test_a_reviewed_text_is_read_out_and_an_older_number_is_not(
    tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "consents"
    folder.mkdir()
    head = "part,language,text,reviewer,reviewed_on\n"
    (folder / "K-SPE-1.csv").write_text(head + "title,de,alt,,\n", encoding="utf-8")
    lines = ["title,de,Darf ich?,,", "title,ar,هل يمكنني؟,A. Muster,2026-11-01",
             "question,de,Ja?,,", "question,ar,نعم؟,A. Muster,2026-11-01",
             "title,uk,Чи можу я?,B. Muster,2026-11-01", "question,uk,Так?,,"]  # fmt: skip
    (folder / "K-SPE-10.csv").write_text(head + "\n".join(lines), encoding="utf-8")
    monkeypatch.setattr(consent_texts, "resources", lambda: tmp_path)
    consent_texts._newest.cache_clear()
    try:
        arabic = consent_text("K-SPE", "ar-SY", {})
        assert (arabic.title, arabic.language, arabic.is_withheld) == ("هل يمكنني؟", "ar", False)
        assert arabic.version == "K-SPE/10"
        assert consent_text("K-SPE", "uk", {}).is_withheld, "one part without a review is enough"
        assert text_languages("K-SPE") == ("de", "ar")
        with pytest.raises(KeyError):
            consent_text("K-VULN", "de", {})
    finally:
        consent_texts._newest.cache_clear()


def test_every_part_stands_in_every_language() -> None:
    _number, known = consent_texts._newest("K-SPE")
    everywhere = set(known["title"])
    assert {"de", "en", "ar", "fa-AF", "uk", "tr"} <= everywhere
    assert all(set(texts) == everywhere for texts in known.values())
