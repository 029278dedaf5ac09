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


def without_predicates(path: str) -> str:
    """Return a path without anything in square brackets."""
    kept: list[str] = []
    depth = 0
    for character in path:
        depth += character == "["
        if depth == 0:
            kept.append(character)
        depth -= character == "]"
    return "".join(kept)
