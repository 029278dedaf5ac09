"""``intake-app self-check``: does this installation have all it needs? One line a check, 0 or 1.

A frozen program fails where something was not packed: a resource, a font, a native library. So every
check opens the real thing and uses it once; existence alone would not notice a half-packed file.
Everything is found through ``places``, nothing is left behind, and nothing of a real workspace is touched.
"""

import argparse
import csv
import datetime
import importlib
import json
import platform
import secrets
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from intake_app import places

_DAY = datetime.datetime(2026, 3, 2, 9, 30, tzinfo=datetime.UTC)  # of the samples made here
_GERMAN, _ARABIC = "Wie heißen Sie?", "ما اسمك؟"


class Missing(Exception):
    """Something this installation needs is not there or not whole; the text says what."""


def add(subparsers: Any) -> None:
    """Add the command; it has no options."""
    parser = subparsers.add_parser("self-check", help="open every resource and make a vault, a PDF, a batch")
    parser.set_defaults(run=run)


def run(_options: argparse.Namespace) -> int:
    """Run every check, also after a failed one; 0 when all hold, 1 otherwise."""
    failed = 0
    for name, check in CHECKS.items():
        try:
            found = check()
        except Exception as trouble:  # noqa: BLE001 - whatever is missing must be said, and the rest looked at
            failed += 1
            print(f"FAILED  {name}: {type(trouble).__name__}: {trouble}", flush=True)
        else:
            print(f"ok      {name}: {found}", flush=True)
    print(f"{failed} of {len(CHECKS)} checks failed" if failed else f"all {len(CHECKS)} checks hold")
    return 1 if failed else 0


def _system() -> str:
    return f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"


def _resources() -> str:
    """Open every shipped file; tables and schemas must parse and hold something."""
    readers: dict[str, Callable[[str], object]] = {".csv": _rows, ".json": json.loads, ".txt": str.strip}
    files = [file for file in sorted(places.resources().rglob("*")) if file.is_file()]
    for file in files:
        is_text = file.suffix != ".ttf"  # fonts are opened by their own check
        if is_text and not readers.get(file.suffix, str.strip)(file.read_text(encoding="utf-8")):
            raise Missing(f"{file.name} is empty")
    folders = {file.relative_to(places.resources()).parts[0] for file in files}
    lacking = {"forms", "identity", "languages", "passphrases", "schemas"} - folders
    if lacking:
        raise Missing(f"resources without {', '.join(sorted(lacking))}")
    return f"{len(files)} files in {', '.join(sorted(folders))}"


def _rows(text: str) -> list[list[str]]:
    return list(csv.reader(line for line in text.splitlines() if not line.startswith("#")))


def _catalogues() -> str:
    """Open the catalogue of every language of the program and say a date in it."""
    from intake_app.languages import UI_LANGUAGES, Words, completeness

    shares = {tag: completeness(tag) for tag in UI_LANGUAGES}
    silent = [tag for tag, share in shares.items() if not share]
    if silent:
        raise Missing(f"no catalogue for {', '.join(silent)}")
    return ", ".join(
        f"{tag} {share:.0%} ({Words.load(tag).date(_DAY.date())})" for tag, share in shares.items()
    )


def _language_names() -> str:
    from intake_app.forms.form_languages import tag_of
    from intake_app.languages import countries, endonym

    if tag_of("Dari") != "fa-AF" or endonym("uk") != "Українська":
        raise Missing("names of languages are not known")
    return f"Dari is {tag_of('Dari')}, {len(countries())} countries"


def _names() -> str:
    """Make the keys a person is found by, from letters whose tables come with another package."""
    from intake_app.identity.keys import search_keys

    found = [search_keys(name) for name in ("ልጅ", "علی", "Олена")]
    if not all(found):
        raise Missing("a name has no key to be found by")
    return f"{sum(map(len, found))} keys of {len(found)} names"


def _schemas() -> str:
    """Compare the published schemas with what this program writes and reads."""
    from intake_app.sync.schema import published

    schemas = published()
    for name, data in schemas.items():
        if (places.resources() / "schemas" / name).read_bytes() != data:
            raise Missing(f"{name} is not the schema of this program")
    return f"{len(schemas)} schemas"


def _word_list() -> str:
    from intake_app.vault.passphrases import check_passphrase, shipped_words, suggest_passphrase

    check_passphrase(suggest_passphrase(6), "supervisor")
    return f"{len(shipped_words())} words"


def _shipped_forms() -> str:
    """Read and compile every shipped form and begin an interview on it, in each of its languages."""
    from intake_app.forms import read_form, shipped_forms
    from intake_app.interview import Interview

    said = []
    for path in shipped_forms():
        form = read_form(path).definition
        if form is None:
            raise Missing(f"the form {path.name} does not read")
        interview = Interview.begin(form, now=_DAY)
        for language in form.languages:
            interview.set_language(language.name)
        said.append(f"{form.form_id} ({len(interview.pages())} pages, {len(form.languages)} languages)")
    if not said:
        raise Missing("no form is shipped")
    return ", ".join(said)


def _text_fonts() -> str:
    """Open every text font at both weights and ask for letters of each script it is there for."""
    from intake_app.documents.fonts import Fonts

    fonts = Fonts()
    missing = fonts.uncovered("Äßé Ğş Їґ Ὡ \u0628\u067e\u06a9\u06cc \u2026 \u201e\u201c")
    if missing:
        raise Missing(f"no font has {' '.join(missing)}")
    return ", ".join(face.name for weight in (400, 700) for face in fonts.chain(weight))


def _icon_font() -> str:
    """Open the icon font the way the window does: as a file of the package that brings it."""
    found = places.package_folder("qtawesome")
    if found is None:
        raise Missing("qtawesome")
    folder = found / "fonts"
    sizes = [len(file.read_bytes()) for file in folder.glob("phosphor-*.ttf")]
    names = [json.loads(file.read_bytes()) for file in folder.glob("phosphor-charmap-*.json")]
    if not sizes or not names:
        raise Missing("the icon font")
    return f"{len(names[0])} icons"


def _paper() -> str:
    """Make a page with German beside Arabic."""
    from intake_app.languages import Words
    from intake_app.records.interview_record import AnswerLine, InterviewReading, InterviewRecord
    from intake_app.services.documents import interview_pdf

    record = InterviewRecord(
        id="", case_id="", person_id="", form_id="check", form_version="1", form_title="Probe",
        status="draft", begun_at=_DAY, begun_by="", language="Deutsch", client_language="العربية",
        saved_at=_DAY, is_sample=True,
    )  # fmt: skip
    line = AnswerLine(
        ref="/data/name", depth=0, kind="question", labels={"Deutsch": _GERMAN, "العربية": _ARABIC},
        values={"Deutsch": "Probe", "العربية": "محمد"}, raw="محمد",
    )  # fmt: skip
    reading = InterviewReading(
        record=record, case_number="K-0", person_display="Probe", person_original="", counsellor="Probe",
        site="Probe", languages={"Deutsch": "de", "العربية": "ar"}, lines=(line,), trail=(),
    )  # fmt: skip
    data = interview_pdf(reading, languages=("Deutsch", "العربية"), words=Words.load("de"), now=_DAY)
    if not data.startswith(b"%PDF-") or b"NotoSansArabic" not in data:
        raise Missing("a font in the document")
    return f"{len(data)} bytes, German and Arabic"


def _vault() -> str:
    """Set up a workspace in a temporary folder, lock it, open it again, read every page of it."""
    from intake_app.records.user import NewUser, Site
    from intake_app.services.workspace import (
        check_workspace,
        create_workspace,
        lock_workspace,
        make_recovery_key,
        suggest_passphrase,
        unlock_workspace,
    )
    from intake_app.vault.keys import KdfParameters

    boss = NewUser("Mira Beispiel", "supervisor", suggest_passphrase(6))
    colleague = NewUser("Nora Muster", "counsellor", suggest_passphrase(6))
    with tempfile.TemporaryDirectory(prefix="ankommen-check-") as folder:
        made = create_workspace(
            Path(folder) / "workspace", site=Site("Probe"), supervisor=boss, counsellor=colleague,
            recovery=make_recovery_key(), now=_DAY, kdf=KdfParameters.floor(), is_sample=True,
        )  # fmt: skip
        user = made.user.id
        lock_workspace(made, now=_DAY)
        again = unlock_workspace(made.folder, user_id=user, passphrase=boss.passphrase, now=_DAY)
        check = check_workspace(again)
        lock_workspace(again, now=_DAY)
    return f"{check.tables} tables, {check.rows} rows, {check.audit_lines} lines of log"


def _batch() -> str:
    """Seal a batch for two keys and open it with one; a damaged copy must be refused."""
    from intake_app.records.ids import new_id
    from intake_app.sync import BatchContents, open_batch, seal_batch
    from intake_app.sync.encryption import make_identity
    from intake_app.sync.errors import BatchRefused
    from intake_app.sync.keys import SigningKey
    from intake_app.sync.schema import ConsentBody, record_of
    from intake_app.sync.signers import signer_line

    key, (identity, recipient), (_, recovery) = SigningKey.make("check"), make_identity(), make_identity()
    body = ConsentBody(
        person_id=new_id(_DAY), purpose="K-TRANS", state="given", at=_DAY, language="ar", text_version="1"
    )
    contents = BatchContents(
        batch_id=new_id(_DAY), device_id="check", sequence=1, previous_sha256="", site="Probe",
        purpose="K-TRANS", created_at=_DAY, audit_head=secrets.token_hex(32),
        records=(record_of("consent", new_id(_DAY), 1, body),),
    )  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="ankommen-check-") as name:
        folder = Path(name)
        (folder / "key").write_text(identity + "\n", encoding="utf-8")
        signers = folder / "signers"
        signers.write_text(
            signer_line("check", key.public, namespace="intake-batch") + "\n", encoding="utf-8"
        )
        sealed = seal_batch(contents, folder=folder, recipients=(recipient, recovery), key=key)
        with open_batch(sealed.path, folder / "key", signers, now=_DAY) as opened:
            count = len(opened.manifest.records)
        data = bytearray(sealed.path.read_bytes())
        data[len(data) // 2] ^= 1
        sealed.path.write_bytes(data)
        try:
            open_batch(sealed.path, folder / "key", signers, now=_DAY).close()
        except BatchRefused:
            return f"{len(data)} bytes, {count} record, a damaged copy is refused"
    raise Missing("a damaged batch was not refused")


def _receiver() -> str:
    module = importlib.import_module("intake_app.central.postgres")
    return f"{module.__name__} loads with its database driver"


CHECKS: dict[str, Callable[[], str]] = {
    "system": _system,
    "resources": _resources,
    "catalogues": _catalogues,
    "names of languages": _language_names,
    "names": _names,
    "schemas": _schemas,
    "word list": _word_list,
    "shipped forms": _shipped_forms,
    "text fonts": _text_fonts,
    "icon font": _icon_font,
    "document": _paper,
    "vault": _vault,
    "batch": _batch,
    "receiver": _receiver,
}
