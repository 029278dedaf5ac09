"""The central system's key card: a small text file a person can read aloud and compare by telephone.

Lines ``name: …``, ``recipient: age1…``, ``signer: ssh-ed25519 AAAA… central``, and perhaps
``valid_until: YYYY-MM-DD`` and ``sample: yes``. Lines with ``#`` explain.
"""

import datetime
from pathlib import Path

from intake_app.errors import N_, FileUnreadable
from intake_app.records.batch import CentralKey
from intake_app.sync.encryption import demand_recipient, recipient_key_id
from intake_app.sync.errors import KeyExpired, KeyUnusable
from intake_app.sync.keys import PublicKey

_LIMIT = 1 << 16


def read_key_card(path: Path) -> CentralKey:
    """Return the central key in a key card file; raises FileUnreadable, KeyUnusable."""
    try:
        with path.open("rb") as stream:
            data = stream.read(_LIMIT)
    except OSError as trouble:
        raise FileUnreadable(file=path.name) from trouble
    fields: dict[str, str] = {}
    for line in data.decode("utf-8-sig", "replace").splitlines():
        name, colon, value = line.partition(":")
        if colon and not line.lstrip().startswith("#"):
            fields[name.strip().lower()] = value.strip()
    missing = [name for name in ("name", "recipient", "signer") if not fields.get(name)]
    if missing:
        raise KeyUnusable(file=path.name, reason=f"the line “{missing[0]}:” is missing")
    demand_recipient(fields["recipient"], file=path.name)
    return CentralKey(
        name=fields["name"],
        recipient=fields["recipient"],
        signer=PublicKey.from_line(fields["signer"], file=path.name).line,
        valid_until=_date(fields.get("valid_until", ""), path.name),
        is_sample=fields.get("sample", "").lower() in {"yes", "true", "1"},
    )


def write_key_card(key: CentralKey) -> str:
    """Return the text of a key card."""
    lines = [
        "# Public keys of a central system. Compare the fingerprints by telephone before the first batch.",
        f"# recipient: {spoken(recipient_key_id(key.recipient))}",
        f"# signer:    {PublicKey.from_line(key.signer).fingerprint}",
        f"name: {key.name}",
        f"recipient: {key.recipient}",
        f"signer: {key.signer}",
    ]
    if key.valid_until is not None:
        lines.append(f"valid_until: {key.valid_until.isoformat()}")
    if key.is_sample:
        lines.append("sample: yes")
    return "\n".join((*lines, ""))


def demand_valid(key: CentralKey, now: datetime.datetime) -> None:
    """Raise KeyExpired when the card's last day is over at ``now`` (UTC)."""
    if key.valid_until is not None and now.astimezone(datetime.UTC).date() > key.valid_until:
        raise KeyExpired(date=key.valid_until.isoformat())


def spoken(key_id: str) -> str:
    """Return a key id in groups of four, as it is read aloud."""
    return " ".join(key_id[start : start + 4] for start in range(0, len(key_id), 4))


def _date(text: str, file: str) -> datetime.date | None:
    if not text:
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as trouble:
        raise KeyUnusable(file=file, reason=N_("valid_until is not a date like 2027-12-31")) from trouble
