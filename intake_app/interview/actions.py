"""What a form does by itself: preloaded values and ``setvalue`` actions on its events."""

import datetime

from intake_app.forms.definition import SetValue
from intake_app.interview.compiled import CompiledForm, CompiledNode
from intake_app.interview.graph import expression_at
from intake_app.interview.recalculation import Recalculation
from intake_app.interview.tree import Slot, slots_of, walk
from intake_app.interview.values import written_moment
from intake_app.xpath import XPathError


class Actions:
    """The preloads and actions of one interview."""

    def __init__(self, form: CompiledForm, recalculation: Recalculation) -> None:
        self.form = form
        self.recalculation = recalculation
        recalculation.take_action = self.take

    def preload(self, root: Slot, *, now: datetime.datetime, user: str, device: str) -> None:
        """Fill start, today, username, deviceid and instanceID (``jr:preload``)."""
        for slot in walk(root):
            preload = slot.compiled.definition.preload
            if preload is not None:
                value = self._preloaded(preload, now, user, device)
                if value:
                    self.recalculation.set_value(slot, value)

    def finish(self, root: Slot, *, now: datetime.datetime) -> None:
        """Fill the end time stamps."""
        for slot in walk(root):
            if slot.compiled.definition.preload == ("timestamp", "end"):
                self.recalculation.set_value(slot, written_moment(now))

    def load(self, root: Slot, *, is_fresh: bool) -> None:
        """Take the actions of a form being opened, in every instance that stands there."""
        for action in self.form.first_load if is_fresh else self.form.every_load:
            for slot in self._targets(action, root):
                self._set(action, slot)

    def take(self, action: SetValue, source: Slot) -> None:
        """Take one action set off at ``source``: in its own instance, or wherever the target stands."""
        for slot in self._targets(action, source):
            self._set(action, slot)

    def _targets(self, action: SetValue, source: Slot) -> list[Slot]:
        target = self.form.by_ref.get(action.target)
        if target is None:
            return []
        if not action.place:
            return slots_of(*_start(source, target))
        try:
            expression = expression_at(self.form, source.compiled, action.place)
            found = expression.evaluate(self.recalculation.context(source))
        except XPathError:
            return []  # the form's check has named the expression; the interview goes on
        return [slot for slot in found if isinstance(slot, Slot)] if isinstance(found, list) else []

    def _set(self, action: SetValue, slot: Slot) -> None:
        if slot.compiled.is_question:
            data_type = slot.compiled.definition.data_type
            value = self.recalculation.work_out_at(slot, action.value, data_type) if action.value else ""
            self.recalculation.set_value(slot, value)

    def _preloaded(self, preload: tuple[str, str], now: datetime.datetime, user: str, device: str) -> str:
        kind, detail = preload
        if kind == "timestamp":
            return written_moment(now) if detail == "start" else ""
        if kind == "date":
            return now.date().isoformat()
        if kind == "uid":
            return f"uuid:{self.recalculation.surroundings.uuid()}"
        if kind == "property":
            return {"username": user, "deviceid": device}.get(detail, "")
        return ""


def _start(source: Slot, target: CompiledNode) -> tuple[Slot, tuple[CompiledNode, ...]]:
    """Return the slot both share, and the way from it down to the target."""
    chain = target.chain
    here: Slot = source
    while here.compiled not in chain:
        assert isinstance(here.parent, Slot)
        here = here.parent
    return here, target.path_from(here.compiled)
