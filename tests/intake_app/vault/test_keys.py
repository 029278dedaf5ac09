"""Keys: what is wrapped opens only with the same key in the same place, and weak costs are refused."""

import pytest

from intake_app.vault import keys
from intake_app.vault.keys import KdfParameters

CHEAP = KdfParameters.floor()


def test_a_wrapped_secret_opens_with_the_same_key_and_place() -> None:
    key = keys.new_key()
    wrapped = keys.wrap(key, b"secret", b"here")
    assert keys.unwrap(key, wrapped, b"here") == b"secret"
    assert keys.unwrap(key, wrapped, b"there") is None
    assert keys.unwrap(keys.new_key(), wrapped, b"here") is None


def test_a_wrapped_secret_is_different_each_time() -> None:
    key = keys.new_key()
    assert keys.wrap(key, b"secret", b"") != keys.wrap(key, b"secret", b"")


@pytest.mark.parametrize(
    "parameters",
    [
        KdfParameters(memory_kib=CHEAP.memory_kib - 1, iterations=3, lanes=4),
        KdfParameters(memory_kib=CHEAP.memory_kib, iterations=2, lanes=4),
        KdfParameters(memory_kib=CHEAP.memory_kib, iterations=3, lanes=1),
        KdfParameters(memory_kib=1 << 30, iterations=3, lanes=4),  # 1 TiB: a damaged or hostile file
    ],
)
def test_costs_below_the_floor_or_absurd_are_refused(parameters: KdfParameters) -> None:
    assert not parameters.is_acceptable
    with pytest.raises(ValueError, match="outside"):
        keys.derive_kek("passphrase", keys.new_salt(), parameters)


def test_the_standard_cost_is_a_quarter_gibibyte() -> None:
    assert KdfParameters.standard() == KdfParameters(memory_kib=262_144, iterations=3, lanes=4)


def test_two_keyboards_that_show_the_same_letters_give_the_same_key() -> None:
    salt = keys.new_salt()
    composed = keys.derive_kek("Müller  geht heim ", salt, CHEAP)
    decomposed = keys.derive_kek("Mu\u0308ller geht heim", salt, CHEAP)
    assert composed == decomposed
    assert composed != keys.derive_kek("müller geht heim", salt, CHEAP)


def test_each_purpose_has_its_own_key() -> None:
    data_key = keys.new_key()
    subkeys = {keys.subkey(data_key, purpose) for purpose in ("audit", "audit-head", "keyslots")}
    assert len(subkeys) == 3
    assert data_key not in subkeys
