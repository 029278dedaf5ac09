"""Referring somebody: to whom and what with, consent first, the handover, and what became of it."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import msgspec

from intake_app.records.consent import Consent
from intake_app.records.offer import OfferMatch
from intake_app.records.plan import Goal
from intake_app.records.referral import Referral
from intake_app.services.referrals import ReferralDraft, days_to_first_contact
from ui.barriers import BarrierSheet
from ui.handover_pack import make_pack
from ui.paper_sheet import PaperSheet
from ui.screens.plan_consent_sheet import ConsentSheet
from ui.screens.plan_paper import save_handover
from ui.screens.plan_refer_sheet import ReferSheet, consent_covers
from ui.screens.plan_referral_sheet import WANTS_BARRIER, ReferralSheet, WithdrawSheet
from ui.words import _, isolate, words

if TYPE_CHECKING:
    from intake_app.services.referrals import HandoverSheet
    from ui.screens.plan import PlanScreen


class Referring:
    """The way of a referral through its sheets, over the plan's page."""

    def __init__(self, screen: "PlanScreen") -> None:
        self._screen = screen

    def refer(self, match: OfferMatch | None = None) -> None:
        """Refer the person, to the provider of an offer or to anybody."""
        if self._screen.goal is None:
            return
        start = ReferralDraft(
            recipient="", kind="appointment", goal_id=self._screen.goal.id, categories=("contact",)
        )
        if match is not None:
            start = msgspec.structs.replace(
                start, recipient=match.provider.name, offer_id=match.offer.id,
                provider_id=match.provider.id, structure=match.offer.structure,
            )  # fmt: skip
        page = self._screen.page
        assert page is not None
        sheet = ReferSheet(self._screen, start, held=page.held_categories, basis_wanted=page.basis_wanted)
        sheet.written.connect(self._refer)
        self._screen.sheet = sheet

    def open_referral(self, referral: Referral) -> None:
        """Show a referral: what goes out, and what became of it."""
        assert self._screen.page is not None
        consent = next(
            (one for one in self._screen.page.consents if one.recipient == referral.recipient), None
        )
        sheet = ReferralSheet(self._screen, referral, consent, days=days_to_first_contact(referral))
        sheet.hand_over.connect(
            lambda: self._screen.acts.hand_over(referral, partial(self._handed_over, referral))
        )
        sheet.make_file.connect(partial(self._make_file, referral))
        sheet.ask_consent.connect(lambda: self.ask_consent(_as_draft(referral), is_new=False))
        sheet.reported.connect(partial(self._report, referral))
        if consent is not None:
            sheet.withdraw.connect(partial(self.withdraw, consent))
        self._screen.sheet = sheet
        if referral.kind != "information":
            self._preview(sheet, referral)

    def withdraw(self, consent: Consent) -> None:
        """Say what a withdrawal stops, then withdraw."""
        workspace, person_id = self._screen.workspace, self._screen.person_id

        def stopped() -> tuple[Referral, ...]:
            from intake_app.services.referrals import stopped_by_withdrawal

            return stopped_by_withdrawal(workspace, person_id=person_id, recipient=consent.recipient)

        def show(found: tuple[Referral, ...]) -> None:
            sheet = WithdrawSheet(self._screen, consent, found)
            sheet.confirm.clicked.connect(lambda: self._screen.acts.withdraw(consent))
            self._screen.sheet = sheet

        self._screen.ask(stopped, show)

    def ask_consent(self, draft: ReferralDraft, *, is_new: bool) -> None:
        """Ask for the consent that ``draft`` wants; then refer, or only keep what was decided."""
        outline, goal = self._screen.outline, self._goal(draft.goal_id)
        sheet = ConsentSheet(
            self._screen, draft, goal=(goal.text or goal.words) if goal else "",
            languages=outline.languages if outline is not None else (),
        )  # fmt: skip
        acts = self._screen.acts
        sheet.decided.connect(partial(acts.refer, draft) if is_new else acts.decide)
        sheet.wants_paper.connect(partial(self._put_on_paper, draft))
        self._screen.sheet = sheet

    def _put_on_paper(self, draft: ReferralDraft, language: str) -> None:
        from intake_app.services.papers import consent_to_sign, note_paper, second_languages

        screen = self._screen
        workspace, person_id, now = screen.workspace, screen.person_id, screen.now()
        self.paper = PaperSheet(
            screen,
            lambda: _("Consent: {recipient}", recipient=isolate(draft.recipient)),
            lambda tag: consent_to_sign(
                workspace, person_id=person_id, recipient=draft.recipient, categories=draft.categories,
                language=tag, now=now,
            ),
            languages=second_languages(), language=language,
            note=lambda: note_paper(workspace, person_id=person_id, kind="consent", now=now),
        )  # fmt: skip

    def _refer(self, draft: ReferralDraft) -> None:
        assert self._screen.page is not None
        if consent_covers(draft, self._screen.page.consents, self._screen.today().isoformat()):
            self._screen.acts.refer(draft)
        else:
            self.ask_consent(draft, is_new=True)

    def _preview(self, sheet: ReferralSheet, referral: Referral) -> None:
        workspace, now = self._screen.workspace, self._screen.now()

        def preview() -> "HandoverSheet":
            from intake_app.services.referrals import preview_handover

            return preview_handover(workspace, referral_id=referral.id, now=now)

        def shown(show: Callable[[Any], None], found: object) -> None:
            if self._screen.sheet is sheet and sheet.isVisible():
                show(found)

        self._screen.ask(
            preview,
            lambda found: shown(sheet.show_preview, found),
            lambda trouble: shown(sheet.show_stopped, trouble),
        )

    def _handed_over(self, referral: Referral, _sheet: "HandoverSheet") -> None:
        spoken = self._screen.outline.languages if self._screen.outline is not None else ()
        save_handover(self._screen, referral, language=next(iter(spoken), words().tag))

    def _make_file(self, referral: Referral) -> None:
        self._screen.sheet = make_pack(self._screen, referral.id, self._screen.fetch_again)

    def _report(self, referral: Referral, result: str, remark: str, day: str) -> None:
        def keep(barrier: Any = None) -> None:
            self._screen.acts.report(
                referral, result, remark=remark, first_contact_on=day, barrier=barrier,  # type: ignore[arg-type]
            )  # fmt: skip

        if result not in WANTS_BARRIER or referral.barrier_id:
            keep()
            return
        goal = self._goal(referral.goal_id)
        sheet = BarrierSheet(self._screen, domain=goal.domain if goal else "")
        sheet.written.connect(keep)
        self._screen.sheet = sheet

    def _goal(self, goal_id: str) -> Goal | None:
        page = self._screen.page
        return next((one for one in page.goals if one.id == goal_id), None) if page is not None else None


def _as_draft(referral: Referral) -> ReferralDraft:
    return ReferralDraft(**{name: getattr(referral, name) for name in ReferralDraft.__struct_fields__})
