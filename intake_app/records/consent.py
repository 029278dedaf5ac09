"""Consent by purpose; an item without valid consent cannot enter a batch."""

import datetime
from typing import Literal

import msgspec

# Data processing here; transfer to the central system; release from secrecy (section 203 StGB) towards a
# recipient; special needs to BAMF and Land (section 12a (3) AsylG); pictures; anonymous statistics.
Purpose = Literal["K-DS", "K-TRANS", "K-SPE", "K-VULN", "K-PHOTO", "K-STAT"]
ConsentState = Literal["given", "refused", "withdrawn"]


class Consent(msgspec.Struct, frozen=True):
    """``text_version`` names the text that was read out and ``language`` the language it was read out in."""

    id: str
    person_id: str
    purpose: Purpose
    state: ConsentState
    at: datetime.datetime
    recorded_by: str
    language: str
    text_version: str
    interview_id: str = ""
    recipient: str = ""  # to whom; empty where the purpose says it
    categories: tuple[str, ...] = ()  # of data, codes of resources
    interpreter: str = ""  # name of who interpreted when it was read out
    form: str = "oral"  # written, electronic, oral
    expires_on: str = ""  # YYYY-MM-DD
    referral_id: str = ""
    rev: int = 1
