"""A workspace with sample data, for trying: invented people, marked as such wherever they appear.

Its passphrases are no secret, so it stands beside the real workspace and never in its place.
"""

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from intake_app.records.partial_date import PartialDate
from intake_app.records.person import PersonDraft, PersonName
from intake_app.records.user import NewUser, Role, Site

if TYPE_CHECKING:
    from intake_app.services.workspace import Workspace

SAMPLE_PASSPHRASES: dict[Role, str] = {
    "supervisor": "Beispieldaten sind frei erfunden 2026",
    "counsellor": "Beispieldaten zum Ausprobieren 2026",
}
SAMPLE_FOLDER = "sample-workspace"

_PERSONS = (
    PersonDraft(
        names=(PersonName(given="Fatima", family="Amini", full_original="فاطمه امینی"),),
        birth=PartialDate(iso="1996", certainty="stated", original="1996"),
        sex="w", languages=("fa-AF", "de"), nationality="AFG", is_sample=True,
    ),
    PersonDraft(
        names=(PersonName(given="Omar", family="Al-Hassan", full_original="عمر الحسن"),),
        birth=PartialDate(iso="1988-05", certainty="stated", original="5.1988"),
        sex="m", languages=("ar",), nationality="SYR", is_sample=True,
    ),
    PersonDraft(
        names=(PersonName(given="Iryna", family="Kovalenko", full_original="Ірина Коваленко"),),
        birth=PartialDate(iso="2001-05-12", certainty="documented", original="12.5.2001"),
        sex="w", languages=("uk", "en"), nationality="UKR", is_sample=True,
    ),
    PersonDraft(names=(PersonName(given="Selam"),), languages=("ti",), is_sample=True),
)  # fmt: skip


def make_sample(folder: Path, now: datetime.datetime) -> "Workspace":
    """Return the sample workspace in ``folder``, opened as its counsellor; made when it is not there.

    Runs in the vault lane. Raises what setting up and unlocking raise.
    """
    from intake_app.services.persons import record_person
    from intake_app.services.workspace import (
        create_workspace,
        describe_workspace,
        lock_workspace,
        make_recovery_key,
        unlock_workspace,
    )

    if not describe_workspace(folder).exists:
        made = create_workspace(
            folder,
            site=Site(name="Beispielhaus (Beispieldaten)"),
            supervisor=NewUser("Mira Beispiel", "supervisor", SAMPLE_PASSPHRASES["supervisor"]),
            counsellor=NewUser("Nora Muster", "counsellor", SAMPLE_PASSPHRASES["counsellor"]),
            recovery=make_recovery_key(),
            now=now,
            is_sample=True,
        )
        for draft in _PERSONS:
            record_person(made, draft=draft, now=now)
        lock_workspace(made, now=now)
    outline = describe_workspace(folder)
    counsellor = next(user for user in outline.users if user.role == "counsellor")
    return unlock_workspace(
        folder, user_id=counsellor.id, passphrase=SAMPLE_PASSPHRASES["counsellor"], now=now
    )
