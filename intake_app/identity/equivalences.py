"""Names that are the same in different languages (Mohammed, Mehmet): a small curated table, weak evidence."""

from functools import lru_cache

from intake_app import places


def group_of(plain: str) -> str:
    """Return the first name of the group a plain Latin form belongs to, or an empty text."""
    return _table().get(plain, "")


@lru_cache(maxsize=1)
def _table() -> dict[str, str]:
    lines = (places.resources() / "identity" / "equivalences.csv").read_text("utf-8").splitlines()
    groups = [line.split(",") for line in lines if line and not line.startswith("#")]
    return {name: group[0] for group in groups for name in group}
