"""Power loss, played from recorded writes: what was written and synced is put together again, cut short.

``strace`` records every write, sync, rename and removal of a real run with their bytes. A cut keeps what was
synced before it. Of what was not, each write may have reached the disk, not, or only in part (torn at
sectors of 512 bytes), in any order; names that were not synced may have changed or not, but in their order
(as journalling file systems do). What the program said on standard output is in the recording, too: it
tells what was acknowledged before the cut.
"""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

SECTOR = 512
_CALLS = "write,pwrite64,fsync,fdatasync,ftruncate,lseek,/rename,/unlink,openat,open"
_LINE = re.compile(r"^(?:\d+ +)?(\w+)\((.*)\) += (-?\d+)")
_ESCAPED = re.compile(r"\\x([0-9a-f]{2})")


@dataclass(frozen=True)
class Step:
    """One recorded act. ``kind``: write, sync, cut, name, gone, made, said."""

    kind: str
    path: str = ""
    data: bytes = b""
    at: int = 0
    to: str = ""


def record(script: Sequence[str], folder: Path, log: Path, **environment: str) -> list[Step]:
    """Run ``python -m …`` under strace; return what it did below ``folder`` and said."""
    done = subprocess.run(
        ["strace", "-f", "-y", "-xx", "-s", "200000", "-e", f"trace={_CALLS}", "-e", "signal=none",
         "-o", str(log), sys.executable, "-m", *script],
        capture_output=True, check=False, env=environment or None,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    with log.open(encoding="ascii") as stream:
        return list(_steps(stream, str(folder)))


@dataclass
class Disk:
    """Files as they lie on the disk, and what is still on its way there."""

    files: dict[str, bytearray] = field(default_factory=dict)  # by inode
    names: dict[str, str] = field(default_factory=dict)  # name -> inode
    live: dict[str, str] = field(default_factory=dict)  # names as the program sees them
    waiting: dict[str, list[Step]] = field(default_factory=dict)  # by inode
    renames: list[Step] = field(default_factory=list)
    count: int = 0

    @classmethod
    def of(cls, folder: Path) -> "Disk":
        """Return what lies in ``folder`` now, all of it synced."""
        disk = cls()
        for file in folder.rglob("*"):
            if file.is_file():
                inode = disk._new(bytearray(file.read_bytes()))
                disk.live[str(file)] = disk.names[str(file)] = inode
        return disk

    def take(self, step: Step) -> None:
        """Let one recorded act happen."""
        if step.kind in {"write", "cut"} and step.path in self.live:
            self.waiting.setdefault(self.live[step.path], []).append(step)
        elif step.kind == "made" and step.path not in self.live:
            self.live[step.path] = self._new(bytearray())
            self.renames.append(Step("made", step.path, to=self.live[step.path]))
        elif step.kind == "sync" and step.path in self.live:
            inode = self.live[step.path]
            for one in self.waiting.pop(inode, []):
                _apply(self.files[inode], one)
            # A synced new file has its name (ext4, XFS, NTFS); a rename still waits for its folder.
            self._settle(lambda one: one.kind == "made" and one.to == inode)
        elif step.kind == "sync":
            self._settle(lambda one: str(Path(one.path).parent) == step.path)
        elif step.kind == "name":
            _rename(self.live, step)
            self.renames.append(step)
        elif step.kind == "gone" and self.live.pop(step.path, None) is not None:
            self.renames.append(step)

    def after_power_loss(self, chance: Random) -> dict[str, bytes]:
        """Return the files as they may be found: some of what waits has happened, some in part, some not."""
        names = dict(self.names)
        for one in self.renames[: chance.randint(0, len(self.renames))]:
            _rename(names, one)
        found = {}
        for name, inode in names.items():
            data = bytearray(self.files[inode])
            for one in self.waiting.get(inode, ()):
                luck = chance.random()
                if luck < 0.45:
                    _apply(data, one)
                elif luck < 0.75 and one.kind == "write":
                    _apply(data, _torn(one, chance))
            found[name] = bytes(data)
        return found

    def _settle(self, is_meant: Callable[[Step], bool]) -> None:
        kept = []
        for one in self.renames:
            if is_meant(one):
                _rename(self.names, one)
            else:
                kept.append(one)
        self.renames = kept

    def _new(self, data: bytearray) -> str:
        self.count += 1
        self.files[f"#{self.count}"] = data
        return f"#{self.count}"


def cuts(
    disk: Disk, steps: Sequence[Step], count: int, chance: Random
) -> Iterator[tuple[dict[str, bytes], list[str]]]:
    """Yield ``count`` times what is found after a cut at a random place, and what was said before it."""
    places = sorted(chance.randrange(len(steps) + 1) for _ in range(count))
    said: list[str] = []
    done = 0
    for place in places:
        for step in steps[done:place]:
            if step.kind == "said":
                said += [line for line in step.data.decode().split("\n") if line]
            else:
                disk.take(step)
        done = place
        yield disk.after_power_loss(chance), list(said)


def lay_out(found: dict[str, bytes], folder: Path, into: Path) -> None:
    """Write the files of ``folder`` as they were found to the new folder ``into``."""
    into.mkdir(parents=True)
    for name, data in found.items():
        path = Path(name)
        if path.is_relative_to(folder):
            target = into / path.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)


def _steps(lines: Iterator[str], folder: str) -> Iterator[Step]:
    at: dict[str, int] = {}  # where plain writes go on, by descriptor and file
    for line in lines:
        found = _LINE.match(line)
        if found is None or found[3].startswith("-"):
            continue
        call, arguments, result = found[1], _texts(found[2]), int(found[3])
        path, data = arguments.path, arguments.data
        if call == "write" and arguments.descriptor == 1:
            yield Step("said", data=data)
        elif not path.startswith(folder) and not any(one.startswith(folder) for one in arguments.paths):
            continue
        elif call == "lseek":
            at[path] = result
        elif call == "write":
            begin = at.get(path, 0)
            at[path] = begin + result
            yield Step("write", path, data[:result], begin)
        elif call == "pwrite64":
            yield Step("write", path, data[:result], arguments.last)
        elif call in {"fsync", "fdatasync"}:
            yield Step("sync", path)
        elif call == "ftruncate":
            yield Step("cut", path, at=arguments.last)
        elif call.startswith("rename"):
            yield Step("name", arguments.paths[0], to=arguments.paths[1])
        elif call.startswith("unlink"):
            yield Step("gone", arguments.paths[0])
        elif call in {"open", "openat"} and arguments.paths:
            opened = arguments.paths[0]
            at[opened] = 0
            if "O_CREAT" in arguments.flags:
                yield Step("made", opened)
            if "O_TRUNC" in arguments.flags:
                yield Step("cut", opened)


@dataclass(frozen=True)
class _Arguments:
    descriptor: int
    path: str  # of the descriptor
    paths: tuple[str, ...]  # given as text
    data: bytes
    last: int
    flags: str


_DESCRIPTOR = re.compile(r"^(\d+)<([^>]*)>")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')


def _texts(arguments: str) -> _Arguments:
    held = _DESCRIPTOR.match(arguments)
    texts = [_bytes(one) for one in _QUOTED.findall(arguments)]
    path = _bytes(held[2]).decode("utf-8", "replace") if held else ""
    bare = _QUOTED.sub("", arguments)
    last = re.search(r"(\d+)$", bare)
    return _Arguments(
        descriptor=int(held[1]) if held else -1,
        path=path,
        paths=tuple(one.decode("utf-8", "replace") for one in texts),
        data=texts[0] if texts else b"",
        last=int(last[1]) if last else 0,
        flags=bare,
    )


def _bytes(text: str) -> bytes:
    if "\\x" in text:
        return bytes.fromhex(text.replace("\\x", "")) if not _ESCAPED.sub("", text) else text.encode()
    return text.encode()


def _apply(data: bytearray, step: Step) -> None:
    if step.kind == "cut":
        if step.at < len(data):
            del data[step.at :]
        else:
            data.extend(bytes(step.at - len(data)))
        return
    end = step.at + len(step.data)
    if end > len(data):
        data.extend(bytes(end - len(data)))
    data[step.at : end] = step.data


def _torn(step: Step, chance: Random) -> Step:
    """Return the beginning of a write, up to the end of a sector; a short one is torn anywhere."""
    sectors = len(step.data) // SECTOR
    kept = chance.randrange(sectors) * SECTOR if sectors > 1 else chance.randrange(len(step.data) or 1)
    return Step("write", step.path, step.data[:kept], step.at)


def _rename(names: dict[str, str], step: Step) -> None:
    if step.kind == "made":
        names[step.path] = step.to
    elif step.kind == "name":
        for name in [one for one in names if one == step.path or one.startswith(f"{step.path}/")]:
            names[step.to + name[len(step.path) :]] = names.pop(name)
    else:
        names.pop(step.path, None)
