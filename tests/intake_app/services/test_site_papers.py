"""What is local stands on papers: the logo on every page, the site's own line in the checklist."""

import io
import re

import msgspec
from PIL import Image

from intake_app.records.interview_record import InterviewRecord
from intake_app.records.papers import Checklist
from intake_app.records.site_profile import LocalRule
from intake_app.services import batch_selection, documents, papers, sites
from intake_app.services.consents import record_consent
from intake_app.services.persons import record_person
from intake_app.services.session import Workspace
from tests.intake_app.services.people import draft
from tests.intake_app.services.test_sites import two
from tests.intake_app.vault.sample import NOW


def picture(colour: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 20), colour).save(out, "PNG")
    return out.getvalue()


def test_logo_and_own_line_differ_between_two_sites(supervisor: Workspace) -> None:
    made = []
    for profile, colour in zip(two(supervisor), ("red", "blue"), strict=True):
        own = msgspec.structs.replace(
            profile,
            logo=sites.make_logo(name="logo.png", content=picture(colour)),
            local_rules=(LocalRule(f"Melden in {profile.name}"),),
        )
        made.append(sites.keep_site(supervisor, profile=own, now=NOW))
    person = record_person(supervisor, draft=draft("Fatima", "Muster"), now=NOW).person.id
    drawn = []
    for site in made:
        sites.switch_site(supervisor, site_id=site.id, now=NOW)
        paper = papers.gather_paper(supervisor, person_id=person, kind="checklist", language="ar", now=NOW)
        assert isinstance(paper, Checklist)
        assert paper.groups[-1][1] == ({"de": f"Melden in {site.name}"},)
        printed = documents.make_paper(paper)
        assert printed.pdf == documents.make_paper(paper).pdf
        assert all(page.count("<image ") == 1 for page in printed.pages)
        drawn += re.findall(rb"/Subtype ?/Image", printed.pdf)[:1]
    assert len(drawn) == 2


def test_a_case_of_another_site_waits_until_that_site_is_in_use(supervisor: Workspace) -> None:
    cologne, gelsenkirchen = two(supervisor)
    case = record_person(supervisor, draft=draft("Fatima", "Muster"), now=NOW).case
    record = InterviewRecord(
        id="1", case_id=case.id, person_id=case.person_id, form_id="f", form_version="1", form_title="F",
        status="approved", language="de", client_language="ar", begun_at=NOW, begun_by="", saved_at=NOW,
        answered=0, asked=0,
    )  # fmt: skip
    record_consent(
        supervisor, person_id=record.person_id, purpose="K-TRANS", state="given", language="de",
        text_version="consent/1", now=NOW,
    )  # fmt: skip
    assert batch_selection.reason_to_hold_back(supervisor, record) == ""
    sites.switch_site(supervisor, site_id=gelsenkirchen.id, now=NOW)
    assert "another site" in batch_selection.reason_to_hold_back(supervisor, record)
    sites.switch_site(supervisor, site_id=cologne.id, now=NOW)
    assert batch_selection.reason_to_hold_back(supervisor, record) == ""
