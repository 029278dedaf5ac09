"""A form's label as plain text: the Markdown and HTML that XLSForm allows, without their marks."""

import html
import re

_MARK = re.compile(r"[\[*_#]|\n\n\n")  # most labels have none of them
_TAG = re.compile(
    r"</?(?:span|b|i|u|em|strong|font|small|p|div|br|a|h[1-6]|ul|ol|li|img)\b[^<>]*>", re.IGNORECASE
)
_BREAK = re.compile(r"<br\s*/?>|</p>|</div>|</li>", re.IGNORECASE)
_LINK = re.compile(r"\[([^\[\]]+)\]\((https?://[^()\s]+)\)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*_])([*_])(?=[^\s*_])([^*_\n]+?)(?<=[^\s*_])\1(?![\w*_])")
_HEADING = re.compile(r"^#{1,6} +", re.MULTILINE)


def plain(label: str) -> str:
    """Return ``label`` as it should be read on paper. Text without marks comes back unchanged."""
    text = _TAG.sub("", _BREAK.sub("\n", label)) if "<" in label else label
    text = html.unescape(text) if "&" in text else text
    if _MARK.search(text) is None:
        return text.strip()
    text = _LINK.sub(r"\1 (\2)", text)
    text = _EMPHASIS.sub(r"\2", _STRONG.sub(r"\2", text))
    text = text.replace("**", "")  # written with a space inside, so no mark by the rules, but meant as one
    return re.sub(r"\n{3,}", "\n\n", _HEADING.sub("", text)).strip()
