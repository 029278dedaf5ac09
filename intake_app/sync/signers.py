"""The list of allowed signers: who may sign what, in OpenSSH's own file format (ssh-keygen(1)).

One line a signer: ``DEVICE namespaces="intake-batch" ssh-ed25519 AAAA… comment``. Read as ssh-keygen
reads it, with one difference on the safe side: lines with limits in time count only when the caller
says what time it is.
"""

import datetime
import fnmatch
import re
from pathlib import Path

import msgspec

from intake_app.errors import N_, FileUnreadable
from intake_app.sync.errors import KeyUnusable, SignatureWrong
from intake_app.sync.keys import PublicKey

_LINE = re.compile(r'(?P<who>"[^"]*"|\S+)\s+(?:(?P<options>.*?)\s+)??(?P<key>(?:ssh|sk|ecdsa)-\S+\s+\S+.*)')
_OPTION = re.compile(r'(?P<name>[A-Za-z-]+)(?:="(?P<value>[^"]*)")?(?:,|$)')
_SIZE_LIMIT = 1 << 20


class AllowedSigner(msgspec.Struct, frozen=True):
    """One line. ``principals`` are patterns with ``*``, ``?`` and a leading ``!`` for "not"."""

    principals: tuple[str, ...]
    key: PublicKey
    namespaces: tuple[str, ...] = ()  # empty: any
    valid_after: datetime.datetime | None = None
    valid_before: datetime.datetime | None = None


Signers = tuple[AllowedSigner, ...]


def read_signers(path: Path) -> Signers:
    """Return the usable lines of an allowed_signers file; raises FileUnreadable, KeyUnusable.

    Certificate authorities and other key types than Ed25519 are passed over: no batch is signed so.
    """
    try:
        with path.open("rb") as stream:
            data = stream.read(_SIZE_LIMIT + 1)
    except OSError as trouble:
        raise FileUnreadable(file=path.name) from trouble
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as trouble:
        raise KeyUnusable(file=path.name, reason=N_("not a text file")) from trouble
    if len(data) > _SIZE_LIMIT:
        raise KeyUnusable(file=path.name, reason=N_("far too long for a list of signers"))
    lines = (line.strip() for line in text.splitlines())
    found = (_read_line(line, path.name) for line in lines if line and not line.startswith("#"))
    return tuple(signer for signer in found if signer is not None)


def signer_line(principal: str, key: PublicKey, *, namespace: str) -> str:
    """Return the line that allows ``key`` to sign as ``principal`` in ``namespace``."""
    return f'{principal} namespaces="{namespace}" {key.line}'


def demand_allowed(
    signers: Signers, key: PublicKey, *, principal: str, namespace: str, now: datetime.datetime | None
) -> None:
    """Raise SignatureWrong unless ``key`` may sign as ``principal`` in ``namespace`` at ``now``."""
    lines = [line for line in signers if line.key.raw == key.raw and _is_for(line, principal, namespace)]
    if not lines:
        raise SignatureWrong(reason=N_("the signer is not on the list of allowed signers"))
    if not any(_is_in_time(line, now) for line in lines):
        raise SignatureWrong(reason=N_("the signer's key is not valid at this time"))


def _is_for(line: AllowedSigner, principal: str, namespace: str) -> bool:
    if line.namespaces and not _matches(line.namespaces, namespace):
        return False
    return _matches(line.principals, principal)


def _matches(patterns: tuple[str, ...], text: str) -> bool:
    """Return whether one pattern matches and no negated one does (OpenSSH match_pattern_list)."""
    wanted = [pattern for pattern in patterns if not pattern.startswith("!")]
    unwanted = [pattern[1:] for pattern in patterns if pattern.startswith("!")]
    # OpenSSH knows no [sets]; escaping the bracket keeps fnmatch from inventing them.
    return any(fnmatch.fnmatchcase(text, pattern.replace("[", "[[]")) for pattern in wanted) and not any(
        fnmatch.fnmatchcase(text, pattern.replace("[", "[[]")) for pattern in unwanted
    )


def _is_in_time(line: AllowedSigner, now: datetime.datetime | None) -> bool:
    if line.valid_after is None and line.valid_before is None:
        return True
    if now is None:
        return False
    return (line.valid_after is None or now >= line.valid_after) and (
        line.valid_before is None or now < line.valid_before
    )


def _read_line(line: str, file: str) -> AllowedSigner | None:
    match = _LINE.fullmatch(line)
    if match is None:
        raise KeyUnusable(file=file, reason=N_("a line is not a list of principals and a key"))
    options = _read_options(match["options"] or "", file)
    if "cert-authority" in options or not match["key"].startswith("ssh-ed25519 "):
        return None
    return AllowedSigner(
        principals=tuple(part for part in match["who"].strip('"').split(",") if part),
        key=PublicKey.from_line(match["key"], file=file),
        namespaces=tuple(part for part in options.get("namespaces", "").split(",") if part),
        valid_after=_moment(options.get("valid-after"), file),
        valid_before=_moment(options.get("valid-before"), file),
    )


def _read_options(text: str, file: str) -> dict[str, str]:
    options: dict[str, str] = {}
    position = 0
    while position < len(text):
        match = _OPTION.match(text, position)
        if match is None:
            raise KeyUnusable(file=file, reason=N_("a line has an option that cannot be read"))
        name = match["name"].lower()
        if name not in {"namespaces", "valid-after", "valid-before", "cert-authority"}:
            raise KeyUnusable(file=file, reason=N_("a line has an option that is not known"))
        options[name] = match["value"] or ""
        position = match.end()
    return options


def _moment(text: str | None, file: str) -> datetime.datetime | None:
    """Read YYYYMMDD, YYYYMMDDHHMM or YYYYMMDDHHMMSS, local time unless it ends in Z (ssh-keygen(1))."""
    if text is None:
        return None
    digits = text.removesuffix("Z")
    formats = {8: "%Y%m%d", 12: "%Y%m%d%H%M", 14: "%Y%m%d%H%M%S"}
    try:
        moment = datetime.datetime.strptime(digits, formats[len(digits)])  # noqa: DTZ007 - zone follows
    except (KeyError, ValueError) as trouble:
        raise KeyUnusable(file=file, reason=N_("a line has a date that cannot be read")) from trouble
    return moment.replace(tzinfo=datetime.UTC) if text.endswith("Z") else moment.astimezone()
