"""Two spellings of one name share a key; two different names do not share them all."""

import pytest

from intake_app.identity import search_keys, search_prefixes
from intake_app.identity.letters import cut, fold


def skeletons(name: str) -> set[str]:
    return {key for key in search_keys(name) if key.startswith("s")}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mohammed", "محمد"),
        ("Muhammad", "Mohamed"),
        ("Hussein", "حسین"),
        ("Yusuf", "یوسف"),
        ("Jussuf", "يوسف"),
        ("Fatima", "فاطمة"),
        ("Fatimah", "فاطمه"),
        ("Reza", "رضا"),
        ("Rida", "رضا"),
        ("Al-Husseini", "الحسيني"),
        ("Abdulrahman", "عبد الرحمن"),
        ("Abd al-Rahman", "عبدالرحمن"),
        ("Abdur Rahman", "Abdulrahman"),
        ("Abu Bakr", "Aboubakar"),
        ("Cemal", "Jamal"),
        ("Mahmut", "Mahmoud"),
        ("Qasim", "Kasim"),
        ("Şahin", "Sahin"),
        ("Oleksandr", "Олександр"),
        ("Giorgi", "გიორგი"),
        ("Müller", "Muller"),
    ],
)
def test_spellings_of_one_name_share_a_skeleton(one: str, other: str) -> None:
    assert skeletons(one) & skeletons(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Olena", "Oksana"), ("Ahmad", "Hamid"), ("Tigist", "Selam"), ("علی", "عمر")]
)
def test_different_names_share_no_skeleton(one: str, other: str) -> None:
    assert not skeletons(one) & skeletons(other)


def test_arabic_and_persian_keyboards_type_the_same_name() -> None:
    assert search_keys("علي كريمي") == search_keys("علی کریمی")


def test_turkish_dotted_and_dotless_i_are_found_without_the_right_keyboard() -> None:
    assert fold("IŞIK") == fold("ışık")
    assert search_keys("İBRAHİM") == search_keys("Ibrahim")


def test_articles_and_particles_do_not_count_but_a_name_of_only_them_stays() -> None:
    assert cut("Ahmad bin al-Rashid") == ("ahmad", "rashid")
    assert cut("Al") == ("al",)


def test_a_han_name_is_cut_into_its_syllables() -> None:
    assert "nzhang" in search_keys("张伟")
    assert "nwei" in search_keys("张伟")


def test_a_name_without_letters_has_no_keys() -> None:
    assert search_keys(" – ") == ()
    assert search_prefixes("…") == ()


def test_what_is_typed_so_far_is_a_prefix_of_a_stored_key() -> None:
    stored = search_keys("Mohammed Hussein")
    for prefixes in search_prefixes("huss moh"):
        assert any(key.startswith(prefix) for prefix in prefixes for key in stored)


def test_keys_are_plain_letters_and_digits() -> None:
    for name in ("O’Brien-Šimić", "عبد الرحمن", "Nguyễn Thị", "ኣስመላሽ"):
        assert all(key.isascii() and key.isalnum() for key in search_keys(name))
