"""The mirrored head of the audit chain: a small file beside the database, written after each commit.

Two places are written in turn, so a torn write leaves the other. It is not synced: it may lag behind
the database (which was synced before), never run ahead of it. Locking writes the head into the
keyslot file as well, durably.
"""

import struct
from pathlib import Path

from intake_app.vault import files, keys
from intake_app.vault.keyslots import AuditHead

_PLACE = struct.Struct(">8s32s32s")  # sequence, chain MAC, MAC over both
_PLACE_BYTES = 512  # a sector: never torn across the two places


class HeadMirror:
    """Writes and reads the mirrored head; ``key`` is a subkey of the data key."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._file = folder / files.AUDIT_HEAD
        self._key = key

    def keep(self, head: AuditHead) -> None:
        """Write ``head`` into its place. Failing is no trouble: an older head is still a true one."""
        number = head.seq.to_bytes(8, "big")
        chain = bytes.fromhex(head.mac)
        mac = bytes.fromhex(keys.keyed_mac(self._key, number + chain))
        try:
            with self._file.open("r+b" if self._file.exists() else "w+b") as stream:
                stream.seek(head.seq % 2 * _PLACE_BYTES)
                stream.write(_PLACE.pack(number, chain, mac))
        except OSError:
            return

    def forget(self) -> None:
        """Remove the file: what it knows no longer counts."""
        self._file.unlink(missing_ok=True)

    def newest(self) -> AuditHead:
        """Return the newest head that is whole; seq 0 when there is none."""
        try:
            data = self._file.read_bytes()
        except OSError:
            return AuditHead()
        found = AuditHead()
        for start in (0, _PLACE_BYTES):
            place = data[start : start + _PLACE.size]
            if len(place) < _PLACE.size:
                continue
            number, chain, mac = _PLACE.unpack(place)
            seq = int.from_bytes(number, "big")
            if seq > found.seq and keys.is_same_mac(keys.keyed_mac(self._key, number + chain), mac.hex()):
                found = AuditHead(seq=seq, mac=chain.hex())
        return found
