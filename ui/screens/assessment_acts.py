"""What a person does on the page of an assessment: each act is kept at once and can be undone."""

import datetime
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from intake_app.errors import IntakeError
from intake_app.records.assessment import Assessment, DomainRating, Need, Resource
from ui.screen import Screen

if TYPE_CHECKING:
    from intake_app.services.assessments import NeedDraft, ResourceDraft

T = TypeVar("T")
Undo = Callable[[], None]


class Acts:
    """``kept`` is called with the moment of every act that was kept, ``failed`` with what went wrong.

    ``pending`` counts ratings that are on their way: what comes back meanwhile is older than the page.
    """

    def __init__(
        self,
        screen: Screen,
        kept: Callable[[datetime.datetime], object],
        failed: Callable[[IntakeError], object],
        fetch_again: Callable[[], object],
    ) -> None:
        self._screen, self._kept, self._failed, self._fetch_again = screen, kept, failed, fetch_again
        self._undo: list[Undo] = []
        self.pending = 0

    @property
    def can_undo(self) -> bool:
        """Return whether there is something to take back."""
        return bool(self._undo)

    def undo(self) -> None:
        """Take back the last act."""
        if self._undo:
            self._undo.pop()()

    def forget(self) -> None:
        """Let nothing be undone any more: another assessment is open."""
        self._undo.clear()

    def rate(self, assessment_id: str, rating: DomainRating, undo: Undo | None) -> None:
        """Keep one domain's rating; ``undo`` shows and keeps the one before."""
        workspace, now = self._screen.workspace, self._screen.now()

        def keep() -> Assessment:
            from intake_app.services.assessments import rate_domain

            return rate_domain(workspace, assessment_id=assessment_id, rating=rating, now=now)

        self._quietly(keep, now, undo)

    def tell_story(self, assessment_id: str, text: str, language: str, undo: Undo | None) -> None:
        """Keep the story as it is now."""
        workspace, now = self._screen.workspace, self._screen.now()

        def keep() -> Assessment:
            from intake_app.services.assessments import tell_story

            return tell_story(workspace, assessment_id=assessment_id, text=text, language=language, now=now)

        self._quietly(keep, now, undo)

    def add_resource(self, person_id: str, draft: "ResourceDraft") -> None:
        """Write down a resource; undone, it has ended."""
        workspace, now = self._screen.workspace, self._screen.now()

        def add() -> Resource:
            from intake_app.services.assessments import add_resource

            return add_resource(workspace, person_id=person_id, draft=draft, now=now)

        self._and_fetch(add, lambda added: lambda: self.end_resource(added, is_undo=True))

    def change_resource(self, before: Resource, draft: "ResourceDraft", *, is_undo: bool = False) -> None:
        """Write a resource anew; undone, it is as before."""
        from intake_app.services.assessments import change_resource, draft_of_resource

        workspace, now, old = self._screen.workspace, self._screen.now(), draft_of_resource(before)
        self._and_fetch(
            lambda: change_resource(workspace, resource_id=before.id, draft=draft, now=now),
            None if is_undo else lambda changed: lambda: self.change_resource(changed, old, is_undo=True),
        )

    def end_resource(self, resource: Resource, *, is_undo: bool = False) -> None:
        """Say that a resource is no longer there; undone, it is there again."""
        from intake_app.services.assessments import end_resource, take_back_end

        workspace, now = self._screen.workspace, self._screen.now()

        def back() -> None:
            when = self._screen.now()
            self._and_fetch(lambda: take_back_end(workspace, resource_id=resource.id, now=when), None)

        self._and_fetch(
            lambda: end_resource(workspace, resource_id=resource.id, now=now),
            None if is_undo else lambda _ended: back,
        )

    def add_need(self, person_id: str, draft: "NeedDraft") -> None:
        """Write down a need; undone, it has ended."""
        workspace, now = self._screen.workspace, self._screen.now()

        def add() -> Need:
            from intake_app.services.assessments import add_need

            return add_need(workspace, person_id=person_id, draft=draft, now=now)

        self._and_fetch(add, lambda added: lambda: self.end_need(added, is_undo=True))

    def change_need(self, before: Need, draft: "NeedDraft", *, is_undo: bool = False) -> None:
        """Write a need anew; undone, it is as before."""
        from intake_app.services.assessments import change_need, draft_of_need

        workspace, now, old = self._screen.workspace, self._screen.now(), draft_of_need(before)
        self._and_fetch(
            lambda: change_need(workspace, need_id=before.id, draft=draft, now=now),
            None if is_undo else lambda changed: lambda: self.change_need(changed, old, is_undo=True),
        )

    def end_need(self, need: Need, *, is_undo: bool = False) -> None:
        """Say that a need is met or gone; undone, it is there again."""
        from intake_app.services.assessments import end_need, take_back_need_end

        workspace, now = self._screen.workspace, self._screen.now()

        def back() -> None:
            when = self._screen.now()
            self._and_fetch(lambda: take_back_need_end(workspace, need_id=need.id, now=when), None)

        self._and_fetch(
            lambda: end_need(workspace, need_id=need.id, now=now), None if is_undo else lambda _ended: back
        )

    def _quietly(self, deed: Callable[[], T], now: datetime.datetime, undo: Undo | None) -> None:
        """Keep what the page shows already."""
        self.pending += 1
        if undo is not None:
            self._undo.append(undo)

        def done(_result: T) -> None:
            self.pending -= 1
            self._kept(now)

        def failed(trouble: IntakeError) -> None:
            self.pending -= 1
            self._failed(trouble)

        self._screen.ask(deed, done, failed)

    def _and_fetch(self, deed: Callable[[], T], undo: Callable[[T], Undo] | None) -> None:
        """Do something the page shows only when it is done."""
        now = self._screen.now()

        def done(result: T) -> None:
            if undo is not None:
                self._undo.append(undo(result))
            self._kept(now)
            self._fetch_again()

        self._screen.ask(deed, done, self._failed)
