"""The frozen form: everything the living interview needs, and nothing it could change.

Terms are ODK's (https://getodk.github.io/xforms-spec/). References are absolute paths without
positions (``/data/person/age``); expressions are XPath source text, compiled when an interview opens.
Encoded with msgspec it is the form package kept in the vault; no XML and no spreadsheet is left in it.
A frozen tree holds no circle, so the garbage collector need not look at it (``gc=False``).
"""

from typing import Literal

import msgspec

from intake_app.records.finding import FormFinding

NodeKind = Literal["group", "repeat", "question"]
ReviewState = Literal["reviewed", "unreviewed", "unknown"]


class FormLanguage(msgspec.Struct, frozen=True, gc=False):
    """A declared language: its name in the form (``Dari (fa-AF)``) and its BCP 47 tag (empty if unknown).

    ``review`` is the state of all its texts, ``legal_review`` that of the texts with legal effect; each
    with who read them and when (YYYY-MM-DD, or as the form's author wrote it).
    """

    name: str
    tag: str = ""
    review: ReviewState = "unknown"
    reviewer: str = ""
    reviewed_on: str = ""
    legal_review: ReviewState = "unknown"
    legal_reviewer: str = ""
    legal_reviewed_on: str = ""


class Output(msgspec.Struct, frozen=True, gc=False, tag="output"):
    """An ``<output value=…/>`` inside a text: an expression shown where it stands."""

    expression: str


Text = tuple[str | Output, ...]


class Wording(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """One text in every language that has it, by language name. A missing language is really missing.

    Forms without itext have the single language name ``default``. A form with named languages may still
    hold texts under ``default`` (a column without a language, a picture for all): they belong to nobody in
    particular and are what is shown when the asked languages have nothing (``wording.text_for`` does so).
    """

    texts: dict[str, Text] = {}
    guidance: dict[str, Text] = {}  # guidance_hint, folded by default
    image: dict[str, str] = {}  # file names
    audio: dict[str, str] = {}


class SetValue(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """A ``setvalue`` action. ``events`` as in the specification; ``value`` is XPath (empty clears).

    ``place``: the reference as it is written, when predicates in it choose among instances.
    """

    target: str
    events: tuple[str, ...]  # odk-instance-first-load, odk-new-repeat, xforms-value-changed
    value: str = ""
    trigger: str = ""  # ref of the question whose change triggers it (xforms-value-changed)
    place: str = ""


class Choice(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """A choice written inside the question itself."""

    value: str
    label: Wording = Wording()


class Itemset(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """Choices that come from a nodeset, filtered: ``instance('counties')/root/item[state = /data/state]``."""

    nodeset: str  # without randomize()
    value_ref: str = "name"
    label_ref: str = "label"  # or itext id column: see label_is_itext
    label_is_itext: bool = False
    is_randomized: bool = False
    seed: str = ""  # expression


class SecondaryInstance(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """A table of choices: one row an item. ``is_missing`` when it lives in a file that was not supplied."""

    id: str
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    source: str = ""  # jr://… of an external file
    is_missing: bool = False
    xml: str = ""  # an instance that is no table keeps its (already checked) XML
    source_row: int | None = None  # row of the choices sheet of the first item, when the list stands together
    gaps: dict[int, tuple[int, ...]] = {}  # by row: columns it has no cell for, not even a blank


class NodeDefinition(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """A group, a repeat or a question (also hidden ones: calculate, start, deviceid)."""

    ref: str
    name: str
    kind: NodeKind
    children: tuple["NodeDefinition", ...] = ()
    has_control: bool = False  # False: no body element, never shown (calculate, hidden, preload)
    control: str = ""  # input, select1, select, rank, range, trigger, upload, group, repeat
    data_type: str = "string"  # string, int, decimal, date, time, dateTime, boolean, geopoint, binary, …
    label: Wording = Wording()
    hint: Wording = Wording()
    appearance: tuple[str, ...] = ()
    relevant: str = ""
    constraint: str = ""
    constraint_message: Wording = Wording()
    required: str = ""
    required_message: Wording = Wording()
    readonly: str = ""
    calculate: str = ""
    default: str = ""  # literal value in the primary instance
    repeat_count: str = ""
    no_add_remove: bool = False
    initial_count: int = 1  # instances of a repeat that stand there at the start (0: only a template)
    initial: tuple[tuple["NodeDefinition", ...], ...] = ()  # their children, only when defaults differ
    choices: tuple[Choice, ...] = ()
    itemset: Itemset | None = None
    parameters: dict[str, str] = {}  # start/end/step of a range, max-pixels, …
    preload: tuple[str, str] | None = None  # jr:preload, jr:preloadParams
    media_type: str = ""
    saveto: str = ""  # entities:saveto: the case record's field this answer feeds
    sensitivity: str = ""  # P1 to P4 (bind::intake:sensitivity), empty when not declared
    marks: dict[str, str] = {}  # further bind::intake:… columns: domain (D01), side, legal, category
    source_row: int | None = None  # row of the survey sheet, for messages
    attributes: dict[str, str] = {}  # of the element in the instance, by prefixed name; a submission has them


class FormDefinition(msgspec.Struct, frozen=True, gc=False):
    """A whole form, one version."""

    form_id: str
    version: str
    title: str
    root: NodeDefinition  # kind "group"; ref "/data"
    languages: tuple[FormLanguage, ...]
    default_language: str  # name of one of ``languages``
    itext: dict[str, Wording] = {}  # itext ids that choices and jr:itext() refer to
    instances: tuple[SecondaryInstance, ...] = ()
    actions: tuple[SetValue, ...] = ()
    instance_name: str = ""  # expression
    style: str = ""  # "pages" and the like
    namespaces: dict[str, str] = {}
    media: dict[str, bytes] = {}  # pictures, sounds and tables supplied with the form
    format: int = 1  # of the package


class FormReading(msgspec.Struct, frozen=True, gc=False):
    """What reading a form file gave: the definition (``None`` when a finding is an error), all findings."""

    definition: FormDefinition | None
    findings: tuple[FormFinding, ...] = ()
