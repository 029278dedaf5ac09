"""Code lists: every code once, with a German and an English word."""

import pytest

from intake_app.assessment.domains import life_domains
from intake_app.code_lists import code_list, code_word
from intake_app.places import resources

NAMES = sorted(file.stem for file in (resources() / "codes").glob("*.csv"))


@pytest.mark.parametrize("name", NAMES)
def test_every_code_stands_once_and_has_words(name: str) -> None:
    codes = code_list(name)
    assert len({one.code for one in codes}) == len(codes) > 1
    assert all(one.words["de"].strip() and one.words["en"].strip() for one in codes)


def test_words_fall_back_and_unknown_codes_stay_readable() -> None:
    assert code_word("legal-spheres", "SGB8", "de") == "Kinder- und Jugendhilfe"
    assert code_word("legal-spheres", "SGB8", "fa-AF") == "Kinder- und Jugendhilfe"
    assert code_word("legal-spheres", "OURS", "de") == "OURS"
    with pytest.raises(KeyError):
        code_list("nothing")


def test_every_need_belongs_to_a_life_domain() -> None:
    rated = {domain.code for domain in life_domains() if domain.is_rated}
    assert {one.note for one in code_list("needs")} == rated
