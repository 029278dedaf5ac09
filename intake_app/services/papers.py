"""What papers say, gathered on the vault lane: frozen content, from which ``documents`` makes the paper.

Gathering changes nothing. A paper that leaves the screen is noted (``note_paper``); a handover sheet is then
handed over in the same act, so that a consent withdrawn a minute before still stops it.
"""

import csv
import datetime
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Literal

import msgspec

from intake_app import places
from intake_app.assessment.domains import domain_name, rated_domains
from intake_app.code_lists import code_word
from intake_app.documents.wordings import paper_languages
from intake_app.languages import direction, normal_tag
from intake_app.records import special_needs as letters
from intake_app.records.assessment import Need, Resource
from intake_app.records.case_work import Household
from intake_app.records.consent import Consent
from intake_app.records.papers import (
    BatchNote,
    Checklist,
    ClientCopy,
    ConsentForm,
    Handover,
    ListedItem,
    Paper,
    PaperContact,
    PaperDate,
    PaperGoal,
    PaperHead,
    PaperRating,
    PaperStep,
    ReadText,
    RecoverySheet,
    Said,
    ServicePlan,
    SpecialNeedsLetter,
    SupportLine,
)
from intake_app.records.plan import Goal, Measure
from intake_app.records.referral import Referral
from intake_app.records.user import Site
from intake_app.services import referrals
from intake_app.services.cases import case_of
from intake_app.services.consents import release_text
from intake_app.services.paper_pictures import network_picture, radar_picture
from intake_app.services.recovery import RecoveryKey
from intake_app.services.session import Workspace
from intake_app.services.sites import current_profile
from intake_app.services.status import status_page
from intake_app.services.status_papers import timeline_picture
from intake_app.services.subject_access import subject_sheet
from intake_app.services.transparency import transparency_sheet
from intake_app.vault import assessments as assessment_sql
from intake_app.vault import batches as batch_sql
from intake_app.vault import consents as consent_sql
from intake_app.vault import offers as offer_sql
from intake_app.vault import persons as person_sql
from intake_app.vault import plans as plan_sql
from intake_app.vault import site as site_sql
from intake_app.vault.errors import RecordMissing

PaperKind = Literal["copy", "plan", "consent", "handover", "letter", "checklist", "transparency", "access"]
_PROTECTED = frozenset({"D08"})  # hidden where others may read along: papers travel
_CLIENT_FIRST = frozenset({"copy", "consent", "checklist", "transparency", "access"})


class PaperChoice(msgspec.Struct, frozen=True):
    """A paper that can be made now; ``about`` names the consent or referral it is made of."""

    kind: PaperKind
    about: str = ""
    recipient: str = ""


class PapersPage(msgspec.Struct, frozen=True):
    """All that the page of papers shows. ``languages``: the person's own first, then German, then others."""

    choices: tuple[PaperChoice, ...]
    languages: tuple[str, ...]


def open_papers(workspace: Workspace, *, person_id: str, now: datetime.datetime) -> PapersPage:
    """Return which papers can be made for a person; raises RecordMissing."""
    with workspace.recorded("papers.open", f"person:{person_id}", now=now):
        return papers_page(workspace, person_id=person_id)


def papers_page(workspace: Workspace, *, person_id: str) -> PapersPage:
    """Return the page as it stands after a paper was made (the opening was the audited look)."""
    database = workspace.database
    person = person_sql.person(database, person_id)
    if person is None:
        raise RecordMissing
    choices = [
        PaperChoice("copy"),
        PaperChoice("plan"),
        PaperChoice("checklist"),
        PaperChoice("transparency"),
        PaperChoice("access"),
    ]
    choices += [
        PaperChoice("consent", one.id, one.recipient)
        for one in consent_sql.latest_consents(database, person_id)
        if one.purpose == "K-SPE"
    ]
    for one in _referrals(workspace, person_id):
        if one.consent_id:
            choices += [
                PaperChoice("handover", one.id, one.recipient),
                PaperChoice("letter", one.id, one.recipient),
            ]
    own = [normal_tag(tag) for tag in person.languages if normal_tag(tag) != "de"]
    return PapersPage(tuple(choices), tuple(dict.fromkeys([*own, "de", *paper_languages()])))


def second_languages() -> tuple[str, ...]:
    """Return the languages (BCP 47) a paper can be in beside German; German alone comes first."""
    return tuple(dict.fromkeys(("de", *paper_languages())))


def gather_paper(
    workspace: Workspace,
    *,
    person_id: str,
    kind: PaperKind,
    language: str,
    about: str = "",
    letter: str = "",
    now: datetime.datetime,
) -> Paper:
    """Return the content of a paper in German and ``language`` (BCP 47); nothing is kept.

    ``about`` is the id of the consent or referral, ``letter`` what the counsellor wrote. Raises
    ReferralWithoutConsent, CategoryNotCovered, RecordMissing.
    """
    head = _head(workspace, person_id, language, now, is_client_first=kind in _CLIENT_FIRST)
    if kind == "copy":
        return _client_copy(workspace, person_id, head)
    if kind == "plan":
        return _service_plan(workspace, person_id, head)
    if kind == "checklist":
        return Checklist(head=head, groups=(*_checklist(), *_local_rules(workspace)))
    if kind == "transparency":
        return transparency_sheet(workspace, person_id, head)
    if kind == "access":
        return subject_sheet(workspace, person_id, head, now)
    if kind == "consent":
        consent = next(
            (one for one in consent_sql.all_consents(workspace.database, person_id) if one.id == about), None
        )
        if consent is None:
            raise RecordMissing
        return _consent_form(consent, head)
    return _handover(workspace, about, head, letter if kind == "letter" else "", now)


def consent_to_sign(
    workspace: Workspace,
    *,
    person_id: str,
    recipient: str,
    categories: tuple[str, ...],
    language: str,
    now: datetime.datetime,
) -> ConsentForm:
    """Return the release from secrecy towards ``recipient`` before it is decided, to be read and signed."""
    head = _head(workspace, person_id, language, now, is_client_first=True)
    texts = _release_texts(head, recipient, categories)
    return ConsentForm(head=head, version=texts[0][0], texts=tuple(text for _version, text in texts),
                       recipient=recipient, categories=categories)  # fmt: skip


def special_needs_paper(
    workspace: Workspace, *, person_id: str, letter: letters.SpecialNeedsLetter, language: str = "de"
) -> SpecialNeedsLetter:
    """Return the page of a letter that ``services.special_needs.make_letter`` gave; raises RecordMissing."""
    head = _head(workspace, person_id, language, letter.made_at, is_client_first=False)
    supports = [SupportLine("reception", need) for need in letter.reception]
    supports += [SupportLine("procedural", need) for need in letter.procedural]
    return SpecialNeedsLetter(
        head=msgspec.structs.replace(head, counsellor=letter.made_by),
        recipient=letter.recipient.get("de", ""),
        consent_on=letter.consent_at.astimezone().date().isoformat(),
        categories=letter.signs,
        supports=tuple(supports),
    )


def batch_paper(
    workspace: Workspace, *, batch_id: str, now: datetime.datetime, language: str = "en"
) -> BatchNote:
    """Return the cover note of a sealed batch in German and ``language`` (BCP 47); raises RecordMissing."""
    batch = batch_sql.batch(workspace.database, batch_id)
    if batch is None:
        raise RecordMissing
    items = batch_sql.batch_items(workspace.database, batch_id)
    counts = Counter(item.type for item in items)
    return BatchNote(
        head=PaperHead(workspace.site.name, site_sql.user_name(workspace.database, batch.created_by), now,
                       _german_and(language), is_sample=workspace.is_sample),
        sequence=batch.header.sequence,
        batch_id=batch.batch_id,
        file=Path(batch.path).name,
        sha256=batch.sha256,
        recipient=", ".join(batch.header.recipients),
        counts=tuple(sorted(counts.items())),
    )  # fmt: skip


def recovery_paper(
    key: RecoveryKey, site: Site, *, now: datetime.datetime, language: str = "en", is_sample: bool = False
) -> RecoverySheet:
    """Return the recovery sheet on paper; the key is nowhere else than in what is returned."""
    head = PaperHead(site.name, "", now, _german_and(language), is_sample=is_sample)
    return RecoverySheet(head=head, identity=key.identity, recipient=key.recipient)


def note_paper(
    workspace: Workspace, *, person_id: str, kind: PaperKind, about: str = "", now: datetime.datetime
) -> None:
    """Keep that a paper leaves the screen; a handover is done with it. Call it before the paper is written.

    Raises ReferralWithoutConsent, CategoryNotCovered, RecordMissing: then it must not be written.
    """
    if kind in {"handover", "letter"}:
        referrals.hand_over(workspace, referral_id=about, now=now)
        return
    with workspace.recorded("paper.make", f"person:{person_id}", now=now, detail=kind):
        pass


def _head(
    workspace: Workspace, person_id: str, language: str, now: datetime.datetime, *, is_client_first: bool
) -> PaperHead:
    database = workspace.database
    person = person_sql.person(database, person_id)
    if person is None:
        raise RecordMissing
    case = case_of(workspace, person_id)
    own = person.name.full_original if person.names else ""
    logo = current_profile(workspace).logo
    both = (normal_tag(language), "de") if is_client_first else ("de", normal_tag(language))
    return PaperHead(
        site=workspace.site.name,
        counsellor=site_sql.user_name(database, case.responsible) or workspace.user.name,
        made_at=now,
        languages=tuple(dict.fromkeys(both)),
        case_number=case.number,
        person=person.display,
        person_original=own if own != person.display else "",
        is_sample=person.is_sample,
        logo=logo.png if logo is not None else b"",
    )


def _german_and(language: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(("de", normal_tag(language))))


def _client_copy(workspace: Workspace, person_id: str, head: PaperHead) -> ClientCopy:
    goals = [one for one in plan_sql.goals_of(workspace.database, person_id) if one.status == "open"]
    steps = _steps(workspace, person_id)
    told = _resources(workspace, person_id)
    return ClientCopy(
        head=head,
        goals=tuple(_goal(one, steps.get(one.id, ()), told, head.languages) for one in goals),
        dates=_dates(goals, steps),
        contacts=_contacts(workspace, person_id, head),
    )


def _service_plan(workspace: Workspace, person_id: str, head: PaperHead) -> ServicePlan:
    database = workspace.database
    goals = [one for one in plan_sql.goals_of(database, person_id) if one.status != "replaced"]
    steps, told = _steps(workspace, person_id), _resources(workspace, person_id)
    done = [one for one in assessment_sql.assessments_of(database, person_id) if one.ratings]
    last = done[-1] if done else None
    shown = [domain.code for domain in rated_domains() if domain.code not in _PROTECTED]
    ratings = tuple(
        PaperRating(_domain(one.domain, head.languages), one.resource_self, one.resource_pro, one.need_self,
                    one.need_pro, one.urgency)
        for one in (last.ratings if last else ())
        if one.domain in shown and one.status == "rated"
    )  # fmt: skip
    return ServicePlan(
        head=head,
        goals=tuple(_goal(one, steps.get(one.id, ()), told, head.languages) for one in goals),
        dates=_dates([one for one in goals if one.status == "open"], steps),
        ratings=ratings,
        rated_on=last.begun_at.astimezone().date().isoformat() if last and ratings else "",
        resources=tuple(_said(one) for one in told.values()),
        radar=radar_picture(last, head.languages[0], hidden=_PROTECTED) if ratings else None,
        eco_map=network_picture(assessment_sql.ties_of(database, person_id), head.languages[0]),
        timeline=timeline_picture(
            status_page(workspace, person_id=person_id, today=head.made_at.astimezone().date()),
            head.languages[0],
            is_mirrored=direction(head.languages[0]) == "rtl",
        ),
    )


def _handover(
    workspace: Workspace, referral_id: str, head: PaperHead, letter: str, now: datetime.datetime
) -> Handover:
    sheet = referrals.preview_handover(workspace, referral_id=referral_id, now=now)
    person = sheet.person
    if person is None:
        head = msgspec.structs.replace(head, person="", person_original="")
    told = {one.id: one for one in sheet.resources}
    steps = tuple(_step(one) for one in sheet.measures)
    contact = person.contact if person is not None else None
    return Handover(
        head=head,
        recipient=sheet.recipient,
        categories=sheet.categories,
        consent_on=sheet.consent_on,
        consent_language=sheet.consent_language,
        contact=tuple(filter(None, (contact.phone, contact.email, contact.address))) if contact else (),
        languages=sheet.languages,
        status_group=sheet.status_group,
        goal=_goal(sheet.goal, steps, told, head.languages) if sheet.goal is not None else None,
        resources=tuple(
            ListedItem(_domain(one.domain, head.languages), _said(one)) for one in sheet.resources
        ),
        needs=tuple(ListedItem(_domain(one.domain, head.languages), _said(one)) for one in sheet.needs),
        households=tuple(_household(workspace, one) for one in sheet.households),
        letter=letter,
    )


def _consent_form(consent: Consent, head: PaperHead) -> ConsentForm:
    texts = _release_texts(head, consent.recipient, consent.categories)
    return ConsentForm(
        head=head,
        version=consent.text_version,
        texts=tuple(text for _version, text in texts),
        recipient=consent.recipient,
        categories=consent.categories,
        decided=consent.state,
        decided_on=consent.at.astimezone().date().isoformat(),
        form=consent.form,
        interpreter=consent.interpreter,
    )


def _release_texts(
    head: PaperHead, recipient: str, categories: tuple[str, ...]
) -> list[tuple[str, ReadText]]:
    found = []
    for tag in head.languages:
        text = release_text(recipient=recipient, categories=categories, language=tag)
        parts = tuple(part for _name, part in text.parts)
        found.append((text.version, ReadText(tag, text.language, text.is_withheld, parts)))
    return found


def _goal(
    goal: Goal, steps: Sequence[PaperStep], resources: dict[str, Resource], languages: Sequence[str]
) -> PaperGoal:
    words = {normal_tag(goal.language): goal.words} if goal.words and goal.language else {}
    return PaperGoal(
        domain=_domain(goal.domain, languages),
        text={"de": goal.text or goal.words, **words},
        steps=tuple(steps),
        resources=tuple(_said(resources[one]) for one in goal.resource_ids if one in resources),
        due_on=goal.due_on,
        review_on=goal.review_on,
        status=goal.status,
        is_interpreted=goal.is_interpreted,
        specific=goal.specific,
        measure=goal.measure,
        accepted=goal.accepted,
        realistic=goal.realistic,
        attainment=goal.attainments[-1].value if goal.attainments else None,
    )


def _steps(workspace: Workspace, person_id: str) -> dict[str, list[PaperStep]]:
    found: dict[str, list[PaperStep]] = {}
    for one in plan_sql.measures_of_case(workspace.database, case_of(workspace, person_id).id):
        if one.status != "dropped":
            found.setdefault(one.goal_id, []).append(_step(one))
    return found


def _step(measure: Measure) -> PaperStep:
    return PaperStep({"de": measure.text}, measure.doer, measure.doer_name, measure.due_on, measure.status,
                     measure.legal_basis)  # fmt: skip


def _dates(goals: Sequence[Goal], steps: dict[str, list[PaperStep]]) -> tuple[PaperDate, ...]:
    """Return the days of open goals and of their steps that are not done, the soonest first."""
    found = []
    for goal in goals:
        words = {normal_tag(goal.language): goal.words} if goal.words and goal.language else {}
        said = {"de": goal.text or goal.words, **words}
        for step in steps.get(goal.id, ()):
            if step.due_on and step.status != "done":
                is_appointment = step.status == "appointment"
                found.append(PaperDate(step.due_on, "appointment" if is_appointment else "step", step.text))
        if goal.review_on:
            found.append(PaperDate(goal.review_on, "review", said))
        if goal.due_on:
            found.append(PaperDate(goal.due_on, "goal", said))
    return tuple(sorted(found, key=lambda one: (one.on, one.kind)))


def _contacts(workspace: Workspace, person_id: str, head: PaperHead) -> tuple[PaperContact, ...]:
    found = {head.counsellor: PaperContact(head.counsellor, "counsellor", (head.site,))}
    for one in _referrals(workspace, person_id):
        provider = offer_sql.provider(workspace.database, one.provider_id) if one.provider_id else None
        lines = (provider.address, provider.phone, provider.email, provider.website) if provider else ()
        found[one.recipient] = PaperContact(one.recipient, "office", tuple(filter(None, lines)))
    return tuple(found.values())


def _referrals(workspace: Workspace, person_id: str) -> tuple[Referral, ...]:
    case = case_of(workspace, person_id)
    return tuple(
        one for one in plan_sql.referrals_of_case(workspace.database, case.id) if one.person_id == person_id
    )


def _resources(workspace: Workspace, person_id: str) -> dict[str, Resource]:
    """Return what carries a person now, without what is specially protected."""
    return {
        one.id: one
        for one in assessment_sql.resources_of(workspace.database, person_id)
        if one.ended_at is None and one.sensitivity != "P4" and one.domain not in _PROTECTED
    }


def _said(one: Resource | Need) -> Said:
    words = {normal_tag(one.language): one.words} if one.words and one.language else {}
    return {"de": one.text or one.words, **words}


def _domain(code: str, languages: Sequence[str]) -> Said:
    return {tag: domain_name(code, tag, is_short=True) for tag in languages}


def _household(workspace: Workspace, household: Household) -> tuple[str, tuple[str, ...]]:
    names = []
    for member in household.members:
        known = person_sql.person(workspace.database, member.person_id) if member.person_id else None
        name = known.display if known is not None else member.name
        relation = code_word("relations", member.relation, "de") if member.relation else ""
        names.append(", ".join(filter(None, (name, relation))))
    return household.kind, tuple(names)


def _local_rules(workspace: Workspace) -> tuple[tuple[Said, tuple[Said, ...]], ...]:
    """Return what is to be done at the site in use besides, as a group of its own."""
    rules = current_profile(workspace).local_rules
    return (
        (({"de": "Hier vor Ort", "en": "Here"}, tuple({"de": one.text} for one in rules)),) if rules else ()
    )


@lru_cache(maxsize=1)
def _checklist() -> tuple[tuple[Said, tuple[Said, ...]], ...]:
    path = places.resources() / "documents" / "arrival-checklist.csv"
    groups: dict[str, tuple[Said, list[Said]]] = {}
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(line for line in stream if not line.startswith("#")):
            group, number = row.pop("group"), row.pop("n")
            said = {tag: text for tag, text in row.items() if text}
            if number == "0":
                groups[group] = (said, [])
            else:
                groups[group][1].append(said)
    return tuple((name, tuple(items)) for name, items in groups.values())
