"""``intake-app workspace``: create, check, back up, restore, salvage and recover a workspace from a terminal.

Passphrases and the recovery key come from a prompt, a file descriptor or a file, never from an
argument: arguments are seen by every process of the device.
"""

import argparse
import datetime
import getpass
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from intake_app.errors import N_, IntakeError
from intake_app.records.user import NewUser, Site
from intake_app.services import backups, salvage
from intake_app.services import workspace as service
from intake_app.services.session import Workspace


class UserUnknown(IntakeError):
    """No user of this name has a keyslot."""

    says = N_("There is no user {name} in this workspace.")
    remedy = N_("These users can unlock it: {names}.")


def add(subparsers: Any) -> None:
    """Add the command with its own subcommands."""
    parser = subparsers.add_parser("workspace", help="create, check, back up, restore, recover a workspace")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")

    create = _action(actions, "create", _create, "set up a workspace with its first two users")
    create.add_argument("--site", required=True, metavar="NAME", help="name of the reception centre")
    create.add_argument("--ags", default="", help="8-digit municipality key")
    create.add_argument("--supervisor", required=True, metavar="NAME")
    create.add_argument("--counsellor", required=True, metavar="NAME")
    create.add_argument(
        "--recovery-sheet", required=True, type=Path, metavar="FILE",
        help="where the recovery key is written (a stick, not this device); proved by reading it back",
    )  # fmt: skip

    check = _action(actions, "check", _check, "read every page, row and audit line")
    check.add_argument("--user", required=True, metavar="NAME")

    check.add_argument(
        "--accept-older", action="store_true",
        help="a supervisor opens a workspace that was put back to an older state; the log says so",
    )  # fmt: skip

    back_up = _action(actions, "backup", _back_up, "make a backup and prove that it opens")
    back_up.add_argument("--user", required=True, metavar="NAME")
    back_up.add_argument("--to", type=Path, metavar="DIR", help="another place, for instance a stick")

    restore = actions.add_parser("restore", help="put a backup in place")
    restore.add_argument("backup", type=Path, metavar="BACKUP")
    restore.add_argument("folder", type=Path, metavar="FOLDER")
    restore.add_argument("--replace", action="store_true", help="set aside what is there (never deleted)")
    restore.set_defaults(run=_restore)

    salvaging = _action(
        actions,
        "salvage",
        _salvage,
        "put what can be read of a damaged workspace in its place; restore first",
    )
    salvaging.add_argument("--user", required=True, metavar="NAME")

    recover = _action(actions, "recover", _recover, "open with the recovery key, set a new passphrase")
    recover.add_argument("--supervisor", required=True, metavar="NAME")
    recover.add_argument("--identity", type=Path, metavar="FILE", help="file that holds the recovery key")


def _action(
    actions: Any, name: str, run: Callable[[argparse.Namespace], int], purpose: str
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = actions.add_parser(name, help=purpose)
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="the workspace")
    parser.add_argument(
        "--passphrase-fd", type=int, metavar="N", help="read passphrases from file descriptor N, one a line"
    )
    parser.set_defaults(run=run)
    return parser


def _create(options: argparse.Namespace) -> int:
    site = Site(name=options.site, ags=options.ags)
    supervisor, counsellor = _secrets(
        options, f"Passphrase of {options.supervisor}: ", f"Passphrase of {options.counsellor}: "
    )
    now = _now()
    key = service.make_recovery_key()
    service.save_recovery_sheet(options.recovery_sheet, key, site, now)
    service.prove_recovery_key(key.recipient, options.recovery_sheet.read_text(encoding="utf-8"))
    workspace = service.create_workspace(
        options.folder,
        site=site,
        supervisor=NewUser(options.supervisor, "supervisor", supervisor),
        counsellor=NewUser(options.counsellor, "counsellor", counsellor),
        recovery=key,
        now=now,
    )
    service.lock_workspace(workspace, now=_now())
    print(
        f"The workspace is ready. The recovery key is in {options.recovery_sheet}: print it, then delete it."
    )
    return 0


def _check(options: argparse.Namespace) -> int:
    workspace = unlock_by_name(options, accepts_older=options.accept_older)
    try:
        found = service.check_workspace(workspace)
    finally:
        service.lock_workspace(workspace, now=_now())
    print(f"In order: {found.tables} tables, {found.rows} rows, {found.audit_lines} lines of the log.")
    return 0


def _back_up(options: argparse.Namespace) -> int:
    workspace = unlock_by_name(options)
    try:
        made = backups.back_up(workspace, now=_now(), folder=options.to)
    finally:
        service.lock_workspace(workspace, now=_now())
    print(f"Backup {made.path}, {made.size_bytes} bytes, proved to open.")
    return 0


def _restore(options: argparse.Namespace) -> int:
    aside = service.restore_workspace(
        options.backup, options.folder, now=_now(), is_replacing=options.replace
    )
    print(f"The backup is in place in {options.folder}; unlock it with the passphrases of that time.")
    if aside is not None:
        print(f"What was there is in {aside}.")
    return 0


def _salvage(options: argparse.Namespace) -> int:
    """Say what is saved and what is lost; 1 when something is lost."""
    user_id, passphrase = _who(options)
    workspace, report = salvage.salvage_workspace(
        options.folder, user_id=user_id, passphrase=passphrase, now=_now()
    )
    service.lock_workspace(workspace, now=_now())
    print("Saved:")
    for kind, count in report.saved.items():
        print(f"  {kind}: {count}")
    if report.lost or report.uncounted:
        print("Lost:")
    for kind, count in report.lost.items():
        print(f"  {kind}: {count}")
    for kind in report.uncounted:
        print(f"  {kind}: some, nobody can say how many")
    print(f"The damaged files are in {report.aside}; keep them. A backup may hold what is lost.")
    return 1 if report.lost or report.uncounted else 0


def _recover(options: argparse.Namespace) -> int:
    if options.identity is not None:
        identity = options.identity.read_text(encoding="utf-8")
        (passphrase,) = _secrets(options, f"New passphrase of {options.supervisor}: ")
    else:
        identity, passphrase = _secrets(
            options, "Recovery key: ", f"New passphrase of {options.supervisor}: "
        )
    workspace = service.recover_workspace(
        options.folder,
        identity_text=identity,
        supervisor=NewUser(options.supervisor, "supervisor", passphrase),
        now=_now(),
    )
    service.lock_workspace(workspace, now=_now())
    print(f"{options.supervisor} can unlock the workspace again.")
    return 0


def unlock_by_name(options: argparse.Namespace, *, accepts_older: bool = False) -> Workspace:
    """Open the workspace ``folder`` as the user named ``user``; the passphrase comes as ``options`` say."""
    user_id, passphrase = _who(options)
    return service.unlock_workspace(
        options.folder, user_id=user_id, passphrase=passphrase, now=_now(), accepts_older=accepts_older
    )


def _who(options: argparse.Namespace) -> tuple[str, str]:
    """Return the id of the user ``options`` name, and the passphrase; raises UserUnknown."""
    outline = service.describe_workspace(options.folder)
    users = {user.name: user.id for user in outline.users}
    if outline.exists and options.user not in users:
        raise UserUnknown(name=options.user, names=", ".join(users))
    (passphrase,) = _secrets(options, f"Passphrase of {options.user}: ")
    return users.get(options.user, ""), passphrase


def _secrets(options: argparse.Namespace, *prompts: str) -> list[str]:
    """Return one secret for each prompt, from the file descriptor when one was named."""
    if options.passphrase_fd is None:
        return [getpass.getpass(prompt) for prompt in prompts]
    with os.fdopen(options.passphrase_fd, encoding="utf-8") as stream:
        lines = stream.read().splitlines()
    return [*lines, *("" for _ in prompts)][: len(prompts)]


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)
