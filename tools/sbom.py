"""Write what the program is made of as CycloneDX 1.6 (JSON) into ``dist/``, from the locked requirements.

The lock names every package with its version and the hashes it may have; licences come from what is
installed.
"""

import json
import re
import tomllib
import uuid
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_PINNED = re.compile(r"^([A-Za-z0-9_.\-]+)(?:\[[^\]]*\])?==([^ ;\\]+)")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def components(lock: str) -> list[dict[str, object]]:
    """Return the packages of a lock file as CycloneDX components, by name."""
    found: dict[str, dict[str, object]] = {}
    hashes: list[dict[str, str]] = []
    for line in lock.splitlines():
        if pinned := _PINNED.match(line):
            name, version = pinned[1].lower().replace("_", "-"), pinned[2]
            hashes = []
            found[f"{name} {version}"] = {
                "type": "library",
                "bom-ref": f"pkg:pypi/{name}@{version}",
                "purl": f"pkg:pypi/{name}@{version}",
                "name": name,
                "version": version,
                "hashes": hashes,
                **_licence(name),
            }
        hashes += [{"alg": "SHA-256", "content": one} for one in _HASH.findall(line)]
    return [found[key] for key in sorted(found)]


def bill(lock: str) -> dict[str, object]:
    """Return the whole document; the same lock gives the same document."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    listed = components(lock)
    own = f"pkg:pypi/{project['name']}@{project['version']}"
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, own + lock)}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": own,
                "name": project["name"],
                "version": project["version"],
                "description": project["description"],
            }
        },
        "components": listed,
        "dependencies": [{"ref": own, "dependsOn": [one["bom-ref"] for one in listed]}],
    }


def _licence(name: str) -> dict[str, object]:
    try:
        about = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return {}  # for another system
    text = about.get("License-Expression")
    if text:
        return {"licenses": [{"expression": text}]}
    classified = [
        one.split(" :: ")[-1] for one in about.get_all("Classifier") or () if one.startswith("License")
    ]
    return {"licenses": [{"license": {"name": one}} for one in classified]} if classified else {}


def main() -> None:
    """Write the file and say where."""
    made = bill((ROOT / "requirements.lock").read_text(encoding="utf-8"))
    target = ROOT / "dist" / "ankommen.cdx.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
    listed = made["components"]
    assert isinstance(listed, list)
    print(f"{target.relative_to(ROOT)}: {len(listed)} components")


if __name__ == "__main__":
    main()
