"""The forms that come with the program."""

from pathlib import Path

from intake_app import places


def shipped_forms() -> tuple[Path, ...]:
    """Return every shipped form (a folder of tables or a form file) in the order of their names."""
    folder = places.resources() / "forms"
    if not folder.is_dir():
        return ()
    found = [path for path in folder.iterdir() if (path / "survey.csv").is_file() or path.suffix in _FILES]
    return tuple(sorted(found))


_FILES = (".xlsx", ".xls", ".xml")
