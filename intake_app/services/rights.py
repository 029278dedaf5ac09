"""Rights: which role may use which services and which tables lie behind them. The one place for both.

A role has areas; an area has tables and services. The tables are what counts: the database refuses the
others while somebody of that role works (``vault/fence.py``), so a service cannot forget to ask. What is
named nowhere belongs to the people and stays closed. Which of two colleagues may approve, send or change
users is asked in those services (``require_role``).
"""

from typing import Literal

from intake_app.records.user import Role
from intake_app.vault.fence import Fence

Area = Literal["people", "figures", "offers", "steering", "forms", "log", "house"]

# What each role may do in which area. Who has "people" has everything.
READS: dict[Role, frozenset[Area]] = {
    "supervisor": frozenset({"people", "figures", "offers", "steering", "forms", "log", "house"}),
    "counsellor": frozenset({"people", "figures", "offers", "steering", "forms", "log", "house"}),
    "coordinator": frozenset({"figures", "offers", "steering", "forms", "house"}),
    "trainer": frozenset({"offers", "forms", "house"}),
    "auditor": frozenset({"log", "house"}),
}
WRITES: dict[Role, frozenset[Area]] = {
    "supervisor": READS["supervisor"],
    "counsellor": READS["counsellor"],
    "coordinator": frozenset({"offers", "steering"}),
    "trainer": frozenset(),
    "auditor": frozenset(),
}
TABLES: dict[Area, frozenset[str]] = {
    "figures": frozenset(),  # counted inside ``Workspace.counting``; no row leaves
    "offers": frozenset({"providers", "offers", "agreements"}),
    "steering": frozenset({"barriers", "feedback"}),
    "forms": frozenset({"forms", "text_reviews", "rule_packs"}),
    "log": frozenset({"audit", "deletions", "retention_rules"}),
    "house": frozenset({"site", "site_profiles", "users", "sqlite_master", "sqlite_schema"}),
}
# How the actions of an area begin in the log: a role can only do, and so only record, what is its own.
ACTIONS: dict[Area, frozenset[str]] = {
    "figures": frozenset({"figures"}),
    "offers": frozenset({"offer", "offers", "provider", "agreement", "gap"}),
    "steering": frozenset({"barrier", "feedback"}),
    "forms": frozenset({"form", "rules"}),
    "log": frozenset({"log"}),
    "house": frozenset({"workspace", "user"}),
}
# Services by module, and the functions that belong elsewhere than their module. "house" is for everybody.
SERVICES: dict[str, Area] = {
    "agreements": "offers",
    "audit": "log",
    "backups": "house",
    "coverage": "figures",
    "feedback": "steering",
    "findings": "steering",
    "form_exports": "forms",
    "forms": "forms",
    "offer_exchange": "offers",
    "offers": "offers",
    "recovery": "house",
    "site_packages": "house",
    "sites": "house",
    "status_rules": "forms",
    "statistics": "figures",
    "figures": "figures",
    "text_reviews": "forms",
    "unfinished": "house",
    "users": "house",
    "workspace": "house",
}
FUNCTIONS: dict[str, Area] = {
    "audit.verify_audit": "house",
    "barriers.steering_list": "steering",
    "barriers.steer_barrier": "steering",
    "barriers.export_barriers": "steering",
    "batches.device_signers": "house",
    "erasure.waiting_deletions": "log",
    "retention.rules": "log",
    "offers.wish_for": "people",
    "referrals.structure_share": "figures",
}
# Services that read what the role may not see, only to count it, and protect what they return.
COUNTED: frozenset[str] = frozenset({"coverage.coverage", "figures.figures_page"})

_ALWAYS: frozenset[Area] = frozenset({"house", "figures", "log"})  # reading these leaves a line, too
_CHAIN = frozenset({"seq", "mac", "action"})  # of the log, to add the next line; not who did what to whom
_FOREIGN = {"cases": frozenset({"id"})}  # a barrier's row may name a case: SQLite looks whether it is there


def area_of(module: str, function: str) -> Area:
    """Return the area of a service; what is named nowhere is about people."""
    return FUNCTIONS.get(f"{module}.{function}") or SERVICES.get(module, "people")


def may_use(role: Role, module: str, function: str) -> bool:
    """Tell whether ``role`` may use the service ``function`` of ``services/<module>.py``."""
    return area_of(module, function) in READS[role]


def may_count(role: Role) -> bool:
    """Tell whether ``role`` gets figures counted over what it may not see."""
    return "figures" in READS[role]


def fence_of(role: Role) -> Fence | None:
    """Return what the database allows a session of ``role``; None where nothing is refused."""
    if "people" in READS[role]:
        return None
    return Fence(
        reads=_tables(READS[role]),
        writes=_tables(WRITES[role]),
        appends=frozenset({"audit"}),
        read_columns={"audit": _CHAIN, **(_FOREIGN if "steering" in WRITES[role] else {})},
        update_columns={"site": frozenset({"keyslot_generation"})},
    )


def may_record(role: Role, action: str) -> bool:
    """Tell whether ``role`` may do what the log calls ``action`` (``noun.verb``)."""
    areas = WRITES[role] | (_ALWAYS & READS[role])
    return "people" in areas or any(action.partition(".")[0] in ACTIONS.get(area, ()) for area in areas)


def _tables(areas: frozenset[Area]) -> frozenset[str]:
    return frozenset().union(*(TABLES.get(area, frozenset()) for area in areas))
