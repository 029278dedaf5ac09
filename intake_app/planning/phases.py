"""The six phases of case management, and what each needs before the next begins.

Clearing, assessment, service plan, linking, monitoring, evaluation (DGCC; socialnet lexicon).
What is missing is said; a counsellor may go on with a reason.
"""

from collections.abc import Sequence

import msgspec

from intake_app.errors import N_
from intake_app.records.assessment import Assessment
from intake_app.records.case_work import PHASES, CaseFile, Phase
from intake_app.records.interview_record import InterviewRecord
from intake_app.records.plan import Goal, Measure
from intake_app.records.referral import Referral

CRITERIA = ("complex-need", "many-actors", "no-standard-path", "resources-insufficient", "consent")


class Requirement(msgspec.Struct, frozen=True):
    """What the next phase needs, whether it is there, and the page of the case where it is done.

    ``part`` is the place on the page of case work: ``facts`` or ``criteria``.
    """

    says: str  # message id
    screen: str
    is_met: bool
    part: str = ""


def next_phase(phase: Phase) -> Phase | None:
    """Return the phase after ``phase``; None after evaluation."""
    at = PHASES.index(phase) + 1
    return PHASES[at] if at < len(PHASES) else None


def needed_before_next(
    file: CaseFile,
    *,
    has_consent: bool,
    interviews: Sequence[InterviewRecord],
    assessments: Sequence[Assessment],
    goals: Sequence[Goal],
    measures: Sequence[Measure],
    referrals: Sequence[Referral],
) -> tuple[Requirement, ...]:
    """Return what the case needs before the phase after its present one; after the last: before it closes."""
    held = [one for one in interviews if one.status != "draft"]
    done = [one for one in assessments if one.completed_at is not None]
    living = [one for one in goals if one.status == "open"]
    rules: dict[Phase, tuple[tuple[bool, str, str], ...]] = {  # met, words, page and part of it
        "CM1_CLEARING": (
            (has_consent, N_("Consent to keeping the data"), "person"),
            (bool(held), N_("A completed interview"), "person"),
            (bool(file.status_group), N_("The status group"), "case_work/facts"),
            (
                all(file.criteria.get(one) is not None for one in CRITERIA),
                N_("A look at the five criteria of case management"),
                "case_work/criteria",
            ),
        ),
        "CM2_ASSESS": (
            (bool(done), N_("A completed assessment, strengths first"), "assessment"),
        ),
        "CM3_PLAN": (
            (bool(goals), N_("At least one goal"), "plan"),
            (
                bool(goals) and all(one.resource_ids or one.without_resource for one in living),
                N_("What helps with each goal, or why nothing does yet"),
                "plan",
            ),
            (
                bool(goals) and all(any(step.goal_id == one.id for step in measures) for one in living),
                N_("A step for each goal: who does what until when"),
                "plan",
            ),
        ),
        "CM4_LINK": (
            (
                bool(referrals) or any(one.status in ("running", "appointment", "done") for one in measures),
                N_("A referral, or a step that has begun"),
                "plan",
            ),
        ),
        "CM5_MONITOR": (
            (
                all(one.attainments for one in goals),
                N_("How far each goal is, at least once"),
                "plan",
            ),
            (
                all(one.result for one in referrals),
                N_("What became of each referral"),
                "plan",
            ),
        ),
        "CM6_EVAL": (
            (len(done) > 1, N_("A second assessment, to see what has changed"), "assessment"),
            (not living, N_("Each goal reached, given up or replaced"), "plan"),
        ),
    }  # fmt: skip
    return tuple(
        Requirement(says, place.partition("/")[0], is_met, place.partition("/")[2])
        for is_met, says, place in rules[file.phase]
    )
