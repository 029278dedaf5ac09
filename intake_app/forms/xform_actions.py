"""Actions of an XForm: ``setvalue`` is kept, what needs a device's sensors is named and left out."""

from xml.etree.ElementTree import Element

from intake_app.forms.definition import SetValue
from intake_app.forms.references import absolute, without_predicates
from intake_app.forms.xml_reading import local


def read_action(element: Element, context: str, trigger: str, ids: dict[str, str]) -> SetValue | str:
    """Return the action, or the name of one this program does not do (``setgeopoint``).

    ``ids``: references by bind id, for an action that names a bind instead of a reference.
    """
    name = local(element.tag)
    bind = (element.get("bind") or "").strip()
    target = (element.get("ref") or "").strip() or ids.get(bind, bind)
    if name != "setvalue" or not target:
        return name
    events = next((value for key, value in element.attrib.items() if local(key) == "event"), "")
    value = element.get("value")
    if value is None:
        value = quoted("".join(element.itertext()).strip())
    plain = without_predicates(target)
    place = target if plain != target else ""
    return SetValue(absolute(plain, context), tuple(events.split()), value.strip(), trigger, place)


def quoted(text: str) -> str:
    """Return ``text`` as an XPath string literal; an empty text stays empty (it clears)."""
    if not text:
        return ""
    if "'" not in text:
        return f"'{text}'"
    if '"' not in text:
        return f'"{text}"'
    parts = ', "\'", '.join(f"'{part}'" for part in text.split("'"))
    return f"concat({parts})"
