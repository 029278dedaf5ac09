"""Collects the program's texts and updates every catalogue under ``locales/`` (``make pot``).

One template ``ankommen.pot``; per language ``LC_MESSAGES/ankommen.po`` and the compiled ``.mo``
that is read at run time. ``--check`` writes nothing and fails when the template is stale.
"""

import datetime
import io
import sys
from pathlib import Path

from babel.messages import pofile
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo

ROOT = Path(__file__).resolve().parent.parent
LOCALES = ROOT / "locales"
TEMPLATE = LOCALES / "ankommen.pot"
KEYWORDS = {"_": None, "N_": None, "words": None, "plural": (1, 2)}
LANGUAGES = ("ar", "de")
_NO_DATE = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)  # the same texts give the same bytes


def collect() -> Catalog:
    """Return every marked text of ``intake_app`` and ``ui`` with its places and translator comments."""
    catalogue = Catalog(project="Ankommen", version="0.1", charset="utf-8")
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
                catalogue.add(
                    message, locations=[(f"{room}/{file}", 0)], auto_comments=comments, context=context
                )
    return catalogue


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


def main(arguments: list[str]) -> int:
    """Write template and catalogues; with ``--check`` only compare. Returns the exit code."""
    template = collect()
    if "--check" in arguments:
        stale = not TEMPLATE.exists() or TEMPLATE.read_bytes() != as_text(template)
        if stale:
            print("locales/ankommen.pot is stale: run `make pot`", file=sys.stderr)
        return int(stale)
    LOCALES.mkdir(exist_ok=True)
    TEMPLATE.write_bytes(as_text(template))
    for language in LANGUAGES:
        folder = LOCALES / language / "LC_MESSAGES"
        folder.mkdir(parents=True, exist_ok=True)
        po = folder / "ankommen.po"
        catalogue = (
            pofile.read_po(io.BytesIO(po.read_bytes()), locale=language)
            if po.exists()
            else Catalog(locale=language, charset="utf-8")
        )
        catalogue.update(template, no_fuzzy_matching=True)
        po.write_bytes(as_text(catalogue))
        catalogue.creation_date = catalogue.revision_date = _NO_DATE
        with (folder / "ankommen.mo").open("wb") as stream:
            write_mo(stream, catalogue)
        missing = sum(1 for message in catalogue if message.id and not message.string)
        print(f"{language}: {len(catalogue)} texts, {missing} missing")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
