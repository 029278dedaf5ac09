"""Signatures: made here and checked by ssh-keygen, made by ssh-keygen and checked here."""

import subprocess
from pathlib import Path

import pytest

from intake_app.sync.errors import KeyUnusable, SignatureWrong
from intake_app.sync.keys import PublicKey, SigningKey
from intake_app.sync.signing import armor, sign, verify
from tests.intake_app.sync.sender import need_tools

MESSAGE = "Prüfsumme أ\n".encode()


def test_ssh_keygen_accepts_our_signature(tmp_path: Path) -> None:
    need_tools("ssh-keygen")
    key = SigningKey.make("sample")
    (tmp_path / "allowed").write_text(f'device-7 namespaces="intake-batch" {key.public.line}\n')
    (tmp_path / "m.sig").write_bytes(sign(key, MESSAGE, namespace="intake-batch"))
    command = "ssh-keygen -Y verify -f allowed -I device-7 -n intake-batch -s m.sig"
    done = subprocess.run(command.split(), cwd=tmp_path, input=MESSAGE, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert key.public.fingerprint in done.stdout.decode()


@pytest.mark.parametrize("hash_name", ["sha512", "sha256"])
def test_we_accept_what_ssh_keygen_signs(tmp_path: Path, hash_name: str) -> None:
    need_tools("ssh-keygen")
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", tmp_path / "k"], check=True)
    done = subprocess.run(
        [
            "ssh-keygen",
            "-Y",
            "sign",
            "-f",
            tmp_path / "k",
            "-n",
            "intake-batch",
            "-O",
            f"hashalg={hash_name}",
        ],
        input=MESSAGE,
        capture_output=True,
        check=True,
    )
    public = PublicKey.from_line((tmp_path / "k.pub").read_text())
    assert verify(done.stdout, MESSAGE, namespace="intake-batch").raw == public.raw
    with pytest.raises(SignatureWrong):
        verify(done.stdout, MESSAGE + b"x", namespace="intake-batch")


def test_keys_go_both_ways_through_openssh_files(tmp_path: Path) -> None:
    need_tools("ssh-keygen")
    key = SigningKey.make()
    file = tmp_path / "k"
    file.write_bytes(key.to_openssh())
    file.chmod(0o600)
    told = subprocess.run(["ssh-keygen", "-y", "-f", file], capture_output=True, check=True).stdout.decode()
    assert PublicKey.from_line(told).raw == key.public.raw
    assert SigningKey.from_openssh(file.read_bytes()).public.raw == key.public.raw
    listed = subprocess.run(["ssh-keygen", "-l", "-f", file], capture_output=True, check=True).stdout.decode()
    assert key.public.fingerprint in listed


def test_a_signature_for_a_receipt_is_none_for_a_batch() -> None:
    signature = sign(SigningKey.make(), MESSAGE, namespace="intake-receipt")
    with pytest.raises(SignatureWrong):
        verify(signature, MESSAGE, namespace="intake-batch")


def test_every_single_changed_byte_is_noticed() -> None:
    signature = sign(SigningKey.make(), MESSAGE, namespace="intake-batch")
    for place in range(len(signature)):
        for bit in (1, 0x20):
            changed = bytearray(signature)
            changed[place] ^= bit
            try:
                verify(bytes(changed), MESSAGE, namespace="intake-batch")
            except SignatureWrong:
                continue
            pytest.fail(f"byte {place} changed by {bit:#x} was accepted")


@pytest.mark.parametrize("length", [0, 1, 5, 10, 60, 150])
def test_a_cut_off_signature_is_refused(length: int) -> None:
    with pytest.raises(SignatureWrong):
        verify(armor(b"SSHSIG\0\0\0\1" + bytes(length)), MESSAGE, namespace="intake-batch")


@pytest.mark.parametrize("line", ["", "ssh-rsa AAAA", "ssh-ed25519 ????", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5"])
def test_other_key_lines_are_refused(line: str) -> None:
    with pytest.raises(KeyUnusable):
        PublicKey.from_line(line)


def test_the_private_key_is_never_shown() -> None:
    key = SigningKey.make()
    assert repr(key) == f"SigningKey({key.public.fingerprint})"
    with pytest.raises(KeyUnusable):
        SigningKey.from_openssh(b"-----BEGIN NONSENSE-----")
