"""Which way each character runs: embedding levels by the Unicode bidirectional algorithm (UAX #9).

Written out here because no library on hand gives levels with isolates and bracket pairs, and a line
must be broken between resolving the levels (rules P to I) and reordering (rules L1 and L2). The
names of the functions follow the rules' letters. Levels are for one paragraph without line breaks.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby

Levels = list[int]

_MAX_DEPTH = 125
_MAX_OPEN_BRACKETS = 63
_REMOVED = frozenset({"RLE", "LRE", "RLO", "LRO", "PDF", "BN"})  # X9 takes these out of the way
_ISOLATES = frozenset({"LRI", "RLI", "FSI"})
_EXPLICIT = _ISOLATES | {"RLE", "LRE", "RLO", "LRO", "PDF", "PDI"}
_BRACKETS = (
    "()[]{}༺༻༼༽᚛᚜⁅⁆⁽⁾₍₎⌈⌉⌊⌋〈〉❨❩❪❫❬❭❮❯❰❱❲❳❴❵⟅⟆⟦⟧⟨⟩⟪⟫⟬⟭⟮⟯⦃⦄⦅⦆⦇⦈⦉⦊⦋⦌⦍⦐⦏⦎⦑⦒⦓⦔⦕⦖⦗⦘⧘⧙⧚⧛⧼⧽⸢⸣⸤⸥"
    "⸦⸧⸨⸩⹕⹖⹗⹘⹙⹚⹛⹜\u3008\u3009《》「」『』【】〔〕〖〗〘〙〚〛﹙﹚﹛﹜﹝﹞（）［］｛｝｟｠｢｣"
)
_OPENING = dict(zip(_BRACKETS[::2], _BRACKETS[1::2], strict=True))
_CLOSING = frozenset(_BRACKETS[1::2])
# Unassigned code points of right-to-left blocks count as right-to-left (DerivedBidiClass.txt).
_UNASSIGNED_R = ((0x0590, 0x05FF), (0x07C0, 0x085F), (0xFB1D, 0xFB4F), (0x10800, 0x10CFF), (0x1E800, 0x1EFFF))
_UNASSIGNED_AL = ((0x0600, 0x07BF), (0x0860, 0x08FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFF))

_BRACKET_CHARACTERS = {*_BRACKETS, "\u2329", "\u232a"}

# The rules for what is weak and neutral are replacements in a text of one letter for each class.
_LETTERS = {"L": "L", "R": "R", "AL": "A", "EN": "E", "AN": "N", "ES": "S", "CS": "C", "ET": "T", "NSM": "M"}
_STRONG = {"R": "R", "E": "R", "N": "R", "L": "L"}
_MORE = ({"L": 0, "R": 1, "E": 2, "N": 2}, {"L": 1, "R": 0, "E": 1, "N": 1})  # I1 and I2
_W1 = re.compile("(.)M+")
_W2 = re.compile("A[^LR]*")
_W4 = re.compile("(?<=(E))[SC](?=E)|(?<=(N))C(?=N)")
_W5 = re.compile("T+(?=E)|(?<=E)T+")
_W6 = str.maketrans("SCT", "OOO")
_W7 = re.compile("L[^LR]*")
_N1 = re.compile("(?<=(L))O+(?=L)|(?<=[REN])O+(?=[REN])")

# Blocks written from right to left, Arabic digits, and what embeds: R, AL, AN, RLE, RLO, RLI, LRE, LRO, LRI
# and FSI.
_RIGHTWARDS = re.compile(
    "[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2068\ufb1d-\ufdff\ufe70-\ufeff"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


@lru_cache(maxsize=4096)
def bidi_class(character: str) -> str:
    """Return the Bidi_Class of one character, also of one that is not assigned yet."""
    known = unicodedata.bidirectional(character)
    if known:
        return known
    code = ord(character)
    if any(low <= code <= high for low, high in _UNASSIGNED_AL):
        return "AL"
    return "R" if any(low <= code <= high for low, high in _UNASSIGNED_R) else "L"


def runs_right(text: str) -> bool:
    """Return whether anything in ``text`` may run from right to left: a quick look, without its classes."""
    return _RIGHTWARDS.search(text) is not None


def resolve_levels(text: str, base: int | None = None) -> Levels:
    """Return the embedding level of every character of one paragraph, before any line is broken.

    ``base`` is 0 (left to right), 1 (right to left) or None: the first strong character decides.
    Characters that rule X9 removes carry the level of what precedes them.
    """
    if base in {0, None} and not runs_right(text):
        return [0] * len(text)
    return resolve_classes([*map(bidi_class, text)], base, text)[1]


def resolve_classes(classes: Sequence[str], base: int | None, text: str = "") -> tuple[int, Levels]:
    """Return paragraph level and levels for Bidi_Class values; ``text`` is needed for bracket pairs only."""
    paragraph = paragraph_level(classes) if base is None else base
    work = list(classes)
    levels = [paragraph] * len(work) if _EXPLICIT.isdisjoint(work) else _explicit(work, paragraph)
    is_whole = _REMOVED.isdisjoint(classes)
    kept = [i for i, was in enumerate(classes) if is_whole or was not in _REMOVED]
    has_brackets = not _BRACKET_CHARACTERS.isdisjoint(text)
    for run, sos, eos in _isolating_runs(classes, levels, kept, paragraph):
        level = levels[run[0]]
        kinds = _weak("".join([_LETTERS.get(work[i], "O") for i in run]), sos)
        if has_brackets:
            kinds = _brackets(kinds, run, text, classes, (level, sos))
        more = _MORE[level % 2]
        for i, kind in zip(run, _neutral(kinds, _side(level), sos, eos), strict=True):
            levels[i] += more[kind]
    for i, was in enumerate(() if is_whole else classes):
        if was in _REMOVED:
            levels[i] = levels[i - 1] if i else paragraph
    return paragraph, levels


def paragraph_level(classes: Sequence[str]) -> int:
    """Return 1 when the first strong character outside isolates is right to left, else 0 (P2, P3)."""
    return _first_strong(classes, 0, len(classes)) or 0


def line_levels(levels: Sequence[int], classes: Sequence[str], paragraph: int) -> Levels:
    """Return the levels of one line: separators and trailing white space fall back to the paragraph (L1)."""
    line = list(levels)
    blank = True
    for i in reversed(range(len(line))):
        if classes[i] in {"S", "B"}:
            blank = True
            line[i] = paragraph
        elif classes[i] == "WS" or classes[i] in _REMOVED or classes[i] in _ISOLATES or classes[i] == "PDI":
            if blank:
                line[i] = paragraph
        else:
            blank = False
    return line


def visual_order(levels: Sequence[int]) -> list[int]:
    """Return the places of a line's items from left to right (L2). Items may be characters or runs."""
    order = list(range(len(levels)))
    odd = [level for level in levels if level % 2]
    for threshold in range(max(levels, default=0), min(odd, default=1) - 1, -1):
        start = 0
        while start < len(order):
            if levels[order[start]] < threshold:
                start += 1
                continue
            end = start
            while end < len(order) and levels[order[end]] >= threshold:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = end
    return order


def _first_strong(classes: Sequence[str], start: int, end: int) -> int | None:
    depth = 0
    for i in range(start, end):
        kind = classes[i]
        if kind in _ISOLATES:
            depth += 1
        elif kind == "PDI":
            if depth == 0 and start:
                return None  # the end of the isolate being asked about
            depth = max(0, depth - 1)
        elif depth == 0 and kind in {"L", "R", "AL"}:
            return int(kind != "L")
    return None


def _explicit(work: list[str], paragraph: int) -> Levels:  # noqa: C901 - X1 to X8 are one table of cases
    levels = [paragraph] * len(work)
    stack: list[tuple[int, str, bool]] = [(paragraph, "", False)]  # level, override, is an isolate
    overflow_isolates = overflow_embeddings = valid_isolates = 0
    for i, kind in enumerate(tuple(work)):
        level, override, _ = stack[-1]
        levels[i] = level
        if kind in _ISOLATES or kind in {"RLE", "LRE", "RLO", "LRO"}:
            isolate = kind in _ISOLATES
            if isolate and override:
                work[i] = override
            is_right = kind[0] == "R" or (kind == "FSI" and _first_strong(work, i + 1, len(work)) == 1)
            new = level + 1 + (level % 2 == is_right)
            if new <= _MAX_DEPTH and not overflow_isolates and not overflow_embeddings:
                valid_isolates += isolate
                stack.append((new, kind[0] if kind[2] == "O" else "", isolate))
            elif isolate:
                overflow_isolates += 1
            elif not overflow_isolates:
                overflow_embeddings += 1
        elif kind == "PDI":
            if overflow_isolates:
                overflow_isolates -= 1
            elif valid_isolates:
                overflow_embeddings = 0
                while not stack[-1][2]:
                    stack.pop()
                stack.pop()
                valid_isolates -= 1
            levels[i], override, _ = stack[-1]
            work[i] = override or kind
        elif kind == "PDF":
            if not overflow_isolates:
                if overflow_embeddings:
                    overflow_embeddings -= 1
                elif not stack[-1][2] and len(stack) >= 2:
                    stack.pop()
        elif kind == "B":
            levels[i] = paragraph
        elif kind != "BN" and override:
            work[i] = override
    return levels


def _isolating_runs(
    classes: Sequence[str], levels: Levels, kept: list[int], paragraph: int
) -> list[tuple[list[int], str, str]]:
    """Return the isolating run sequences as places in the text, each with its sos and eos (X10, BD13)."""
    if levels and levels.count(levels[0]) == len(levels):
        side = _side(max(levels[0], paragraph))
        return [(kept, side, side)] if kept else []
    runs = [list(places) for _, places in groupby(kept, key=lambda i: levels[i])]
    ends = [paragraph, *(levels[run[0]] for run in runs), paragraph]
    before = {run[0]: ends[n] for n, run in enumerate(runs)}
    after = {run[-1]: ends[n + 2] for n, run in enumerate(runs)}
    matching = _matching_pdi(classes)
    by_start = {run[0]: run for run in runs}
    sequences = []
    continued = set(matching.values())
    for run in runs:
        if classes[run[0]] == "PDI" and run[0] in continued:
            continue  # belongs to the sequence of its initiator
        sequence = list(run)
        while classes[sequence[-1]] in _ISOLATES and sequence[-1] in matching:
            sequence += by_start[matching[sequence[-1]]]
        last = sequence[-1]
        following = paragraph if classes[last] in _ISOLATES else after[last]
        level = levels[run[0]]
        sequences.append((sequence, _side(max(level, before[run[0]])), _side(max(level, following))))
    return sequences


def _matching_pdi(classes: Sequence[str]) -> dict[int, int]:
    open_isolates: list[int] = []
    matching = {}
    for i, kind in enumerate(classes):
        if kind in _ISOLATES:
            open_isolates.append(i)
        elif kind == "PDI" and open_isolates:
            matching[open_isolates.pop()] = i
    return matching


def _side(level: int) -> str:
    return "R" if level % 2 else "L"


def _weak(kinds: str, sos: str) -> str:
    """Return the classes of a run, a letter each, with the weak ones settled (W1 to W7)."""
    if "M" in kinds:
        kinds = _W1.sub(lambda found: found[1] * len(found[0]), sos + kinds)[1:]
    if "A" in kinds:
        kinds = _W2.sub(lambda found: found[0].replace("E", "N"), kinds).replace("A", "R")  # W3
    kinds = _W4.sub(lambda found: found[1] or found[2], kinds)
    kinds = _W5.sub(lambda found: "E" * len(found[0]), kinds).translate(_W6)
    return _W7.sub(lambda found: found[0].replace("E", "L"), sos + kinds)[1:] if "E" in kinds else kinds


def _brackets(kinds: str, run: list[int], text: str, classes: Sequence[str], around: tuple[int, str]) -> str:
    """Give a pair of brackets one direction together (N0). ``around``: embedding level and sos."""
    level, sos = around
    embedding = _side(level)
    work = list(kinds)
    for start, end in _bracket_pairs(work, run, text):
        inside = {_STRONG.get(kind, "") for kind in work[start + 1 : end]} - {""}
        if embedding in inside:
            side = embedding
        elif inside:
            before = next((_STRONG[kind] for kind in reversed(work[:start]) if kind in _STRONG), sos)
            side = before if before != embedding else embedding
        else:
            continue
        for bracket in (start, end):
            work[bracket] = side
            for n in range(bracket + 1, len(run)):
                if classes[run[n]] != "NSM":
                    break
                work[n] = side
    return "".join(work)


def _bracket_pairs(work: list[str], run: list[int], text: str) -> list[tuple[int, int]]:
    opened: list[tuple[str, int]] = []
    pairs = []
    for n, i in enumerate(run):
        if work[n] != "O" or text[i] not in _BRACKET_CHARACTERS:
            continue
        character = unicodedata.normalize("NFC", text[i])  # U+2329 and U+3008 are one bracket
        if character in _OPENING:
            if len(opened) == _MAX_OPEN_BRACKETS:
                return []
            opened.append((_OPENING[character], n))
        elif character in _CLOSING:
            for depth in range(len(opened) - 1, -1, -1):
                if opened[depth][0] == character:
                    pairs.append((opened[depth][1], n))
                    del opened[depth:]
                    break
    return sorted(pairs)


def _neutral(kinds: str, embedding: str, sos: str, eos: str) -> str:
    """Neutrals between two like directions join them, others follow the embedding (N1, N2)."""
    if "O" not in kinds:
        return kinds
    kinds = _N1.sub(lambda found: ("L" if found[1] else "R") * len(found[0]), sos + kinds + eos)[1:-1]
    return kinds.replace("O", embedding)
