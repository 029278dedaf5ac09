"""The engines we are measured against: found or fetched, built, and put to the same work.

JavaRosa comes inside pyxform's jar; ``@getodk/xforms-engine`` is installed from npm as ``package.json``
pins it. Both live in ``.benchmarks/`` (never committed). Where one cannot be had, the table says why.
"""

import importlib.util
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
BUILT = HERE.parent.parent / ".benchmarks"


@dataclass(frozen=True)
class Engine:
    """A program that does lines of work; without ``command`` it cannot be had, and ``why_not`` says why."""

    name: str
    command: tuple[str, ...] = ()
    folder: Path = BUILT
    why_not: str = ""


def javarosa() -> Engine:
    """Compile the small program that measures JavaRosa against the jar that pyxform brings."""
    return _javarosa("JavaRosaRun")


def trace_javarosa() -> Engine:
    """Compile the small program that fills forms with JavaRosa as it is told."""
    return _javarosa("JavaRosaTrace")


def validator() -> Engine:
    """Return ODK Validate itself; it takes the paths of forms."""
    jar = _jar()
    if shutil.which("java") is None or jar is None:
        return Engine("ODK Validate", why_not="no java" if jar else "no ODK_Validate.jar")
    return Engine("ODK Validate", ("java", "-jar", str(jar)))


def _jar() -> Path | None:
    found = importlib.util.find_spec("pyxform")
    jar = Path(found.origin or "").parent / "validators/odk_validate/bin/ODK_Validate.jar" if found else None
    return jar if jar is not None and jar.is_file() else None


def _javarosa(program: str) -> Engine:
    jar = _jar()
    missing = [tool for tool in ("java", "javac") if shutil.which(tool) is None]
    if missing or jar is None:
        return Engine(
            "JavaRosa", why_not=f"no {' and no '.join(missing)}" if missing else "no ODK_Validate.jar"
        )
    classes = BUILT / "javarosa"
    quiet = "-Dorg.slf4j.simpleLogger.defaultLogLevel=off"
    command = ("java", quiet, "-Duser.timezone=UTC", "-cp", f"{jar}:{classes}", program)
    made = classes / f"{program}.class"
    if made.is_file() and made.stat().st_mtime > (HERE / f"{program}.java").stat().st_mtime:
        return Engine("JavaRosa", command)
    return _built(
        "JavaRosa",
        command,
        classes,
        ("javac", "-nowarn", "-d", str(classes), "-cp", str(jar), str(HERE / f"{program}.java")),
    )


def xforms_engine() -> Engine:
    """Install the pinned packages, once, with the small program that measures xforms-engine."""
    return _xforms_engine("xforms_engine.mjs")


def trace_xforms_engine() -> Engine:
    """The same with the small program that fills forms as it is told."""
    return _xforms_engine("xforms_engine_trace.mjs")


def _xforms_engine(program: str) -> Engine:
    missing = [tool for tool in ("node", "npm") if shutil.which(tool) is None]
    if missing:
        return Engine("xforms-engine", why_not=f"no {' and no '.join(missing)}")
    folder = BUILT / "xforms-engine"
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", program):
        shutil.copyfile(HERE / name, folder / name)
    command = ("node", "--conditions", "browser", "--max-old-space-size=4096", program)
    install = ("npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts")
    return _built("xforms-engine", command, folder, install)


def _built(name: str, command: tuple[str, ...], folder: Path, build: tuple[str, ...]) -> Engine:
    folder.mkdir(parents=True, exist_ok=True)
    try:
        made = subprocess.run(build, cwd=folder, capture_output=True, text=True, timeout=300, check=False)
    except (OSError, subprocess.TimeoutExpired) as trouble:
        return Engine(name, why_not=f"{build[0]}: {trouble}"[:120])
    if made.returncode:
        last = (made.stderr.strip().splitlines() or ["it failed"])[-1]
        return Engine(name, why_not=f"{build[0]}: {last}"[:120])
    return Engine(name, command, folder)


ENGINES: tuple[Callable[[], Engine], ...] = (javarosa, xforms_engine)
