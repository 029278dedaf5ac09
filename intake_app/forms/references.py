"""References to nodes of a form: absolute paths without positions (``/data/person/age``)."""


def absolute(path: str, context: str) -> str:
    """Return ``path`` as an absolute reference, seen from ``context``."""
    path = path.strip()
    steps = [] if path.startswith("/") else context.strip("/").split("/")
    for step in path.split("/"):
        if step == "..":
            steps = steps[:-1]
        elif step not in ("", "."):
            steps.append(step)
    return "/" + "/".join(steps)
