"""Which language a text is shown in when the asked one is missing: fallback chains of form languages."""

from collections.abc import Iterable
from typing import TypeVar

from intake_app.forms.definition import FormDefinition, Text, Wording
from intake_app.languages import fallback_chain

NO_LANGUAGE = "default"
_T = TypeVar("_T")


def text_for(
    wording: Wording, chain: Iterable[str], *, guidance: bool = False, is_strict: bool = False
) -> tuple[str, Text] | None:
    """Return (language name, text) of the first language in ``chain`` that has one, else of any that has.

    ``None`` when the wording says nothing in any language. With ``guidance`` the guidance hint is meant;
    ``is_strict`` takes no language outside the chain (texts with legal effect).
    """
    return _first(wording.guidance if guidance else wording.texts, chain, is_strict=is_strict)


def media_for(names: dict[str, str], chain: Iterable[str], *, is_strict: bool = False) -> str:
    """Return the file name of a picture or sound for the first language that has one; empty if none."""
    found = _first(names, chain, is_strict=is_strict)
    return found[1] if found else ""


def fallback_languages(definition: FormDefinition, name: str) -> tuple[str, ...]:
    """Return the form's languages to try for ``name``, each once.

    The language itself, then the same language elsewhere (``fa-AF`` -> ``fa`` -> another Persian), the
    form's default language, texts without a language, then every other in the form's order.
    """
    tags = {language.name: language.tag for language in definition.languages}
    wanted = fallback_chain(tags[name]) if tags.get(name) else ()
    order = [name]
    order += [other for tag in wanted for other, its in tags.items() if its == tag]
    if wanted:
        order += [other for other, its in tags.items() if its and its.split("-")[0] == wanted[-1]]
    order += [definition.default_language, NO_LANGUAGE, *tags]
    return tuple(dict.fromkeys(order))


def stated_chain(definition: FormDefinition, name: str) -> tuple[str, ...]:
    """Return the languages that stand in for ``name``, itself first, the form's default language last."""
    chain = fallback_languages(definition, name)
    return tuple(
        each for each in chain[: chain.index(definition.default_language) + 1] if each != NO_LANGUAGE
    )


def _first(texts: dict[str, _T], chain: Iterable[str], *, is_strict: bool) -> tuple[str, _T] | None:
    for name in chain:
        found = texts.get(name)
        if found:
            return name, found
    if is_strict:
        return None
    return next(((name, found) for name, found in texts.items() if found), None)
