"""A form package is the whole definition, and says when it is damaged or from a newer program."""

import msgspec
import pytest

from intake_app.forms import FormPackageNewer, FormPackageUnreadable, decode, encode
from intake_app.forms.package import FORMAT


@pytest.fixture
def form(install):
    return install(
        "| survey |\n| | type | name | label::English (en) | label::Arabic (ar) | hint::English (en) |\n"
        "| | begin repeat | r | R | ر | |\n| | select_one c | a | A ${b} | ا | h |\n| | integer | b |"
        " B | ب | |\n"
        "| | end repeat | | | | |\n"
        "| choices |\n| | list_name | name | label::English (en) |\n| | c | x | X |\n"
    )


def test_what_was_packed_is_what_comes_out(form) -> None:
    assert decode(encode(form)) == form


def test_the_same_form_gives_the_same_bytes(form) -> None:
    assert encode(form) == encode(decode(encode(form)))


def test_a_package_of_a_newer_format_is_refused_in_plain_words(form) -> None:
    newer = msgspec.json.decode(encode(form)) | {"format": FORMAT + 1}
    with pytest.raises(FormPackageNewer) as refused:
        decode(msgspec.json.encode(newer))
    assert "newer version" in refused.value.in_english()
    with pytest.raises(FormPackageNewer):
        decode(msgspec.json.encode({"format": 99, "everything": "else"}))


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"\x00\xff", b'{"format": "one"}', b"[" * 100_000])
def test_damaged_bytes_are_refused(form, data: bytes) -> None:
    with pytest.raises(FormPackageUnreadable):
        decode(data)
    with pytest.raises(FormPackageUnreadable):
        decode(encode(form)[:-5])
