"""The rules in force here: the shipped pack, those taken over, and what is switched off with a reason."""

import datetime
from pathlib import Path

import msgspec

from intake_app.errors import N_, FileUnreadable, IntakeError
from intake_app.records.ids import new_id
from intake_app.records.status import Rule, RulePack, RulePackReading, RuleSwitch
from intake_app.services.session import Workspace
from intake_app.status.rules import is_old, merged, read_pack, shipped_pack
from intake_app.vault import status as status_sql

__all__ = ["is_old"]


class RulePackUnreadable(IntakeError):
    """A file was to be taken over that is no rule pack."""

    says = N_("This file is no rule pack.")
    remedy = N_("Take a table (CSV) with the columns of the shipped rules, or the same as JSON.")


class ReasonMissing(IntakeError):
    """A rule was to be switched off, or a task set aside, without saying why."""

    says = N_("The reason is missing.")
    remedy = N_("Say in a few words why; it stays with it.")


class RuleBook(msgspec.Struct, frozen=True):
    """All rules, the newest pack's first among namesakes, with what is switched off."""

    rules: tuple[Rule, ...]
    off: dict[str, RuleSwitch]
    packs: tuple[RulePack, ...]  # taken over, oldest first
    shipped_version: str

    @property
    def version(self) -> str:
        """Return which packs hold, as the page says it."""
        return " + ".join((self.shipped_version, *(pack.version for pack in self.packs)))


def rule_book(workspace: Workspace) -> RuleBook:
    """Return the rules in force."""
    shipped, packs = shipped_pack(), status_sql.packs(workspace.database)
    return RuleBook(
        rules=merged([shipped.rules, *(pack.rules for pack in packs)]),
        off={one.rule_id: one for one in status_sql.switches(workspace.database)},
        packs=packs,
        shipped_version=shipped.version,
    )


def read_rule_pack(path: Path) -> RulePackReading:
    """Read a pack without keeping anything (work lane); raises FileUnreadable, RulePackUnreadable."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise FileUnreadable(file=path.name) from error
    try:
        return read_pack(data, name=path.name)
    except ValueError:
        raise RulePackUnreadable from None


def take_over_pack(
    workspace: Workspace, *, reading: RulePackReading, file_name: str, now: datetime.datetime
) -> RulePack:
    """Let the rules of a pack stand in place of their namesakes; raises NotAllowed, RulePackUnreadable."""
    workspace.require_role("supervisor")
    if not reading.rules:
        raise RulePackUnreadable
    pack = RulePack(
        id=new_id(now), version=reading.version, rules=reading.rules, taken_in_at=now,
        taken_in_by=workspace.user.id, file_name=file_name,
    )  # fmt: skip
    with workspace.recorded("rules.take-over", f"rules:{pack.id}", now=now, detail=pack.version) as database:
        status_sql.keep_pack(database, pack)
    return pack


def give_back_pack(workspace: Workspace, *, pack_id: str, now: datetime.datetime) -> None:
    """Take a pack out again; the rules it stood in place of hold again. Raises NotAllowed."""
    workspace.require_role("supervisor")
    with workspace.recorded("rules.give-back", f"rules:{pack_id}", now=now) as database:
        status_sql.remove_pack(database, pack_id)


def switch_off(workspace: Workspace, *, rule_id: str, reason: str, now: datetime.datetime) -> RuleSwitch:
    """Switch a rule off here; what it made before stays. Raises NotAllowed, ReasonMissing."""
    workspace.require_role("supervisor")
    if not reason.strip():
        raise ReasonMissing
    switch = RuleSwitch(rule_id, reason.strip(), now, workspace.user.id)
    with workspace.recorded("rules.off", f"rule:{rule_id}", now=now) as database:
        status_sql.keep_switch(database, switch)
    return switch


def switch_on(workspace: Workspace, *, rule_id: str, now: datetime.datetime) -> None:
    """Switch a rule on again; raises NotAllowed."""
    workspace.require_role("supervisor")
    with workspace.recorded("rules.on", f"rule:{rule_id}", now=now) as database:
        status_sql.remove_switch(database, rule_id)
