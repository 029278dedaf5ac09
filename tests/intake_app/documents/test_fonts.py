"""Every character is drawn by a font that has it, said in words, or refused with a remedy: never a box."""

import shutil
from pathlib import Path

import pytest

from intake_app import places
from intake_app.documents import fonts as font_files
from intake_app.documents.errors import MissingGlyphs
from intake_app.documents.fonts import Fonts


def test_the_shipped_fonts_have_the_languages_of_the_shipped_form() -> None:
    text = "Größe ẞ „ja“ – İıŞğ ÇêûîŞ ščžđ ąęłź țș ґїєі ы ё ыъэ ؟ ، پچژگ ڕڵێۆە ټډړږښڼې ۀ ے ہ ۱۲۳ ١٢٣ ‌ € § ☐"
    assert Fonts().uncovered(text) in {(), ("☐",)}


def test_scripts_that_no_package_index_has_are_shipped_in_both_weights() -> None:
    for weight in (400, 700):
        chain = Fonts().chain(weight)
        for sample in ("ሰላም እንታይ ስምካ።", "გამარჯობა", "բարեւ", "שלום"):
            assert any(face.covers_all(sample.replace(" ", "")) for face in chain), sample


def test_an_emoji_in_an_answer_is_said_in_signs() -> None:
    assert Fonts().drawable("gut 😀") == "gut «U+1F600»"


def test_control_characters_become_spaces_and_line_ends_stay() -> None:
    assert Fonts().drawable("a\x00b\tc\r\nd\u2028e") == "a b c\nd\ne"


def test_letters_nobody_has_in_a_form_are_named_with_a_remedy() -> None:
    with pytest.raises(MissingGlyphs) as caught:
        Fonts().drawable_form_text("ཀཁག")
    assert "U+0F40 TIBETAN LETTER KA" in caught.value.in_english()
    assert str(places.user_data() / "fonts") in caught.value.in_english()


def test_a_sign_nobody_has_does_not_stop_a_form() -> None:
    assert Fonts().drawable_form_text("Alter 😀") == "Alter «U+1F600»"


def test_a_font_put_into_the_folder_is_used(tmp_path: Path) -> None:
    shutil.copy(font_files._SHIPPED[0], tmp_path / "Own.ttf")
    chain = Fonts(tmp_path).chain(700)
    names = [face.name for face in chain]
    assert names[:3] == ["NotoSans-Bold", "NotoSansArabic-Bold", "NotoSansArmenian-Bold"]
    assert names[-1] == "Own-Bold"


def test_decomposed_text_is_composed() -> None:
    assert Fonts().drawable("Mu\u0308ller") == "Müller"
