"""Texts of an XForm: itext translations, literal labels and outputs become ``Wording``.

pyxform fills a missing translation with a single ``-``. Here a missing text is really missing, so
that the interview can fall back to another language and the completeness count is honest.
"""

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element

import msgspec

from intake_app.forms.definition import Output, Text, Wording
from intake_app.forms.xml_reading import local

NO_LANGUAGE = "default"  # where texts without a language stand
_FILLER = "-"
_ITEXT = re.compile(r"""^\s*jr:itext\(\s*(['"])(?P<id>.*)\1\s*\)\s*$""", re.DOTALL)
_ASKED = re.compile(r"jr:itext\(\s*[^'\"\s]")  # an id that is worked out
_MEDIA = re.compile(r"^jr://[a-z-]+/")


class Texts:
    """All itext of a form, by id, and the languages it is in."""

    def __init__(self, model: Element) -> None:
        self.by_id: dict[str, Wording] = {}
        self.languages: list[str] = []
        self.default_language = ""
        self.literal_language = NO_LANGUAGE  # whose language a literal (un-translated) text is
        itext = next((child for child in model if local(child.tag) == "itext"), None)
        if itext is not None:
            self._read(itext)

    def wording(self, element: Element | None) -> Wording:
        """Return the wording of a ``label``, ``hint`` or ``value`` element."""
        if element is None:
            return Wording()
        ref = element.get("ref")
        if ref is not None:
            return self._referred(ref)
        return self._literal(text_of(element))

    def message(self, attribute: str) -> Wording:
        """Return the wording of a bind's message attribute: ``jr:itext('id')`` or the text itself."""
        if _ITEXT.match(attribute):
            return self._referred(attribute)
        return self._literal((attribute.strip(),) if attribute.strip() else ())

    def left(self, expressions: Iterable[str], cells: set[str]) -> dict[str, Wording]:
        """Return what must stay reachable by id: what choice lists name and expressions ask for."""
        source = "\n".join(expression for expression in expressions if "jr:itext" in expression)
        is_any = bool(_ASKED.search(source))
        return {
            id_: wording
            for id_, wording in self.by_id.items()
            if id_ in cells or is_any or (id_ and id_ in source)
        }

    def _referred(self, ref: str) -> Wording:
        found = _ITEXT.match(ref)
        if found is None:  # a label computed from the data, or jr:itext() of an expression
            return Wording(texts={NO_LANGUAGE: (Output(ref.strip()),)})
        return self.by_id.get(found["id"], Wording())

    def _literal(self, text: Text) -> Wording:
        return Wording(texts={self.literal_language: text}) if text else Wording()

    def _read(self, itext: Element) -> None:
        collected: dict[str, Wording] = {}
        for translation in itext:
            if local(translation.tag) != "translation":
                continue
            language = (translation.get("lang") or NO_LANGUAGE).strip()
            if language not in self.languages:
                self.languages.append(language)
            if translation.get("default") is not None and not self.default_language:
                self.default_language = language
            for text in translation:
                if local(text.tag) == "text":
                    wording = collected.setdefault(text.get("id", ""), _empty())
                    _add_values(wording, language, text)
        for id_, wording in collected.items():
            self.by_id[id_] = _without_fillers(wording)
        self._drop_hollow_default()

    def _drop_hollow_default(self) -> None:
        """``default`` among named languages is no language of its own unless it words whole labels."""
        if NO_LANGUAGE not in self.languages or len(self.languages) == 1:
            return
        worded = {
            language: sum(
                language in wording.texts
                for id_, wording in self.by_id.items()
                if not id_.endswith((":jr:constraintMsg", ":jr:requiredMsg"))
            )
            for language in self.languages
        }
        if worded[NO_LANGUAGE] * 4 < max(worded.values()):
            self.languages.remove(NO_LANGUAGE)
            if self.default_language == NO_LANGUAGE:
                self.default_language = ""


def text_of(element: Element) -> Text:
    """Return the mixed content of an element: texts and outputs, outer white space removed."""
    parts: list[str | Output] = []
    _add(parts, element.text)
    for child in element:
        if local(child.tag) == "output":
            value = child.get("value") or child.get("ref") or ""
            if value.strip():
                parts.append(Output(value.strip()))
        else:  # markup such as <b>: its words count
            _add(parts, "".join(child.itertext()))
        _add(parts, child.tail)
    return _trimmed(parts)


def _add(parts: list[str | Output], text: str | None) -> None:
    if not text:
        return
    if parts and isinstance(parts[-1], str):
        parts[-1] += text
    else:
        parts.append(text)


def _trimmed(parts: list[str | Output]) -> Text:
    if parts and isinstance(parts[0], str):
        parts[0] = parts[0].lstrip()
    if parts and isinstance(parts[-1], str):
        parts[-1] = parts[-1].rstrip()
    return tuple(part for part in parts if part)


def _empty() -> Wording:
    return Wording(texts={}, guidance={}, image={}, audio={})


def _add_values(wording: Wording, language: str, text: Element) -> None:
    for value in text:
        if local(value.tag) != "value":
            continue
        content = text_of(value)
        form = (value.get("form") or "").strip()
        plain = _MEDIA.sub("", "".join(part for part in content if isinstance(part, str)))
        if form in ("", "long", "short"):
            if content and (form != "short" or language not in wording.texts):
                wording.texts[language] = content
        elif form == "guidance" and content:
            wording.guidance[language] = content
        elif form == "image" and plain:
            wording.image[language] = plain
        elif form == "audio" and plain:
            wording.audio[language] = plain


def _without_fillers(wording: Wording) -> Wording:
    return msgspec.structs.replace(
        wording,
        texts=_really(wording.texts),
        guidance=_really(wording.guidance),
        image=_really_named(wording.image),
        audio=_really_named(wording.audio),
    )


def _really(texts: dict[str, Text]) -> dict[str, Text]:
    """Drop pyxform's fillers; a text that is ``-`` in every language is meant."""
    if all(text == (_FILLER,) for text in texts.values()) and len(texts) == 1:
        return texts
    return {language: text for language, text in texts.items() if text != (_FILLER,)}


def _really_named(names: dict[str, str]) -> dict[str, str]:
    return {language: name for language, name in names.items() if name != _FILLER}
