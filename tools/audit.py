"""Ask the public list of known weaknesses about the locked packages; say plainly what could not be asked.

pip-audit passes for "nothing known" what the index does not hold, so what was skipped is counted here. Where
nothing answers, one question finds that out and lint goes on.
"""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_PINNED = re.compile(r"^[A-Za-z0-9_.\-]+(?:\[[^\]]*\])?==[^ ;\\]+", re.MULTILINE)
_SECONDS_FOR_AN_ANSWER = 3
_SECONDS_IN_ALL = 120


def verdict(told: str) -> tuple[int, str]:
    """Return (exit status, what to say) for what pip-audit wrote as JSON; empty when it wrote nothing.

    Status 1 means a known weakness; what was not asked is no weakness and no all-clear.
    """
    if not told.strip():
        return 0, "the index does not answer; nothing was asked"
    packages = json.loads(told)["dependencies"]
    asked = [one for one in packages if "skip_reason" not in one]
    weak = [f"{one['name']} {one['version']}: {', '.join(weakness['id'] for weakness in one['vulns'])}"
            for one in asked if one["vulns"]]  # fmt: skip
    if weak:
        return 1, "\n".join(["known weaknesses:", *weak])
    if not asked:
        return 0, "the index holds none of the packages; nothing was asked"
    left = f"; not held by the index: {len(packages) - len(asked)}" if len(asked) < len(packages) else ""
    return 0, f"nothing known about {len(asked)} of the packages{left}"


def ask(requirements: str) -> str:
    """Return what pip-audit says about pinned requirements, as JSON; empty when nobody answered."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "requirements.txt"
        file.write_text(requirements, encoding="utf-8")
        command = [
            sys.executable, "-m", "pip_audit", "-r", str(file), "--disable-pip", "--no-deps", "-f", "json",
            "--progress-spinner", "off", "--timeout", str(_SECONDS_FOR_AN_ANSWER),
        ]  # fmt: skip
        try:
            # Our own interpreter and the names of our own lock.
            done = subprocess.run(  # noqa: S603
                command, capture_output=True, text=True, check=False, timeout=_SECONDS_IN_ALL
            )
        except subprocess.TimeoutExpired:
            return ""
    return done.stdout


def main() -> int:
    """Ask about one package first, then about all."""
    pins = _PINNED.findall((ROOT / "requirements.lock").read_text(encoding="utf-8"))
    told = ask(pins[0])
    status, words = verdict(told)
    if told.strip() and "nothing was asked" not in words:
        status, words = verdict(ask("\n".join(pins)))
    print(f"audit: {words}")
    return status


if __name__ == "__main__":
    sys.exit(main())
