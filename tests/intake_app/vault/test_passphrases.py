"""Passphrases: suggested ones are strong by their number of words, chosen ones by length and rarity."""

import math

import pytest

from intake_app.vault import passphrases
from intake_app.vault.errors import PassphraseTooWeak, TooFewWords


def test_the_list_is_long_enough_for_supervisors() -> None:
    words = passphrases.shipped_words()
    assert len(set(words)) == len(words)
    assert all(word.isascii() and word.islower() and 3 <= len(word) <= 10 for word in words)
    assert 5 * math.log2(len(words)) > 50
    assert 4 * math.log2(len(words)) > 40


def test_suggestions_are_accepted_for_their_role() -> None:
    for role in ("supervisor", "counsellor"):
        for _ in range(20):
            suggested = passphrases.suggest_passphrase(passphrases.LEAST_WORDS[role])
            if len(set(suggested.split())) == passphrases.LEAST_WORDS[role]:
                passphrases.check_passphrase(suggested, role)


def test_suggestions_differ() -> None:
    assert len({passphrases.suggest_passphrase(4) for _ in range(50)}) == 50


def test_four_words_are_too_few_for_a_supervisor() -> None:
    passphrases.check_passphrase("apfel birne kirsche traube", "counsellor")
    with pytest.raises(TooFewWords):
        passphrases.check_passphrase("apfel birne kirsche traube", "supervisor")
    with pytest.raises(TooFewWords):
        passphrases.check_passphrase("apfel apfel apfel apfel", "counsellor")


@pytest.mark.parametrize(
    "weak",
    ["", "kurz", "1234", "123456789012345", "aaaaaaaaaaaaaaaa", "abcdefghijklmnop", "passwortpasswort",
     "Passwort12345678", "Sommer2026Sommer", "qwertzqwertz123", "Karim Muster 1234", "Musterstadt123456"],
)  # fmt: skip
def test_easy_ones_are_refused(weak: str) -> None:
    with pytest.raises(PassphraseTooWeak):
        passphrases.check_passphrase(weak, "counsellor", known=("Karim", "Muster", "Musterstadt"))


@pytest.mark.parametrize(
    "good", ["zwei Elche tanzen leise", "قطتي تحب الحليب البارد", "Wj8#kq!pZ2vLx$", "моя бабуся печe хліб"]
)
def test_long_rare_ones_are_accepted_in_any_script(good: str) -> None:
    passphrases.check_passphrase(good, "supervisor", known=("Karim", "Musterstadt"))
