"""What the page of an assessment shows beside its records: words of domains and scales, picture, hints.

Nothing here reads the vault; it may be called while a person types.
"""

from collections.abc import Collection

import msgspec

from intake_app.assessment import domains, gate, profile
from intake_app.assessment.domains import Prompt
from intake_app.assessment.gate import Wanted
from intake_app.assessment.radar import frame, radar
from intake_app.records.assessment import Assessment, DomainRating, Resource
from intake_app.records.radar import RadarDrawing

__all__ = [
    "FROM_NEED", "PROTECTED", "DomainTexts", "Picture", "Prompt", "Wanted", "domain_codes",
    "domain_texts",
    "frame", "highest_need", "picture_of", "short_name", "step_word", "wants_of",
]  # fmt: skip

PROTECTED = frozenset({"D08"})  # hidden from interpreters and where names are hidden
FROM_NEED = gate.FROM_NEED
highest_need = gate.highest_need


class DomainTexts(msgspec.Struct, frozen=True):
    """A domain's words in one language, or the next best one; each prompt knows the language it is in."""

    code: str
    position: int
    is_rated: bool
    name: str
    resource_prompts: tuple[Prompt, ...]
    need_prompts: tuple[Prompt, ...]


class Picture(msgspec.Struct, frozen=True):
    """The radar, the three lines (domain codes) and what is wanted before the assessment is complete."""

    radar: RadarDrawing
    carries: tuple[str, ...]
    first: tuple[str, ...]
    together: tuple[str, ...]
    wanted: tuple[Wanted, ...]


def domain_codes(*, with_story: bool = True) -> tuple[str, ...]:
    """Return the codes of the domains in order; the last is the story, which is told and not rated."""
    return tuple(one.code for one in domains.life_domains() if one.is_rated or with_story)


def domain_texts(code: str, language: str) -> DomainTexts:
    """Return the words of a domain in ``language`` (BCP 47); StopIteration for an unknown code."""
    domain = next(one for one in domains.life_domains() if one.code == code)
    return DomainTexts(
        code=code,
        position=domain.position,
        is_rated=domain.is_rated,
        name=domains.domain_name(code, language),
        resource_prompts=domains.prompts(code, "resource", language),
        need_prompts=domains.prompts(code, "need", language),
    )


def short_name(code: str, language: str) -> str:
    """Return a domain's short name."""
    return domains.domain_name(code, language, is_short=True)


def step_word(scale: str, value: int | str, language: str) -> str:
    """Return the word of a step of ``resource``, ``need`` or ``urgency``."""
    return domains.scale_word(scale, value, language)


def wants_of(rating: DomainRating, resources: Collection[Resource]) -> tuple[str, ...]:
    """Return what a domain still wants (``resource``, ``urgency``, ...) before it is done."""
    return tuple(one.want for one in gate.missing_in(rating, resources))


def picture_of(
    assessment: Assessment | None,
    resources: Collection[Resource],
    *,
    earlier: Assessment | None = None,
    hidden: Collection[str] = (),
) -> Picture:
    """Return what the side of the page shows; ``hidden`` domains are in none of it save what is wanted."""
    drawing = radar(assessment, earlier=earlier, hidden=hidden)
    if assessment is None:
        return Picture(drawing, (), (), (), ())
    lines = profile.summarise(assessment)
    return Picture(
        radar=drawing,
        carries=tuple(code for code in lines.carries if code not in hidden),
        first=tuple(code for code in lines.first if code not in hidden),
        together=tuple(code for code in lines.together if code not in hidden),
        wanted=gate.missing_before_done(assessment, resources),
    )
