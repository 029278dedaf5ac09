"""What a paper says, frozen before it is made: the room of documents knows neither vault nor services.

``Said`` holds a text by the BCP 47 tag of the language it is in. Whatever has no text in a column's language
is shown in the language it has, and the paper says so.
"""

import datetime
from collections.abc import Sequence
from typing import Literal

import msgspec

from intake_app.records.drawing import Drawing
from intake_app.records.plan import Doer, GoalStatus, MeasureStatus

Said = dict[str, str]


class PaperHead(msgspec.Struct, frozen=True):
    """What stands on every page. ``languages``: the columns, the reader's own first.

    ``person`` is empty where the paper has no name on it.
    """

    site: str
    counsellor: str
    made_at: datetime.datetime
    languages: tuple[str, ...]
    case_number: str = ""
    person: str = ""
    person_original: str = ""
    is_sample: bool = False
    logo: bytes = b""  # PNG of the site in use


class PaperStep(msgspec.Struct, frozen=True):
    """A step: who does what until when (``due_on``: YYYY, YYYY-MM or YYYY-MM-DD)."""

    text: Said
    doer: Doer
    doer_name: str = ""
    due_on: str = ""
    status: MeasureStatus = "open"
    legal_basis: str = ""


class PaperGoal(msgspec.Struct, frozen=True):
    """A goal. ``text`` holds the counsellor's words and, in the person's language, their own."""

    domain: Said
    text: Said
    steps: tuple[PaperStep, ...] = ()
    resources: tuple[Said, ...] = ()
    due_on: str = ""
    review_on: str = ""
    status: GoalStatus = "open"
    is_interpreted: bool = False
    specific: str = ""
    measure: str = ""
    accepted: str = ""
    realistic: str = ""
    attainment: int | None = None  # -2 to 2, the newest


class PaperDate(msgspec.Struct, frozen=True):
    """A day to keep in mind."""

    on: str
    kind: Literal["step", "appointment", "goal", "review"]
    text: Said


class PaperContact(msgspec.Struct, frozen=True):
    """Somebody to turn to, and how."""

    name: str
    role: Literal["counsellor", "office"]
    lines: tuple[str, ...] = ()


class ClientCopy(msgspec.Struct, frozen=True):
    """What was agreed, for the person to take home."""

    head: PaperHead
    goals: tuple[PaperGoal, ...]
    dates: tuple[PaperDate, ...]
    contacts: tuple[PaperContact, ...]


class PaperRating(msgspec.Struct, frozen=True):
    """One life domain's ratings, 0 to 4 or None."""

    domain: Said
    resource_self: int | None = None
    resource_pro: int | None = None
    need_self: int | None = None
    need_pro: int | None = None
    urgency: str = ""


class ServicePlan(msgspec.Struct, frozen=True):
    """The whole plan, with the pictures it rests on; for the file and for a case conference."""

    head: PaperHead
    goals: tuple[PaperGoal, ...]
    dates: tuple[PaperDate, ...]
    ratings: tuple[PaperRating, ...] = ()
    rated_on: str = ""
    resources: tuple[Said, ...] = ()
    radar: Drawing | None = None
    eco_map: Drawing | None = None
    timeline: Drawing | None = None


class ListedItem(msgspec.Struct, frozen=True):
    """A resource or a need as it is handed over."""

    domain: Said
    text: Said


class Handover(msgspec.Struct, frozen=True):
    """Exactly what a consent covers; ``categories`` are codes of ``data-categories``. Empty is left out."""

    head: PaperHead
    recipient: str
    categories: tuple[str, ...]
    consent_on: str
    consent_language: str
    contact: tuple[str, ...] = ()  # how to reach the person
    languages: tuple[str, ...] = ()
    status_group: str = ""  # code of status-groups
    goal: PaperGoal | None = None
    resources: tuple[ListedItem, ...] = ()
    needs: tuple[ListedItem, ...] = ()
    households: tuple[tuple[str, tuple[str, ...]], ...] = ()  # kind, members in words
    letter: str = ""  # a few sentences of the counsellor's above the facts: a letter instead of a sheet


class ReadText(msgspec.Struct, frozen=True):
    """A text as it is read out, its title first; ``is_withheld``: there is no reviewed one in ``asked``."""

    asked: str
    language: str
    is_withheld: bool
    parts: tuple[str, ...]


class ConsentForm(msgspec.Struct, frozen=True):
    """A consent to be read, decided and signed. ``decided`` is empty while nobody decided."""

    head: PaperHead
    version: str
    texts: tuple[ReadText, ...]  # one per language of the head
    recipient: str = ""
    categories: tuple[str, ...] = ()
    decided: str = ""  # given, refused, withdrawn
    decided_on: str = ""
    form: str = ""  # written, electronic, oral
    interpreter: str = ""


class SupportLine(msgspec.Struct, frozen=True):
    """A need in reception or procedure and what is to be done about it; never why."""

    kind: Literal["reception", "procedural"]
    need: Said
    text: str = ""
    owner: str = ""
    due_on: str = ""


class SpecialNeedsLetter(msgspec.Struct, frozen=True):
    """Needs in reception and procedure (Directive (EU) 2024/1346, Art. 24, 25); wants consent K-VULN."""

    head: PaperHead
    recipient: str
    consent_on: str
    categories: tuple[Said, ...]  # of Art. 24 that were named for transfer
    supports: tuple[SupportLine, ...]
    application_on: str = ""


class Checklist(msgspec.Struct, frozen=True):
    """What to do after arrival, group by group, to be ticked."""

    head: PaperHead
    groups: tuple[tuple[Said, tuple[Said, ...]], ...]


class SeenLine(msgspec.Struct, frozen=True):
    """One time the data were looked at, changed or passed on. ``what`` is a code of the paper's own list."""

    at: datetime.datetime
    who: str
    what: str
    to: str = ""
    categories: tuple[str, ...] = ()
    times: int = 1


class TransparencySheet(msgspec.Struct, frozen=True):
    """Who saw or received what about a person, from the audit trail and the referrals."""

    head: PaperHead
    passed_on: tuple[SeenLine, ...]
    seen: tuple[SeenLine, ...]
    consents: tuple[tuple[str, str, str, str], ...]  # purpose code, state, YYYY-MM-DD, recipient


class AccessSection(msgspec.Struct, frozen=True):
    """One kind of entries: fields and values; an empty pair parts two entries."""

    title: Said
    lines: tuple[tuple[Said, Said], ...]


class SubjectAccess(msgspec.Struct, frozen=True):
    """Everything kept about a person (Art. 15 GDPR)."""

    head: PaperHead
    sections: tuple[AccessSection, ...]
    transparency: TransparencySheet
    is_protected_left_out: bool = False


class RecoverySheet(msgspec.Struct, frozen=True):
    """The agency's recovery key on paper; secret. The case head carries no case."""

    head: PaperHead
    identity: str
    recipient: str


class BatchNote(msgspec.Struct, frozen=True):
    """What goes with a sealed batch: which file, how many records of which kind; no names."""

    head: PaperHead
    sequence: int
    batch_id: str
    file: str
    sha256: str
    recipient: str  # fingerprint
    counts: tuple[tuple[str, int], ...]


class TrainingCertificate(msgspec.Struct, frozen=True):
    """Who took part in which training; days are YYYY-MM-DD. The head names no person and no case."""

    head: PaperHead
    name: str
    training: Said
    begun_on: str
    ended_on: str = ""
    hours: float = 0
    trainer: str = ""
    topics: tuple[Said, ...] = ()


Paper = (
    ClientCopy | ServicePlan | Handover | ConsentForm | SpecialNeedsLetter | Checklist | TransparencySheet
    | SubjectAccess | RecoverySheet | BatchNote | TrainingCertificate
)  # fmt: skip


class MadePaper(msgspec.Struct, frozen=True):
    """A finished paper: its bytes, a picture of each page (SVG, the same lines and letters), a file name.

    ``said`` are the signs no font here has: they stand as numbers («U+1F600») where somebody wrote them.
    """

    pdf: bytes
    pages: Sequence[str]  # each drawn when it is looked at
    name: str
    said: tuple[str, ...] = ()
