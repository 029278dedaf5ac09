"""Collects the program's texts and updates every catalogue under ``locales/`` (``make pot``).

One template ``ankommen.pot``; per language (every folder there is) ``LC_MESSAGES/ankommen.po`` and the
compiled ``.mo`` that is read at run time. Texts of one word carry a note for translators, from
``translators.toml`` where the code has none. ``--check`` writes nothing and fails when anything is stale.
"""

import datetime
import io
import sys
import tomllib
from pathlib import Path

from babel.messages import pofile
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo

ROOT = Path(__file__).resolve().parent.parent
LOCALES = ROOT / "locales"
TEMPLATE = LOCALES / "ankommen.pot"
KEYWORDS = {"_": None, "N_": None, "words": None, "plural": (1, 2)}
NOTES = Path(__file__).with_name("translators.toml")
_NO_DATE = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)  # the same texts give the same bytes


def collect() -> Catalog:
    """Return every marked text of ``intake_app`` and ``ui`` with its places and translator comments."""
    catalogue = Catalog(project="Ankommen", version="0.1", charset="utf-8")
    notes = tomllib.loads(NOTES.read_text(encoding="utf-8"))
    for room in ("intake_app", "ui"):
        found = extract_from_dir(
            ROOT / room,
            [("**.py", "python")],
            keywords=KEYWORDS,
            comment_tags=("Translators:",),
            strip_comment_tags=True,
        )
        for file, _line, message, comments, context in found:
            if message:
                note = notes.get(message if isinstance(message, str) else message[0])
                catalogue.add(
                    message,
                    locations=[(f"{room}/{file}", 0)],
                    auto_comments=comments or ([note] if note else []),
                    context=context,
                )
    return catalogue


def languages() -> list[str]:
    """Return the languages that have a catalogue."""
    return sorted(folder.name for folder in LOCALES.iterdir() if (folder / "LC_MESSAGES").is_dir())


def updated(language: str, template: Catalog) -> Catalog:
    """Return the catalogue of ``language`` with the texts of ``template`` and the words it has for them."""
    po = LOCALES / language / "LC_MESSAGES" / "ankommen.po"
    catalogue = (
        pofile.read_po(io.BytesIO(po.read_bytes()), locale=language)
        if po.exists()
        else Catalog(locale=language, charset="utf-8")
    )
    catalogue.update(template, no_fuzzy_matching=True)
    return catalogue


def compiled(catalogue: Catalog) -> bytes:
    """Return a catalogue as it is read at run time: whole texts only, so that none is blank.

    A plural text without words would be found there and shown as nothing.
    """
    whole = pofile.read_po(io.BytesIO(as_text(catalogue)), locale=catalogue.locale)  # messages are shared
    whole.creation_date = whole.revision_date = _NO_DATE
    for message in whole:
        if message.pluralizable and not all(message.string):
            message.string = ""
    out = io.BytesIO()
    write_mo(out, whole)
    return out.getvalue()


def as_text(catalogue: Catalog) -> bytes:
    """Return a catalogue as .po text: sorted, without dates and lines, so that a diff says something."""
    out = io.BytesIO()
    pofile.write_po(
        out,
        catalogue,
        sort_output=True,
        omit_header=False,
        include_lineno=False,
        width=110,
        ignore_obsolete=True,
    )
    lines = out.getvalue().decode("utf-8").splitlines(keepends=True)
    return "".join(
        line for line in lines if not line.startswith(('"POT-Creation-Date', '"PO-Revision-Date'))
    ).encode()


def stale(template: Catalog) -> list[str]:
    """Return the files that ``make pot`` would change."""
    found = []
    if not TEMPLATE.exists() or TEMPLATE.read_bytes() != as_text(template):
        found.append(TEMPLATE)
    for language in languages():
        catalogue = updated(language, template)
        folder = LOCALES / language / "LC_MESSAGES"
        made = {"ankommen.po": as_text(catalogue), "ankommen.mo": compiled(catalogue)}
        found += [folder / name for name, data in made.items() if _bytes_of(folder / name) != data]
    return [file.relative_to(ROOT).as_posix() for file in found]


def main(arguments: list[str]) -> int:
    """Write template and catalogues; with ``--check`` only compare. Returns the exit code."""
    template = collect()
    if "--check" in arguments:
        old = stale(template)
        if old:
            print(f"stale, run `make pot`: {', '.join(old)}", file=sys.stderr)
        return int(bool(old))
    LOCALES.mkdir(exist_ok=True)
    TEMPLATE.write_bytes(as_text(template))
    for language in languages():
        catalogue = updated(language, template)
        folder = LOCALES / language / "LC_MESSAGES"
        (folder / "ankommen.po").write_bytes(as_text(catalogue))
        (folder / "ankommen.mo").write_bytes(compiled(catalogue))
        missing = sum(1 for m in catalogue if m.id and not (all(m.string) if m.pluralizable else m.string))
        print(f"{language}: {len(catalogue)} texts, {missing} missing")
    return 0


def _bytes_of(file: Path) -> bytes:
    return file.read_bytes() if file.exists() else b""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
