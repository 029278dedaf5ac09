"""Opening foreign files: what is too large, packed too tightly or points elsewhere is refused unread.

Nothing is ever unpacked onto the disk; parts are read into memory one by one, each within its bound.
"""

import io
import stat
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath, PureWindowsPath

from intake_app.errors import N_, FileUnreadable
from intake_app.sync.adapters.errors import OffersSuspicious, OffersUnreadable

MAX_FILE_BYTES = 64 * 1024 * 1024
MAX_UNPACKED_BYTES = 256 * 1024 * 1024  # all parts together; 10,000 services with all tables are some 20 MB
MAX_PACK_RATIO = 200
MAX_UNSUSPICIOUS_BYTES = 8 * 1024 * 1024
MAX_PARTS = 500
MAX_ROWS = 200_000  # of one table
MAX_COLUMNS = 200
MAX_CELL = 20_000  # characters; more is cut, with a finding
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError)


def read_bounded(path: Path) -> bytes:
    """Return a file's bytes. Raises FileUnreadable, OffersSuspicious."""
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_FILE_BYTES + 1)
    except OSError as trouble:
        raise FileUnreadable(file=path.name) from trouble
    if len(data) > MAX_FILE_BYTES:
        raise OffersSuspicious(file=path.name, reason=N_("larger than any directory of offers"))
    return data


def parts_of_folder(folder: Path) -> Mapping[str, bytes]:
    """Return the .csv and .json files of a folder by name; what is only linked there is not followed."""
    try:
        files = sorted(one for one in folder.iterdir() if one.is_file() and not one.is_symlink())
    except OSError as trouble:
        raise FileUnreadable(file=folder.name) from trouble
    wanted = [one for one in files if one.suffix.lower() in {".csv", ".json"}]
    if len(wanted) > MAX_PARTS:
        raise OffersSuspicious(file=folder.name, reason=N_("too many files"))
    return {one.name: read_bounded(one) for one in wanted}


def parts_of_zip(path: Path) -> Mapping[str, bytes]:
    """Return the .csv and .json parts of a ZIP file by their last name."""
    with checked_zip(read_bounded(path), path.name) as pack:
        found: dict[str, bytes] = {}
        for part in pack.infolist():
            name = PurePosixPath(part.filename.replace("\\", "/")).name
            if part.is_dir() or PurePosixPath(name).suffix.lower() not in {".csv", ".json"}:
                continue
            if name.startswith("._"):
                continue  # what macOS adds to archives
            try:
                found.setdefault(name, pack.read(part))
            except _BROKEN as broken:
                raise OffersUnreadable(file=path.name, reason=N_("the ZIP file is damaged")) from broken
    return found


def checked_zip(data: bytes, name: str) -> zipfile.ZipFile:
    """Return an opened ZIP file whose directory shows nothing suspicious (sizes, ratios, names, locks)."""
    try:
        pack = zipfile.ZipFile(io.BytesIO(data))
        parts = pack.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as broken:
        raise OffersUnreadable(file=name, reason=N_("not a readable ZIP file")) from broken
    if len(parts) > MAX_PARTS:
        raise OffersSuspicious(file=name, reason=N_("too many parts"))
    if sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
        raise OffersSuspicious(file=name, reason=N_("unpacks to an unreasonable size"))
    for part in parts:
        ratio = part.file_size / max(part.compress_size, 1)
        if part.file_size > MAX_UNSUSPICIOUS_BYTES and ratio > MAX_PACK_RATIO:
            raise OffersSuspicious(file=name, reason=N_("unpacks to an unreasonable size"))
        if part.flag_bits & 1:
            raise OffersUnreadable(file=name, reason=N_("locked with a password"))
        where = PurePosixPath(part.filename.replace("\\", "/"))
        is_link = stat.S_ISLNK(part.external_attr >> 16)
        leads_away = where.is_absolute() or ".." in where.parts or where.parts[:1] == ("~",)
        if leads_away or PureWindowsPath(str(where)).drive or is_link:
            raise OffersSuspicious(file=name, reason=N_("a part points outside the file"))
    return pack
