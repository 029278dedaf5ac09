"""What somebody was typing when the program locked: kept for them, shown again, and then let go."""

import msgspec

from intake_app.services.session import Workspace
from intake_app.vault import unfinished

Texts = tuple[tuple[str, str], ...]  # (name of the field, what stood in it)


def keep_unfinished(workspace: Workspace, texts: Texts) -> None:
    """Keep ``texts`` for the user who works here; raises DiskFull or FileUnwritable."""
    unfinished.keep(workspace.vault, workspace.user.id, msgspec.json.encode(texts))


def unfinished_texts(workspace: Workspace) -> Texts:
    """Return what was kept for the user, empty when there is nothing."""
    content = unfinished.kept(workspace.vault, workspace.user.id)
    return msgspec.json.decode(content, type=Texts) if content else ()


def let_go_unfinished(workspace: Workspace) -> None:
    """Remove what was kept for the user."""
    unfinished.forget(workspace.vault, workspace.user.id)
