"""Order-free comparison of two names: which part of one stands for which part of the other, and why."""

from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz.distance import JaroWinkler

from intake_app.errors import N_
from intake_app.identity.keys import Token

SAME = N_("same name")
SIMILAR = N_("similar spelling")
OTHER_ORDER = N_("other order of names")
OTHER_SCRIPT = N_("same name in another script")
EQUIVALENT = N_("same name in another language")

_ENOUGH = 0.72  # below this two parts are two different names


class Pair(NamedTuple):
    """Two parts that belong together: their places, how alike they are (0 to 1), and why."""

    left: int
    right: int
    likeness: float
    reason: str


class Alignment(NamedTuple):
    """All pairs of two names, and how many parts stayed alone on either side."""

    pairs: tuple[Pair, ...]
    left_alone: int
    right_alone: int

    @property
    def is_reordered(self) -> bool:
        """Return whether the parts stand in another order."""
        rights = [pair.right for pair in sorted(self.pairs)]
        return rights != sorted(rights)


def align(left: Sequence[Token], right: Sequence[Token]) -> Alignment:
    """Pair the parts of two names, the most alike first, each part once."""
    candidates = []
    for i, a in enumerate(left):
        for j, b in enumerate(right):
            likeness, reason = alike(a, b)
            if likeness >= _ENOUGH:
                candidates.append(Pair(i, j, likeness, reason))
    candidates.sort(key=lambda pair: (-pair.likeness, abs(pair.left - pair.right), pair))
    pairs: list[Pair] = []
    used_left: set[int] = set()
    used_right: set[int] = set()
    for pair in candidates:
        if pair.left not in used_left and pair.right not in used_right:
            pairs.append(pair)
            used_left.add(pair.left)
            used_right.add(pair.right)
    return Alignment(tuple(sorted(pairs)), len(left) - len(pairs), len(right) - len(pairs))


def alike(a: Token, b: Token) -> tuple[float, str]:
    """Return how alike two parts are (0 to 1) and the message id that says why."""
    if a.latin == b.latin and a.is_arabic == b.is_arabic:
        return 1.0, SAME
    if a.is_arabic != b.is_arabic:
        return _across_scripts(a, b), OTHER_SCRIPT
    spelling = JaroWinkler.similarity(a.latin, b.latin, prefix_weight=0.08)
    if a.fine & b.fine and len(a.latin) > 2:
        spelling = max(spelling, 0.9)
    elif a.coarse & b.coarse and len(a.latin) > 2:
        spelling = max(spelling, 0.84)
    elif spelling < 0.88:
        spelling *= 0.85  # other consonants: only a slip of the pen brings them together
    if a.group and a.group == b.group and spelling < 0.86:
        return 0.82, EQUIVALENT
    return min(spelling, 0.97), SIMILAR


def _across_scripts(a: Token, b: Token) -> float:
    """Compare a word that writes its vowels with one that writes only the long ones."""
    arabic, other = (a, b) if a.is_arabic else (b, a)
    if not arabic.coarse & other.coarse:
        return 0.0
    # حسین is Hussein, not Hassan: its long vowel must be found in the other spelling.
    return 0.95 if _is_within(arabic.sounds.lstrip("A"), other.sounds) else 0.78


def _is_within(short: str, long: str) -> bool:
    rest = iter(long)
    classes = str.maketrans({"d": "z", "x": "h", "c": "s", "q": "j", "p": "b"})
    folded = [c.translate(classes) for c in rest]
    place = 0
    for sound in short.translate(classes):
        if sound == "h" and sound not in folded[place:]:
            continue
        if place and folded[place - 1] == sound:
            continue  # a doubled letter
        try:
            place = folded.index(sound, place) + 1
        except ValueError:
            return False
    return True
