"""The age edge: what goes wrong at either end comes out as what it was."""

import contextlib
import io
import subprocess
from pathlib import Path

import pytest

from intake_app.errors import Cancelled, FileUnreadable
from intake_app.sync import encryption
from intake_app.sync.encryption import (
    count_recipients,
    decrypt_stream,
    encrypt_stream,
    make_identity,
    read_identities,
    recipient_key_id,
    recipient_of,
)
from intake_app.sync.errors import BatchDamaged, KeyUnusable, NotForThisKey
from tests.intake_app.sync.sender import need_tools

ONE, TWO = make_identity(), make_identity()


def sealed(plain: bytes) -> bytes:
    out = io.BytesIO()
    encrypt_stream(io.BytesIO(plain), out, [ONE[1], TWO[1]])
    return out.getvalue()


def test_the_age_command_opens_it_with_either_key(tmp_path: Path) -> None:
    need_tools("age", "age-keygen")
    (tmp_path / "x.age").write_bytes(sealed(b"text"))
    for number, (identity, recipient) in enumerate((ONE, TWO)):
        file = tmp_path / f"key{number}"
        file.write_text(identity + "\n")
        done = subprocess.run(["age", "-d", "-i", file, tmp_path / "x.age"], capture_output=True, check=True)
        assert done.stdout == b"text"
        told = subprocess.run(["age-keygen", "-y", file], capture_output=True, check=True).stdout.decode()
        assert told.strip() == recipient == recipient_of(identity)


def test_we_open_what_the_age_command_seals(tmp_path: Path) -> None:
    need_tools("age")
    done = subprocess.run(["age", "-r", ONE[1]], input=b"text" * 40_000, capture_output=True, check=True)
    out = io.BytesIO()
    decrypt_stream(io.BytesIO(done.stdout), out, [ONE[0]])
    assert out.getvalue() == b"text" * 40_000
    assert count_recipients(done.stdout) == 1


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 300_000])
@pytest.mark.parametrize("write", [1, 2, 3, 5])
def test_a_stick_that_fails_at_any_write_is_never_passed_over(size: int, write: int) -> None:
    class Failing(io.BytesIO):
        count = 0

        def write(self, data: object, /) -> int:
            self.count += 1
            if self.count >= write:
                raise OSError(28, "no space")
            return super().write(data)  # type: ignore[arg-type]

    counted = io.BytesIO()
    encrypt_stream(io.BytesIO(bytes(size)), counted, [ONE[1]])
    out = Failing()
    with contextlib.suppress(OSError):
        encrypt_stream(io.BytesIO(bytes(size)), out, [ONE[1]])
        assert out.count < write, "a failed write went unnoticed"


def test_stopping_comes_out_as_stopping() -> None:
    class Stopping:
        def read(self, size: int, /) -> bytes:
            raise Cancelled

    with pytest.raises(Cancelled):
        encrypt_stream(Stopping(), io.BytesIO(), [ONE[1]])


def test_a_rust_panic_is_trouble_like_any_other(monkeypatch: pytest.MonkeyPatch) -> None:
    class PanicException(BaseException):
        pass

    def panic(*_: object) -> None:
        raise PanicException("index out of bounds")

    monkeypatch.setattr(encryption.pyrage, "decrypt_io", panic)
    monkeypatch.setattr(encryption.pyrage, "encrypt_io", panic)
    with pytest.raises(BatchDamaged):
        decrypt_stream(io.BytesIO(b""), io.BytesIO(), [ONE[0]])
    with pytest.raises(BatchDamaged):
        encrypt_stream(io.BytesIO(b""), io.BytesIO(), [ONE[1]])


def test_somebody_elses_key_is_told_apart_from_damage() -> None:
    data = sealed(b"x" * 100_000)
    with pytest.raises(NotForThisKey):
        decrypt_stream(io.BytesIO(data), io.BytesIO(), [make_identity()[0]])
    for broken in (data[:-1], data[:-20_000], data[:10], b"", data + b"x"):
        with pytest.raises(BatchDamaged):
            decrypt_stream(io.BytesIO(broken), io.BytesIO(), [ONE[0]])


def test_recipients_are_counted_without_a_key() -> None:
    assert count_recipients(sealed(b"text")) == 2
    assert count_recipients(b"age-encryption.org/v1\n-> X25519 x\n") == 0
    assert count_recipients(b"no age at all\n--- ") == 0


def test_key_ids_are_what_sha256sum_says() -> None:
    need_tools("sha256sum")
    done = subprocess.run(["sha256sum"], input=ONE[1].encode(), capture_output=True, check=True)
    assert recipient_key_id(f" {ONE[1]}\n") == done.stdout.decode()[:32]


def test_identity_files(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text(f"# created\n\n{ONE[0]}\n{TWO[0]}\n")
    assert read_identities(file) == (ONE[0], TWO[0])
    for text in ("", "# only a remark", "AGE-SECRET-KEY-1NONSENSE", "\x00\x01"):
        file.write_text(text)
        with pytest.raises(KeyUnusable):
            read_identities(file)
    with pytest.raises(FileUnreadable):
        read_identities(tmp_path / "none")
