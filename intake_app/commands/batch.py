"""``intake-app batch``: verify a sealed batch without a key, open one, print the published schemas."""

import argparse
import datetime
import itertools
from pathlib import Path
from typing import Any

from intake_app.errors import FileUnwritable


def add(subparsers: Any) -> None:
    """Add the command with its actions."""
    parser = subparsers.add_parser("batch", help="verify or open a sealed batch")
    actions: Any = parser.add_subparsers(dest="action", required=True, metavar="ACTION")

    verify = actions.add_parser("verify", help="signature, hashes, sequence; no key needed")
    verify.add_argument("file", type=Path, nargs="+", metavar="FILE")
    verify.add_argument("--signers", type=Path, required=True, metavar="FILE", help="allowed_signers file")
    verify.set_defaults(run=_verify)

    opened = actions.add_parser("open", help="stage, check, then write the contents to a folder")
    opened.add_argument("file", type=Path, metavar="FILE")
    opened.add_argument("--identity", type=Path, required=True, metavar="KEY", help="age identity file")
    opened.add_argument("--signers", type=Path, required=True, metavar="FILE", help="allowed_signers file")
    opened.add_argument("--out", type=Path, required=True, metavar="DIR", help="new or empty folder")
    opened.set_defaults(run=_open)

    schemas = actions.add_parser("schemas", help="write the published JSON Schemas to a folder")
    schemas.add_argument("--out", type=Path, required=True, metavar="DIR")
    schemas.set_defaults(run=_schemas)


def _verify(options: argparse.Namespace) -> int:
    """Verify files; several of one device are also checked as a row."""
    from intake_app.sync import verify_batch

    now = datetime.datetime.now(datetime.UTC)
    verified = [verify_batch(file, options.signers, now=now) for file in options.file]
    for batch in verified:
        header = batch.header
        print(f"{batch.path.name}: whole and genuine")
        print(f"  device {header.device_id}, sequence {header.sequence}, {header.created_at.isoformat()}")
        print(f"  signed by {batch.signer.fingerprint}")
        print(f"  sha256 {batch.sha256}")
        print(f"  previous {header.previous_sha256 or '-'}")
        print(f"  recipients {', '.join(header.recipients)}")
    findings = _row_findings(
        sorted(verified, key=lambda batch: (batch.header.device_id, batch.header.sequence))
    )
    for finding in findings:
        print(finding)
    return 1 if findings else 0


def _row_findings(row: list[Any]) -> list[str]:
    """Return what is wrong between batches that follow each other in ``row``."""
    findings = []
    for earlier, later in itertools.pairwise(row):
        before, after = earlier.header, later.header
        if before.device_id != after.device_id or before.batch_id == after.batch_id:
            continue
        if after.sequence == before.sequence:
            findings.append(f"device {after.device_id}: sequence {after.sequence} is there twice")
        elif after.sequence > before.sequence + 1:
            missing = ", ".join(str(n) for n in range(before.sequence + 1, after.sequence)[:20])
            findings.append(f"device {after.device_id}: missing sequence {missing}")
        elif after.previous_sha256 != earlier.sha256:
            findings.append(f"device {after.device_id}: {after.sequence} does not follow {before.sequence}")
    return findings


def _open(options: argparse.Namespace) -> int:
    """Write the contents of one batch, once everything holds."""
    from intake_app.sync import open_batch

    now = datetime.datetime.now(datetime.UTC)
    with open_batch(options.file, options.identity, options.signers, now=now) as batch:
        batch.write_to(options.out)
        count = len(batch.manifest.records)
        print(f"{options.file.name}: whole and genuine, {count} records written to {options.out}")
    return 0


def _schemas(options: argparse.Namespace) -> int:
    from intake_app.sync.schema import published

    try:
        options.out.mkdir(parents=True, exist_ok=True)
        for name, data in published().items():
            (options.out / name).write_bytes(data)
            print(options.out / name)
    except OSError as trouble:
        raise FileUnwritable(file=options.out.name) from trouble
    return 0
