"""One municipality as one file: out, checked with public tools, in again elsewhere, renewed, refused."""

import hashlib
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import msgspec
import pytest

from intake_app.errors import FileUnreadable, NotAllowed
from intake_app.records.cooperation import CooperationAgreement
from intake_app.records.offer import Offer, Provider
from intake_app.records.site_profile import LocalGroup, LocalRule, Logo, Programme, SiteProfile
from intake_app.services import agreements, offers, site_packages, sites
from intake_app.services.session import Workspace
from intake_app.services.site_packages import PackageRefused, SitePackage
from tests.intake_app.services.test_sites import COLOGNE, GELSENKIRCHEN, PNG
from tests.intake_app.vault.sample import NOW

RICH = msgspec.structs.replace(
    COLOGNE,
    block="1",
    controller="public-sgb",
    target_groups=("young-adults",),
    local_groups=(LocalGroup("Junge Neuzugewanderte", 18, 27),),
    local_rules=(LocalRule("Im Welcome Point melden"),),
    logo=Logo("wappen.png", "image/png", PNG, PNG),
    programme=Programme("§ 9 TIntG NRW", "Ratsbeschluss", "2022-12-08", 2021),
)


def packed(workspace: Workspace) -> bytes:
    """Return Cologne with two offers, one of which is for Gelsenkirchen only, and an agreement."""
    made = sites.keep_site(
        workspace, profile=msgspec.structs.replace(RICH, user_blocks={workspace.user.id: "2"}), now=NOW
    )
    provider = offers.keep_provider(workspace, provider=Provider("", "Wohnungsamt"), now=NOW)
    for name, area in (("Wohnberatung", "05315"), ("Anderswo", "05513")):
        offer = Offer("", provider.id, name, domains=("D02",), catchment=(area,))
        offers.keep_offer(workspace, offer=offer, now=NOW)
    agreements.keep_agreement(
        workspace, agreement=CooperationAgreement("", "Kooperation", ("Stadt", "Jobcenter")), now=NOW
    )
    return site_packages.make_site_package(workspace, site_id=made.id, now=NOW)


def changed(data: bytes, **content: Any) -> SitePackage:
    """Return the package with other content and a hash that fits it."""
    whole = json.loads(data)
    whole["content"] |= content
    text = json.dumps(whole["content"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    whole["sha256"] = hashlib.sha256(text.encode()).hexdigest()
    return site_packages.open_site_package(json.dumps(whole).encode())


def test_a_package_holds_what_is_local_and_nobody_who_works_there(supervisor: Workspace) -> None:
    data = packed(supervisor)
    package = site_packages.open_site_package(data)
    assert package.findings == ()
    assert package.profile == RICH
    assert [one.name for one in package.offers] == ["Wohnberatung"]
    assert [one.title for one in package.agreements] == ["Kooperation"]
    assert supervisor.user.id.encode() not in data


def test_anybody_can_check_the_hash_without_the_program(supervisor: Workspace, tmp_path: Path) -> None:
    if shutil.which("jq") is None:
        pytest.skip("jq is not here")
    file = tmp_path / "site.json"
    file.write_bytes(packed(supervisor))
    content = subprocess.run(["jq", "-cSj", ".content", file], capture_output=True, check=True).stdout
    wanted = json.loads(file.read_bytes())["sha256"]
    assert hashlib.sha256(content).hexdigest() == wanted


def test_a_site_comes_in_with_its_offers_and_is_renewed_by_its_key(supervisor: Workspace) -> None:
    package = changed(packed(supervisor), site=msgspec.to_builtins(GELSENKIRCHEN))
    made = site_packages.take_in_site(supervisor, package=package, now=NOW)
    assert [one.name for one in sites.sites(supervisor)] == ["Köln", "Gelsenkirchen"]
    assert supervisor.site.name == "Köln"
    count = len(offers.landscape(supervisor).offers)
    again = site_packages.take_in_site(supervisor, package=package, now=NOW)
    assert (again.id, again.rev) == (made.id, made.rev + 1)
    assert len(offers.landscape(supervisor).offers) == count
    assert len(sites.sites(supervisor)) == 2


def test_who_works_in_which_building_block_stays_when_the_site_is_renewed(supervisor: Workspace) -> None:
    package = site_packages.open_site_package(packed(supervisor))
    renewed = site_packages.take_in_site(supervisor, package=package, now=NOW)
    assert sites.block_of(renewed, supervisor.user.id) == "2"
    assert sites.block_of(renewed, "somebody else") == "1"


@pytest.mark.parametrize(
    "data",
    [b"", b"[]", b"{", b'{"content": {}}', b'{"content": [], "format": "ankommen-site/1"}', b"\xff\xfe",
     b"[" * 100_000, b'{"format": "ankommen-site/2", "content": {}}',
     b'{"format": "ankommen-site/1", "sha256": "0", "content": {}}'],
)  # fmt: skip
def test_what_is_no_package_is_refused_with_a_finding(supervisor: Workspace, data: bytes) -> None:
    package = site_packages.open_site_package(data)
    assert [one.severity for one in package.findings] == ["error"]
    assert package.findings[0].what.format(**package.findings[0].facts)
    with pytest.raises(PackageRefused):
        site_packages.take_in_site(supervisor, package=package, now=NOW)


def test_a_bad_row_is_left_out_and_told_by_its_place(supervisor: Workspace) -> None:
    data = packed(supervisor)
    good = json.loads(data)["content"]
    package = changed(
        data,
        site=good["site"] | {"target_groups": ["nobody"], "logo": None},
        offers=[*good["offers"], {"id": 3}, {"id": "x", "provider_id": "gone", "name": "Lost"}],
        agreements="none",
    )
    assert package.is_usable
    assert len(package.offers) == 1
    assert {one.field for one in package.findings} == {
        "site.target_groups", "offers[1]", "offers[2]", "agreements",
    }  # fmt: skip
    assert {one.severity for one in package.findings} == {"warning"}


@pytest.mark.parametrize("site", [{"name": " "}, {"ags": "12"}, {"name": 7}, {"logo": {"name": "a"}}])
def test_a_site_that_cannot_be_one_is_an_error(supervisor: Workspace, site: dict[str, Any]) -> None:
    data = packed(supervisor)
    package = changed(data, site=json.loads(data)["content"]["site"] | site)
    assert not package.is_usable
    assert any(one.severity == "error" for one in package.findings)


def test_a_file_that_was_changed_by_hand_is_told(supervisor: Workspace) -> None:
    package = site_packages.open_site_package(packed(supervisor).replace(b"Wohnberatung", b"Schuldenfalle"))
    assert [one.field for one in package.findings] == ["sha256"]


def test_a_counsellor_takes_nothing_in(counsellor: Workspace) -> None:
    package = SitePackage(profile=SiteProfile("", "Köln"))
    with pytest.raises(NotAllowed):
        site_packages.take_in_site(counsellor, package=package, now=NOW)


def test_a_file_that_is_gone_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable):
        site_packages.read_site_package(tmp_path / "gone.json")
