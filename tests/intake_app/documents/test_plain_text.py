"""Labels lose the marks of Markdown and HTML, never their words."""

import pytest

from intake_app.documents.plain_text import plain


@pytest.mark.parametrize(
    ("label", "read"),
    [
        ("What is your name?", "What is your name?"),
        ("**Consent**\nPlease _read_ this", "Consent\nPlease read this"),
        ('<span style="color:red">Now</span>&nbsp;or &lt;never&gt;', "Now\xa0or <never>"),
        ("# Family\nHow many?", "Family\nHow many?"),
        ("See [the site](https://example.org/a)", "See the site (https://example.org/a)"),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        ("less < more & so on", "less < more & so on"),
        ("", ""),
    ],
)
def test_plain(label: str, read: str) -> None:
    assert plain(label) == read
