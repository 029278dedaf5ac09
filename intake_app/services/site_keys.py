"""Official keys of a place: what they say of each other, and what does not fit.

AGS (8 digits: Land, district of government, district, municipality), ARS (12 digits: the same with the
association of municipalities before the municipality), NUTS (level 1 is the Land, level 3 the district).
The tables only warn: keys change, and a place may be newer than they are.
"""

import csv
from functools import lru_cache

import msgspec

from intake_app import places
from intake_app.errors import N_
from intake_app.records.site_profile import SiteFinding


class District(msgspec.Struct, frozen=True):
    """A district or a city of its own: its five digits, its NUTS 3 code, its name."""

    key: str
    nuts: str
    name: str


class PlaceKeys(msgspec.Struct, frozen=True):
    """What follows from an AGS, as far as the tables know."""

    ags: str
    ars: str
    nuts: str
    name: str


def check_keys(*, ags: str, ars: str = "", nuts: str = "") -> tuple[SiteFinding, ...]:
    """Return what is wrong with the keys of one place; empty keys are not wrong."""
    found: list[SiteFinding] = []
    if ags and not _is_number(ags, 8):
        found.append(_wrong("ags", N_("The municipality key (AGS) has 8 digits."), ags))
    if ars and not _is_number(ars, 12):
        found.append(_wrong("ars", N_("The regional key (ARS) has 12 digits."), ars))
    if nuts and not (2 <= len(nuts) <= 5 and nuts.isascii() and nuts.isalnum() and nuts[:2].isalpha()):
        found.append(_wrong("nuts", N_("A NUTS code is two letters and up to three signs."), nuts))
    if found:
        return tuple(found)
    land = ags[:2] or ars[:2]
    if land and land not in laender():
        found.append(_wrong("ags" if ags else "ars", N_("There is no Land with the key {value}."), land))
    if ags and ars and (ars[:5], ars[9:]) != (ags[:5], ags[5:]):
        found.append(_unlike("ars", N_("AGS {ags} and ARS {ars} are not of one place."), ags=ags, ars=ars))
    if nuts and land in laender() and not nuts.upper().startswith(laender()[land][0]):
        found.append(
            _unlike("nuts", N_("NUTS {nuts} lies outside {land}."), nuts=nuts, land=laender()[land][1])
        )
    known = districts().get(ags[:5] or ars[:5])
    if known is not None and len(nuts) == 5 and nuts.upper() != known.nuts:
        found.append(
            _unlike("nuts", N_("{name} is NUTS {known}, not {nuts}."), name=known.name, known=known.nuts,
                    nuts=nuts)
        )  # fmt: skip
    return tuple(found)


def complete_keys(ags: str) -> PlaceKeys:
    """Return the other keys of a place; five digits are a whole district. What is not known stays empty."""
    typed = "".join(sign for sign in ags if sign.isdecimal())
    whole = f"{typed}000" if len(typed) == 5 else typed
    if not _is_number(whole, 8):
        return PlaceKeys(ags=ags.strip(), ars="", nuts="", name="")
    known = districts().get(whole[:5])
    is_district = whole.endswith("000")
    return PlaceKeys(
        ags=whole,
        ars=f"{whole[:5]}0000{whole[5:]}" if is_district else "",  # of a municipality the association is open
        nuts=known.nuts if known else laender().get(whole[:2], ("", ""))[0],
        name=known.name if known and is_district else "",
    )


def land_name(key: str) -> str:
    """Return the name of a Land by its two digits; empty when there is none."""
    return laender().get(key, ("", ""))[1]


@lru_cache(maxsize=1)
def laender() -> dict[str, tuple[str, str]]:
    """Return NUTS 1 code and name of each Land by its two digits."""
    return {row["land"]: (row["nuts"], row["name"]) for row in rows_of("laender.csv")}


@lru_cache(maxsize=1)
def districts() -> dict[str, District]:
    """Return the districts the table knows, by their five digits."""
    return {
        row["district"]: District(row["district"], row["nuts"], row["name"])
        for row in rows_of("districts.csv")
    }


def rows_of(name: str) -> list[dict[str, str]]:
    """Return the rows of a table in ``resources/sites``; lines that begin with # are its head."""
    text = (places.resources() / "sites" / name).read_text("utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))


def _is_number(text: str, digits: int) -> bool:
    return len(text) == digits and text.isascii() and text.isdecimal()


def _wrong(field: str, what: str, value: str) -> SiteFinding:
    mend = N_("Look it up in the municipality directory of the statistical office, or leave it empty.")
    return SiteFinding("error", field, what, mend, {"value": value})


def _unlike(field: str, what: str, **facts: str) -> SiteFinding:
    return SiteFinding(
        "warning", field, what, N_("Please compare both; it is kept as you wrote it."), dict(facts)
    )
