"""A seeded respondent for samples and tests: it knows no form, it reads the one it is given.

It answers what is relevant, keeps to types, choices and constraints (bounds read from the constraint's
own numbers, then by trial), lets repeats stay small and sometimes gives a typed non-answer. Its prose is
marked as sample text in the client's language.
"""

import datetime
import random
import re
from collections.abc import Iterator
from itertools import islice

from intake_app.interview.compiled import COUNT, RELEVANT
from intake_app.interview.session import Interview
from intake_app.interview.tree import RepeatRange, Slot, walk
from intake_app.interview.views import NonAnswer
from intake_app.languages import fallback_chain

_PROSE = {
    "de": ("Beispieltext: alles in Ordnung", "Beispieltext: bitte nachfragen", "Beispielort"),
    "en": ("Sample text: all is well", "Sample text: please ask again", "Sampletown"),
    "ar": ("نص تجريبي: كل شيء على ما يرام", "نص تجريبي: يرجى السؤال مرة أخرى", "مدينة تجريبية"),
    "fa": ("متن نمونه: همه چیز خوب است", "متن نمونه: لطفاً دوباره بپرسید", "شهر نمونه"),
    "uk": ("Зразок тексту: усе гаразд", "Зразок тексту: запитайте ще раз", "Зразкове місто"),
    "fr": ("Texte d'exemple : tout va bien", "Texte d'exemple : à vérifier", "Exempleville"),
    "es": ("Texto de ejemplo: todo bien", "Texto de ejemplo: por confirmar", "Villaejemplo"),
}
_PLAIN_TEXTS = ("Sample", "sample", "AB", "ABC", "sample@example.org", "+4915500000000", "015500000000")
_AGREES = frozenset({"yes", "ja", "oui", "si", "1", "given", "true", "agree"})
_NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_TRIES = 80


class Refusal(str):
    """A typed non-answer; a plain text of the same letters is an answer."""

    __slots__ = ()


class Respondent:
    """Answers one interview after the other.

    ``language``: BCP 47 tag of its prose. ``refusals``: share of typed non-answers. ``curiosity``: how
    often it takes the choice that opens most questions (a refused consent would end many interviews).
    """

    def __init__(
        self, seed: int, language: str = "en", *, refusals: float = 0.03, curiosity: float = 0.9
    ) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - a sample, not a secret
        self.prose = next(
            (_PROSE[tag] for tag in fallback_chain(language or "en") if tag in _PROSE), _PROSE["en"]
        )
        self.refusals = refusals
        self.curiosity = curiosity

    def fill(self, interview: Interview, now: datetime.datetime, *, most: int = 5_000) -> int:
        """Answer everything that is asked, in document order; return how many acts that took."""
        done: set[Slot | RepeatRange] = set()
        acts = 0
        while acts < most:
            slot = self._next(interview, done)
            if slot is None:
                break
            done.add(slot)
            if isinstance(slot, RepeatRange):
                acts += self._people(interview, slot)
            else:
                acts += self.give(interview, slot.ref, now)
        return acts

    def give(self, interview: Interview, ref: str, now: datetime.datetime) -> bool:
        """Answer one question; return whether there was anything to answer."""
        answer = self.answer_for(interview, ref, now)
        if answer is None:
            return False
        if isinstance(answer, Refusal):
            interview.decline(ref, _reason(answer))
        else:
            interview.answer(ref, answer, now=now)
        return True

    def answer_for(self, interview: Interview, ref: str, now: datetime.datetime) -> str | Refusal | None:
        """Return an answer the question accepts, a ``Refusal``, or None where there is nothing to answer."""
        slot = interview.question(ref)
        if not slot.relevant or slot.readonly or not slot.compiled.is_asked:
            return None
        definition = slot.compiled.definition
        if self._opens_questions(slot) and self.chance.random() < self.curiosity:
            return self._longest_way(interview, slot, now)
        if not definition.saveto and self.chance.random() < self.refusals:
            return Refusal(self.chance.choice(("declined", "unknown", "not-asked")))
        for candidate in islice(self._candidates(interview, slot, now), _TRIES):
            if interview.accepts(ref, candidate):
                return candidate
        return Refusal("unknown") if slot.required else None

    def _opens_questions(self, slot: Slot) -> bool:
        return slot.compiled.definition.control == "select1" and any(
            dependent.rule.kind == RELEVANT for dependent in slot.compiled.dependents
        )

    def _longest_way(self, interview: Interview, slot: Slot, now: datetime.datetime) -> str | None:
        """Try the choices (a dozen at most) and return one that leaves most questions asked."""
        values = [offer.value for offer in interview.choosing.offers(slot) if offer.value]
        self.chance.shuffle(values)
        best, most = None, -1
        for value in values[:12]:
            if not interview.accepts(slot.ref, value):
                continue
            is_given = value == interview.value(slot.ref)  # the same again is no act: nothing to take back
            if not is_given:
                interview.answer(slot.ref, value, now=now)
            asked = interview.progress()[1]
            if not is_given:
                interview.undo()
            if asked > most:
                best, most = value, asked
        return best

    # -- which question ------------------------------------------------------------------------------

    def _next(self, interview: Interview, done: set[Slot | RepeatRange]) -> Slot | RepeatRange | None:
        for slot in walk(interview.root):
            if not slot.relevant:
                continue
            for kid in slot.kids:
                is_open = isinstance(kid, RepeatRange) and kid.relevant and kid not in done
                if is_open and COUNT not in kid.compiled.rules and not kid.compiled.definition.no_add_remove:
                    return kid
            if slot.compiled.is_asked and not slot.readonly and slot not in done:
                return slot
        return None

    def _people(self, interview: Interview, place: RepeatRange) -> int:
        wanted = self.chance.choice((1, 1, 2, 3))
        added = 0
        while len(place.instances) < wanted:
            interview.add_repeat(place.ref)
            added += 1
        return added

    # -- which answer --------------------------------------------------------------------------------

    def _candidates(self, interview: Interview, slot: Slot, now: datetime.datetime) -> Iterator[str]:
        definition = slot.compiled.definition
        if slot.compiled.is_select:
            yield from self._selections(interview, slot)
        elif definition.control == "range":
            yield from self._in_range(definition.parameters)
        elif definition.control == "trigger":
            yield "OK"
        elif definition.control == "upload":
            return
        elif definition.data_type in {"int", "decimal"}:
            yield from self._numbers(slot)
        elif definition.data_type in {"date", "dateTime"}:
            for day in self._days(slot, now):
                yield day if definition.data_type == "date" else f"{day}T10:00:00.000+00:00"
        elif definition.data_type == "time":
            yield f"{self.chance.randrange(7, 20):02}:{self.chance.choice((0, 15, 30, 45)):02}"
        elif definition.data_type == "geopoint":
            yield f"{50 + self.chance.random() * 3:.5f} {7 + self.chance.random() * 6:.5f} 0 0"
        elif definition.data_type == "barcode":
            yield str(self.chance.randrange(10**11, 10**12))
        elif definition.data_type == "boolean":
            yield self.chance.choice(("true", "false"))
        else:
            yield from self._texts(definition.constraint)

    def _selections(self, interview: Interview, slot: Slot) -> Iterator[str]:
        values = [offer.value for offer in interview.choosing.offers(slot) if offer.value]
        definition = slot.compiled.definition
        if not values:
            return
        if definition.saveto.startswith("consent"):
            yield from sorted(values, key=lambda value: value.lower() not in _AGREES)
            return
        if definition.control == "rank":
            self.chance.shuffle(values)
            yield " ".join(values)
        for _ in range(_TRIES // 2):
            if definition.control == "select1":
                yield self.chance.choice(values)
            else:
                number = min(len(values), self.chance.choice((1, 1, 2, 2, 3, 4)))
                chosen = set(self.chance.sample(values, number))
                yield " ".join(value for value in values if value in chosen)
        yield from values

    def _in_range(self, parameters: dict[str, str]) -> Iterator[str]:
        start, end, step = (
            _number(parameters.get(name, ""), otherwise)
            for name, otherwise in (("start", 1.0), ("end", 10.0), ("step", 1.0))
        )
        steps = max(0, int((end - start) / (step or 1.0)))
        for _ in range(_TRIES):
            yield _written(start + self.chance.randint(0, steps) * (step or 1.0))

    def _numbers(self, slot: Slot) -> Iterator[str]:
        definition = slot.compiled.definition
        if any(dependent.rule.kind == COUNT for dependent in slot.compiled.dependents):
            yield str(self.chance.randint(0, 3))
        bounds = [float(text) for text in _NUMBER.findall(definition.constraint)]
        low, high = (min(bounds), max(bounds)) if len(bounds) > 1 else (0.0, 6.0)
        for _ in range(6):
            yield self._between(low, min(high, low + 60), definition.data_type)
        for bound in bounds:
            for near in (bound, bound + 1, bound - 1, bound + 0.5):
                yield _written(near) if definition.data_type == "decimal" else str(int(near))
        for top in (3, 10, 100, 1_000, 10_000, 1_000_000, 10_000_000_000):
            for _ in range(6):
                yield self._between(0, top, definition.data_type)

    def _between(self, low: float, high: float, data_type: str) -> str:
        if data_type == "int":
            return str(self.chance.randint(int(low), max(int(low), int(high))))
        return _written(round(self.chance.uniform(low, high), 2))

    def _days(self, slot: Slot, now: datetime.datetime) -> Iterator[str]:
        today = now.date()
        fixed = [
            datetime.date.fromisoformat(text) for text in _DATE.findall(slot.compiled.definition.constraint)
        ]
        yield (today - datetime.timedelta(days=self.chance.randrange(1, 400))).isoformat()
        for day in [*fixed, today]:
            for distance in (0, 1, -1, 30, -30, 400, -400, 7_000, -7_000, -12_000):
                yield (day + datetime.timedelta(days=distance)).isoformat()

    def _texts(self, constraint: str) -> Iterator[str]:
        yield self.chance.choice(self.prose)
        yield from _PLAIN_TEXTS
        for length in range(1, 21):
            yield "".join(self.chance.choice("123456789") for _ in range(length))
        for length in range(1, 13):
            yield "".join(self.chance.choice("abcdefgh") for _ in range(length))
        yield from re.findall(r"'([^']+)'", constraint)


def _reason(refusal: Refusal) -> NonAnswer:
    return "declined" if refusal == "declined" else "not-asked" if refusal == "not-asked" else "unknown"


def _number(text: str, otherwise: float) -> float:
    try:
        return float(text)
    except ValueError:
        return otherwise


def _written(number: float) -> str:
    return str(int(number)) if number == int(number) else f"{number:.4f}".rstrip("0")
