"""The one place where a screen's name meets its class; modules are loaded when first shown."""

import importlib
from dataclasses import dataclass

from intake_app.errors import N_
from intake_app.records.user import Role
from ui.screen import Screen

_SCREENS = {
    "unlock": "ui.screens.unlock:UnlockScreen",
    "first_run": "ui.screens.first_run:FirstRunScreen",
    "home": "ui.screens.home:HomeScreen",
    "person_new": "ui.screens.person_new:PersonNewScreen",
    "person": "ui.screens.person:PersonScreen",
    "assessment": "ui.screens.assessment:AssessmentScreen",
    "network": "ui.screens.network:NetworkScreen",
    "case_work": "ui.screens.case_work:CaseWorkScreen",
    "plan": "ui.screens.plan:PlanScreen",
    "status": "ui.screens.status:StatusScreen",
    "rules": "ui.screens.rules:RulesScreen",
    "special_needs": "ui.screens.special_needs:SpecialNeedsScreen",
    "surveys": "ui.screens.surveys:SurveysScreen",
    "documents": "ui.screens.documents:DocumentsScreen",
    "interview": "ui.screens.interview:InterviewScreen",
    "reading": "ui.screens.reading:ReadingScreen",
    "review": "ui.screens.review:ReviewScreen",
    "handover": "ui.screens.handover:HandoverScreen",
    "forms": "ui.screens.forms:FormsScreen",
    "interpreters": "ui.screens.interpreters:InterpretersScreen",
    "offers": "ui.screens.offers:OffersScreen",
    "offers_import": "ui.screens.offers_import:OffersImportScreen",
    "offers_report": "ui.screens.offers_report:OffersReportScreen",
    "steering": "ui.screens.steering:SteeringScreen",
    "statistics": "ui.screens.statistics:StatisticsScreen",
    "log": "ui.screens.log:LogScreen",
    "retention": "ui.screens.retention:RetentionScreen",
    "users": "ui.screens.users:UsersScreen",
    "settings": "ui.screens.settings:SettingsScreen",
    "site": "ui.screens.site:SiteScreen",
    "feedback": "ui.screens.feedback:FeedbackScreen",
    "agreements": "ui.screens.steering_agreements:AgreementsScreen",
}
BEFORE_UNLOCKING = frozenset({"unlock", "first_run"})


@dataclass(frozen=True, slots=True)
class Area:
    """An entry of the rail: the screen it opens, its icon, its name (message id), who sees it."""

    screen: str
    icon: str
    name: str
    roles: frozenset[Role]


_ALL: frozenset[Role] = frozenset({"supervisor", "counsellor"})
# Who does not work with people sees the areas that are theirs, and what is reached from these.
_STEERS: frozenset[Role] = frozenset({"coordinator"})
_LEADS: frozenset[Role] = frozenset({"supervisor"})
_TRAINS: frozenset[Role] = frozenset({"trainer"})
_AUDITS: frozenset[Role] = frozenset({"auditor"})
_WITHIN = {
    "offers_import": "offers", "offers_report": "offers", "agreements": "steering", "feedback": "steering",
}  # fmt: skip
AREAS = (
    Area("home", "house", N_("Start"), _ALL),
    Area("person_new", "user-plus", N_("New intake"), _ALL),
    Area("review", "check-circle", N_("Review"), frozenset({"supervisor"})),
    Area("handover", "package", N_("Hand-over"), frozenset({"supervisor"})),
    Area("forms", "files", N_("Forms"), _ALL | _STEERS | _TRAINS),
    Area("interpreters", "headset", N_("Interpreters"), _ALL),
    Area("offers", "handshake", N_("Offers"), _ALL | _STEERS | _TRAINS),
    Area("steering", "path", N_("Barriers"), _LEADS | _STEERS),
    Area("statistics", "chart-bar", N_("Figures"), _LEADS | _STEERS),
    Area("retention", "hourglass", N_("Retention"), _LEADS),
    Area("log", "clock-counter-clockwise", N_("Log"), _AUDITS),  # supervisors reach it from the settings
)


def screen_class(name: str) -> type[Screen]:
    """Return the class of the screen ``name``; KeyError for a name that is not in the catalogue."""
    module, _separator, class_name = _SCREENS[name].partition(":")
    found: type[Screen] = getattr(importlib.import_module(module), class_name)
    found.name = name
    return found


def screen_names() -> tuple[str, ...]:
    """Return every screen's name."""
    return tuple(_SCREENS)


def areas_for(role: Role) -> tuple[Area, ...]:
    """Return the rail's entries for ``role``, in order (Alt+1 is the first)."""
    return tuple(area for area in AREAS if role in area.roles)


def start_for(role: Role) -> str:
    """Return the screen that ``role`` begins with."""
    return "steering" if role in _STEERS else areas_for(role)[0].screen


def is_open_to(role: Role, screen: str) -> bool:
    """Tell whether ``role`` may go to ``screen``; the database refuses the rest anyway."""
    if role in _ALL or screen in BEFORE_UNLOCKING or screen == "settings":
        return True
    return any(area.screen == _WITHIN.get(screen, screen) for area in areas_for(role))
