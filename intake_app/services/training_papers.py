"""Certificates of attendance for colleagues and volunteers; nothing of them is kept but that one was made."""

import datetime

import msgspec

from intake_app.languages import normal_tag
from intake_app.records.papers import PaperHead, TrainingCertificate
from intake_app.services.session import Workspace
from intake_app.services.sites import current_profile
from intake_app.services.users import users


class CertificateDraft(msgspec.Struct, frozen=True):
    """What somebody wrote for a certificate; days are YYYY-MM-DD, words are German."""

    name: str
    training: str
    begun_on: str
    ended_on: str = ""
    hours: float = 0
    trainer: str = ""
    topics: tuple[str, ...] = ()


def certificate_paper(
    workspace: Workspace, *, draft: CertificateDraft, language: str = "de", now: datetime.datetime
) -> TrainingCertificate:
    """Return the paper in German and ``language`` (BCP 47), and keep that it was made; raises NotAllowed."""
    workspace.require_role("supervisor")
    of = next(
        (f"user:{one.id}" for one in users(workspace) if one.name.casefold() == draft.name.casefold()),
        "workspace",
    )
    logo = current_profile(workspace).logo
    with workspace.recorded("paper.make", of, now=now, detail="certificate"):
        return TrainingCertificate(
            head=PaperHead(
                site=workspace.site.name,
                counsellor="",
                made_at=now,
                languages=tuple(dict.fromkeys(("de", normal_tag(language)))),
                is_sample=workspace.is_sample,
                logo=logo.png if logo is not None else b"",
            ),
            name=draft.name,
            training={"de": draft.training},
            begun_on=draft.begun_on,
            ended_on=draft.ended_on,
            hours=draft.hours,
            trainer=draft.trainer,
            topics=tuple({"de": topic} for topic in draft.topics),
        )
