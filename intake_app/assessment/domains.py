"""The life domains, their prompts and the words of the scales, read from ``resources/assessment``."""

import csv
from functools import lru_cache

import msgspec

from intake_app.languages import fallback_chain
from intake_app.places import resources

VERSION = "2026.11"


class Prompt(msgspec.Struct, frozen=True):
    """One text in the language it really is in; ``is_reviewed`` by a native speaker with name and date."""

    text: str
    language: str
    is_reviewed: bool


class LifeDomain(msgspec.Struct, frozen=True):
    """One life domain. ``areas`` are the MIPEX-R area, Zaragoza area and IPL dimensions it touches."""

    code: str
    position: int
    icon: str
    is_rated: bool
    mipex_r: str
    zaragoza: str
    ipl: tuple[str, ...]


@lru_cache(maxsize=1)
def life_domains() -> tuple[LifeDomain, ...]:
    """Return all domains in order, the narrative one last."""
    found = [
        LifeDomain(
            code=line["code"],
            position=int(line["position"]),
            icon=line["icon"],
            is_rated=line["is_rated"] == "yes",
            mipex_r=line["mipex_r"],
            zaragoza=line["zaragoza"],
            ipl=tuple(line["ipl"].split()),
        )
        for line in _rows("domains.csv")
    ]
    return tuple(sorted(found, key=lambda domain: domain.position))


def rated_domains() -> tuple[LifeDomain, ...]:
    """Return the eleven domains that are rated."""
    return tuple(domain for domain in life_domains() if domain.is_rated)


def domain_name(code: str, language: str, *, is_short: bool = False) -> str:
    """Return a domain's name in ``language`` (BCP 47) or the next best one."""
    return _said(code, "short" if is_short else "name", language)[0].text


def prompts(code: str, side: str, language: str) -> tuple[Prompt, ...]:
    """Return a domain's prompts for ``side`` (``resource`` or ``need``), each in the next best language."""
    return tuple(_said(code, side, language))


def scale_word(scale: str, value: int | str, language: str) -> str:
    """Return the word of a step of ``resource``, ``need`` or ``urgency``; empty where there is none."""
    words = _scales().get((scale, str(value)), {})
    return next((words[tag] for tag in _chain(language) if tag in words), "")


def _said(code: str, kind: str, language: str) -> list[Prompt]:
    by_number = _texts().get((code, kind), {})
    said = []
    for number in sorted(by_number):
        words = by_number[number]
        said.append(next(words[tag] for tag in (*_chain(language), *words) if tag in words))
    return said


def _chain(language: str) -> tuple[str, ...]:
    return (*fallback_chain(language), "de", "en")


@lru_cache(maxsize=1)
def _texts() -> dict[tuple[str, str], dict[int, dict[str, Prompt]]]:
    found: dict[tuple[str, str], dict[int, dict[str, Prompt]]] = {}
    for line in _rows("texts.csv"):
        language = line["language"]
        is_reviewed = language in ("de", "en") or bool(line["reviewer"] and line["reviewed_on"])
        numbered = found.setdefault((line["domain"], line["kind"]), {})
        numbered.setdefault(int(line["n"]), {})[language] = Prompt(line["text"], language, is_reviewed)
    return found


@lru_cache(maxsize=1)
def _scales() -> dict[tuple[str, str], dict[str, str]]:
    found: dict[tuple[str, str], dict[str, str]] = {}
    for line in _rows("scales.csv"):
        found.setdefault((line["scale"], line["value"]), {})[line["language"]] = line["text"]
    return found


def _rows(name: str) -> list[dict[str, str]]:
    with (resources() / "assessment" / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
