"""How goals, steps, offers and referrals are said: codes worded in the window's language."""

import datetime

from intake_app.code_lists import code_list, code_word
from intake_app.records.offer import OfferReason
from intake_app.records.partial_date import PartialDate
from intake_app.records.plan import Attainment, Measure
from intake_app.records.referral import Referral
from intake_app.services.plans import domain_name
from intake_app.services.referrals import days_to_first_contact
from intake_app.services.told_dates import describe
from ui.naming import shown_name
from ui.parts.code_picker import code_words
from ui.words import _, plural, set_apart, words

LEVELS = ("guiding", "framework", "action")
GOAL_STATES = ("open", "reached", "given-up", "replaced")
STEP_STATES = ("open", "running", "appointment", "done", "dropped")
DOERS = ("client", "worker", "third")
KINDS = ("information", "appointment", "accompanied", "handover")
STRUCTURES = ("", "standard", "project")
STEP_CHIPS = {"open": "line", "running": "soft", "appointment": "soft", "done": "res", "dropped": "sunken"}


def domain_words(code: str) -> str:
    """Return a life domain's short name."""
    return domain_name(code, words().tag, is_short=True)


def level_words(level: str) -> str:
    """Return a rung of the ladder of goals."""
    return {
        # Translators: German Leitziel, Rahmenziel, Handlungsziel
        "guiding": _("Guiding goal"),
        "framework": _("Framework goal"),
        "action": _("Action goal"),
    }.get(level, level)


def goal_state_words(status: str) -> str:
    """Return how a goal stands."""
    return {
        "open": _("we are working on it"),
        "reached": _("reached"),
        "given-up": _("no longer wanted"),
        "replaced": _("replaced by another goal"),
    }.get(status, status)


def step_state_words(status: str) -> str:
    """Return how a step stands."""
    return {
        "open": _("open"),
        "running": _("running"),
        "appointment": _("appointment made"),
        "done": _("done"),
        "dropped": _("dropped"),
    }.get(status, status)


def doer_words(doer: str) -> str:
    """Return who does a step, without a name."""
    return {
        "client": _("the person"),
        "worker": _("counselling"),
        "third": _("somebody else"),
    }.get(doer, doer)


def who_words(step: Measure, *, is_hidden: bool) -> str:
    """Return who does a step, with the name where one is written down."""
    name = shown_name(step.doer_name, is_hidden=is_hidden)
    return f"{doer_words(step.doer)} · {name}" if name else doer_words(step.doer)


def kind_words(kind: str) -> str:
    """Return how somebody is referred."""
    return {
        "information": _("tell the person where to go"),
        "appointment": _("make an appointment"),
        "accompanied": _("go there together"),
        "handover": _("hand over with a sheet"),
    }.get(kind, kind)


def structure_words(structure: str) -> str:
    """Return whether an office is there for everybody or a project."""
    return {
        "": _("not known"),
        # Translators: German Regelstruktur: services that are there for everybody, for good
        "standard": _("standard service"),
        "project": _("project"),
    }.get(structure, structure)


def grade_words(value: int) -> str:
    """Return a grade of the goal attainment scale as it is printed: −2 to +2."""
    return f"{value:+d}".replace("-", "−") if value else "0"


def grade_meaning(value: int) -> str:
    """Return what a grade means."""
    return {
        -2: _("much less than hoped"),
        -1: _("less than hoped"),
        0: _("as hoped"),
        1: _("more than hoped"),
        2: _("much more than hoped"),
    }[value]


def attainment_words(one: Attainment) -> str:
    """Return one look at a goal: the day, the grade, a remark."""
    said = f"{words().date(one.at.astimezone().date())}: {grade_words(one.value)}"
    return f"{said} · {one.remark}" if one.remark else said


def day_words(iso: str) -> str:
    """Return a date (YYYY-MM-DD or coarser) as people read it, short where it is a whole day."""
    if len(iso) == len("YYYY-MM-DD"):
        return set_apart(words().date(datetime.date.fromisoformat(iso)))
    return describe(PartialDate(iso=iso), words()) if iso else ""


def is_past(iso: str, today: datetime.date) -> bool:
    """Tell whether the whole of a date (YYYY-MM-DD or coarser) lies behind ``today``."""
    return bool(iso) and iso < today.isoformat()[: len(iso)]


def result_words(result: str) -> str:
    """Return what became of a referral."""
    return code_words("referral-results", result) if result else _("nothing known yet")


def referral_words(referral: Referral) -> str:
    """Return how somebody was referred and what became of it, on one line."""
    parts = [kind_words(referral.kind)]
    if referral.handed_over_at is not None:
        day = words().date(referral.handed_over_at.astimezone().date())
        parts.append(_("handed over on {date}", date=day))
    days = days_to_first_contact(referral)
    if days is not None:
        parts.append(contact_words(days))
    return " · ".join(parts)


def contact_words(days: int) -> str:
    """Return how long it took until the first contact."""
    return plural("{n} day to the first contact", "{n} days to the first contact", days)


def categories_words(categories: tuple[str, ...]) -> str:
    """Return categories of data on one line."""
    return ", ".join(code_words("data-categories", one) for one in categories)


def verdict_words(verdict: str) -> str:
    """Return what a line about an offer says, for who does not see its mark."""
    return {"met": _("fits"), "unknown": _("not known"), "not-met": _("against it")}[verdict]


def reason_words(reason: OfferReason) -> tuple[str, str]:
    """Return one line of why an offer fits or not, and the fact behind it; codes and dates in words."""
    facts = {name: _fact(name, value) for name, value in reason.facts.items()}
    return _(reason.says, **facts), _(reason.because, **facts) if reason.because else ""


def _fact(name: str, value: str) -> str:
    if name == "domain":
        return domain_words(value)
    if name == "need":
        return code_words("needs", value)
    if name in {"group", "groups"}:
        return ", ".join(_group(one) for one in value.replace(",", " ").split())
    if name in {"language", "languages"}:
        return ", ".join(words().language_name(tag) for tag in value.replace(",", " ").split())
    if name in {"date", "verified_on"}:
        return day_words(value)
    if name in {"km", "n"}:
        return words().number(float(value))
    return value


def _group(code: str) -> str:
    for name in ("status-groups", "target-groups"):
        try:
            known = {one.code for one in code_list(name)}
        except KeyError:
            continue
        if code in known:
            return code_word(name, code, words().tag)
    return code
