"""The list of allowed signers is read as ssh-keygen reads it."""

import datetime
import subprocess
from pathlib import Path

import pytest

from intake_app.errors import FileUnreadable
from intake_app.sync.errors import KeyUnusable, SignatureWrong
from intake_app.sync.keys import SigningKey
from intake_app.sync.signers import demand_allowed, read_signers
from intake_app.sync.signing import sign
from tests.intake_app.sync.sender import NOW, need_tools

KEY = SigningKey.make("sample")
OTHER = SigningKey.make("other")


def is_allowed(file: Path, principal: str, namespace: str, now: datetime.datetime | None = NOW) -> bool:
    try:
        demand_allowed(read_signers(file), KEY.public, principal=principal, namespace=namespace, now=now)
    except SignatureWrong:
        return False
    return True


@pytest.mark.parametrize(
    ("line", "principal"),
    [
        ("device-7 {key}", "device-7"),
        ("device-7 {key}", "device-8"),
        ("device-*,!device-8 {key}", "device-7"),
        ("device-*,!device-8 {key}", "device-8"),
        ("dev?ce-[7] {key}", "device-7"),
        ("device-8,device-7 {key}", "device-7"),
        ('"device-8,device-7" {key}', "device-7"),
        ('device-7 namespaces="intake-batch" {key}', "device-7"),
        ('device-7 namespaces="file,intake-*" {key}', "device-7"),
        ('device-7 namespaces="intake-receipt" {key}', "device-7"),
        ("device-7 cert-authority {key}", "device-7"),
        ("device-7 {other}", "device-7"),
        ('device-7 valid-after="20200101",valid-before="20400101" {key}', "device-7"),
        ('device-7 valid-after="20400101" {key}', "device-7"),
        ('device-7 valid-before="20200101" {key}', "device-7"),
        ("# a remark\n\ndevice-7 {other}\ndevice-7 {key}", "device-7"),
    ],
)
def test_the_same_verdict_as_ssh_keygen(tmp_path: Path, line: str, principal: str) -> None:
    need_tools("ssh-keygen")
    file = tmp_path / "allowed"
    file.write_text(line.format(key=KEY.public.line, other=OTHER.public.line) + "\n")
    (tmp_path / "m.sig").write_bytes(sign(KEY, b"message", namespace="intake-batch"))
    command = ["ssh-keygen", "-Y", "verify", "-f", file, "-I", principal, "-n", "intake-batch", "-s"]
    done = subprocess.run([*command, tmp_path / "m.sig"], input=b"message", capture_output=True, check=False)
    assert is_allowed(file, principal, "intake-batch") == (done.returncode == 0), done.stderr


def test_limits_in_time_need_to_know_the_time(tmp_path: Path) -> None:
    file = tmp_path / "allowed"
    file.write_text(f'device-7 valid-before="204001010000Z" {KEY.public.line}\n')
    assert is_allowed(file, "device-7", "intake-batch", NOW)
    assert not is_allowed(file, "device-7", "intake-batch", None)


@pytest.mark.parametrize(
    "text",
    ["device-7", "device-7 ssh-ed25519", 'device-7 strange="x" {key}', 'd valid-after="soon" {key}', "\x80"],
)
def test_a_list_that_cannot_be_read_is_said_so(tmp_path: Path, text: str) -> None:
    file = tmp_path / "allowed"
    file.write_bytes(text.format(key=KEY.public.line).encode("latin-1"))
    with pytest.raises(KeyUnusable):
        read_signers(file)


def test_a_list_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable):
        read_signers(tmp_path / "allowed")
