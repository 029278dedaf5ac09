"""Documents from anywhere: read, or refused when hostile or broken."""

import pytest

from intake_app.xpath import XPathError
from intake_app.xpath.xml import read_document


def test_text_is_the_text_of_all_descendants_without_comments() -> None:
    root, _ = read_document("<a>one<b> two</b><!-- no --><![CDATA[ <three>]]></a>")
    assert root.text() == "one two <three>"


def test_prefixes_are_told() -> None:
    _, prefixes = read_document("<a xmlns:x='urn:x'><x:b x:c='1'/></a>")
    assert prefixes == {"x": "urn:x"}


@pytest.mark.parametrize(
    "hostile",
    [
        "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>",
        "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><a>&x;</a>",
        "<a><b></a>",
        "",
        "no xml at all",
    ],
)
def test_entities_and_broken_documents_are_refused(hostile: str) -> None:
    with pytest.raises(XPathError):
        read_document(hostile)


def test_a_bare_doctype_is_harmless() -> None:
    root, _ = read_document("<!DOCTYPE html><html>x</html>")
    assert root.text() == "x"
