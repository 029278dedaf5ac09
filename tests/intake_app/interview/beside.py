"""Another form engine beside ours: the same form, the same acts, and what differs afterwards.

JavaRosa comes inside pyxform's jar and needs Java, xforms-engine comes from npm; where one cannot be had,
the tests that ask for it are skipped. Both sides read the same XForm, so that only the engines are compared.
"""

import datetime
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.peers import Engine
from intake_app.errors import IntakeError
from intake_app.forms import read_xform
from intake_app.interview import Interview, NodeView

Act = tuple[str, ...]  # ("set", ref, value), ("add", ref), ("remove", ref)


class PeerSays(Exception):
    """What the other engine refused."""


class Peer:
    """A running engine. Made by ``started``."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def ask(self, *words: str) -> list[list[str]]:
        """Send one line and return the lines of the answer. Raises PeerSays."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write("\t".join(words) + "\n")
        self._process.stdin.flush()
        said: list[list[str]] = []
        for ended in self._process.stdout:
            line = ended.rstrip("\n")
            if line == ".":
                return said
            if line.startswith("!"):
                raise PeerSays(line[1:])
            if line.startswith(" "):
                said.append([_plain(word) for word in line[1:].split("\t")])
        raise PeerSays("it ended")


@contextmanager
def started(engine: Engine) -> Iterator[Peer | None]:
    """Start an engine; None where it cannot be had."""
    if not engine.command:
        yield None
        return
    with subprocess.Popen(
        engine.command, cwd=engine.folder, encoding="utf-8",
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    ) as process:  # fmt: skip
        try:
            yield Peer(process)
        finally:
            process.kill()


class Pair:
    """One form open in both engines."""

    def __init__(self, peer: Peer, xform: str, attachments: Path | None = None) -> None:
        self.peer = peer
        reading = read_xform(xform, attachments)
        assert reading.definition is not None, [(each.what, each.facts) for each in reading.findings]
        self.has_cleared = False  # a selection that is no longer on offer was taken away by the last act
        now = datetime.datetime.now(datetime.UTC)
        self.ours = Interview.begin(reading.definition, now=now, timezone=datetime.UTC, seed=1)
        with TemporaryDirectory() as folder:
            path = Path(folder) / "form.xml"
            path.write_text(xform, encoding="utf-8")
            peer.ask("load", str(path), str(attachments or folder))

    def differences(self) -> list[str]:
        """Return what the two engines hold differently, a line each."""
        theirs = {ref: (value, *flags) for ref, value, *flags in self.peer.ask("state")}
        ours = {node.ref: (node.value or "", *_flags(node)) for node in self.ours.nodes()}
        found: list[str] = []
        for ref in [*theirs, *(ref for ref in ours if ref not in theirs)]:
            name = ref.rpartition("/")[2]
            if name in ("instanceID", "orx:instanceID", "meta", "orx:meta") or "/@" in ref:
                continue
            one, other = theirs.get(ref), ours.get(ref)
            if one is None or other is None:
                found.append(f"{ref}: {'only there' if other is None else 'only here'}")
            elif not _alike(one, other):
                found.append(f"{ref}: {one} there, {other} here")
        return found

    def differing_texts(self) -> list[str]:
        """Return the labels and hints of questions that read differently now, a line each."""
        found: list[str] = []
        for ref, label, hint in self.peer.ask("labels"):
            here = (self.ours.label(ref), self.ours.hint(ref))
            if here != (label, hint):
                found.append(f"{ref}: {(label, hint)} there, {here} here")
        return found

    def open_places(self) -> list[str]:
        """Return every question and repeat instance somebody could act on now."""
        return [
            node.ref
            for node in self.ours.nodes()
            if node.relevant and not node.readonly and node.definition.kind != "group"
        ]

    def may_be_said(self, act: Act) -> bool:
        """Return whether an answer is on offer; JavaRosa's own screens would not let anything else in."""
        if act[0] != "set" or self.ours.node(act[1]).definition.itemset is None:
            return True
        return set(act[2].split()) <= {choice.value for choice in self.ours.choices(act[1])}

    def act(self, act: Act) -> list[str]:
        """Do one act in both engines and return what differs then."""
        kind, ref, *rest = act
        if kind == "choices":
            theirs = [line[0] for line in self.peer.ask("choices", ref)]
            ours = [choice.value for choice in self.ours.choices(ref)]
            return [] if theirs == ours else [f"choices of {ref}: {theirs} there, {ours} here"]
        found: list[str] = []
        try:
            said = self.peer.ask(*act)
        except PeerSays as trouble:
            return [f"the other refuses {act}: {trouble}"]
        try:
            if kind == "set":
                self.has_cleared = bool(self.ours.answer(ref, rest[0]).cleared)
                # An action may have changed it again at once, or taken the question away.
                kept = self.ours.value(ref) == rest[0] and self.ours.is_relevant(ref)
                if kept and (said[0][0] == "valid") != self.ours.is_valid(ref):
                    found.append(f"{ref}: {said[0][0]} there, the other way here")
            elif kind == "add":
                self.has_cleared = bool(self.ours.add_repeat(ref).cleared)
            else:
                self.has_cleared = bool(self.ours.remove_repeat(ref).cleared)
        except IntakeError as trouble:
            return [f"here refused is {act}: {trouble.in_english()}"]
        return found + self.differences()


def _flags(node: NodeView) -> tuple[str, ...]:
    return tuple(str(int(flag)) for flag in (node.relevant, node.required, node.readonly))


def _alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if one[1] == other[1] == "0":
        return True  # what is not relevant counts nowhere; the others stop working out its rules
    return one[1:] == other[1:] and (one[0] == other[0] or _as_same(one[0]) == _as_same(other[0]))


def _as_same(text: str) -> object:
    """Return a value as what it means: JavaRosa writes truth as 1 and moments in universal time."""
    for read in (_number, _moment):
        try:
            return read(text)
        except ValueError:
            continue
    return {"true": 1.0, "false": 0.0}.get(text, text)


def _number(text: str) -> float:
    return round(float(text), 9)


def _moment(text: str) -> float:
    if text[10:11] != "T":
        raise ValueError(text)
    return datetime.datetime.fromisoformat(text).timestamp()


def _plain(word: str) -> str:
    return word.replace("\\t", "\t").replace("\\n", "\n").replace("\\\\", "\\")
