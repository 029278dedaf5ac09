"""Functions of places on the earth: distance, area, geofence over ODK geopoints and traces.

A geopoint is ``latitude longitude altitude accuracy`` in degrees and metres; a trace or shape is
geopoints separated by semicolons. The earth is a sphere of its equatorial radius, as the ODK XForms
specification asks ("it takes into account the circumference of the earth around the equator"). Results
have two decimals, as other engines give them: no position is known to the centimetre.
"""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from intake_app.xpath.functions.signature import Function, of_texts, plain
from intake_app.xpath.values import NAN

EARTH_RADIUS_METRES = 6_378_100.0  # the nominal equatorial radius


class Place(NamedTuple):
    """A place in degrees."""

    latitude: float
    longitude: float


def read_places(texts: Sequence[str]) -> list[Place] | None:
    """Read geopoints, traces or shapes into one row of places; None when one cannot be read."""
    places: list[Place] = []
    for text in texts:
        for piece in text.split(";"):
            if not piece.strip():
                continue
            place = _read_place(piece)
            if place is None:
                return None
            places.append(place)
    return places


def _read_place(text: str) -> Place | None:
    try:
        numbers = [float(word) for word in text.split()]
    except ValueError:
        return None
    if len(numbers) < 2 or not (-90 <= numbers[0] <= 90 and -180 <= numbers[1] <= 180):
        return None
    return Place(numbers[0], numbers[1])


def _distance(texts: list[str]) -> float:
    """Return the length of the way through all places, in metres; nowhere is no way."""
    places = read_places(texts)
    if places is None:
        return NAN
    return round(sum(_between(here, there) for here, there in pairwise(places)), 2)


def _between(here: Place, there: Place) -> float:
    south, north = math.radians(here.latitude), math.radians(there.latitude)
    turned = math.radians(here.longitude - there.longitude)
    cosine = math.sin(south) * math.sin(north) + math.cos(south) * math.cos(north) * math.cos(turned)
    if cosine < 0.9999:
        return math.acos(max(-1.0, cosine)) * EARTH_RADIUS_METRES
    # Near places: the cosine is so close to 1 that its last digits are lost, the haversine keeps them.
    rise = math.sin((north - south) / 2) ** 2
    turn = math.sin(turned / 2) ** 2
    return (
        2
        * EARTH_RADIUS_METRES
        * math.asin(min(1.0, math.sqrt(rise + math.cos(south) * math.cos(north) * turn)))
    )


def _area(texts: list[str]) -> float:
    """Return the area of a shape on the globe in square metres; open shapes are closed."""
    places = read_places(texts)
    if places is None:
        return NAN
    if len(places) < 3:
        return 0.0
    # The strip between each side and the pole, by its width in longitude and the mean of its sines.
    strips = 0.0
    for here, there in pairwise([*places, places[0]]):
        sines = math.sin(math.radians(here.latitude)) + math.sin(math.radians(there.latitude))
        strips += math.radians(there.longitude - here.longitude) * (2 + sines)
    return round(abs(strips * EARTH_RADIUS_METRES * EARTH_RADIUS_METRES / 2), 2)


def _geofence(point: str, shape: str) -> bool:
    """Tell whether a place lies inside a shape, by counting the sides a line to the east crosses."""
    here, corners = read_places([point]), read_places([shape])
    if not here or not corners or len(corners) < 3:
        return False
    latitude, longitude = here[0]
    inside = False
    for start, end in zip(corners, [*corners[1:], corners[0]], strict=True):
        if (start.latitude > latitude) != (end.latitude > latitude):
            share = (latitude - start.latitude) / (end.latitude - start.latitude)
            if longitude < start.longitude + share * (end.longitude - start.longitude):
                inside = not inside
    return inside


FUNCTIONS: list[Function] = [
    of_texts("distance", "number", _distance, least=1),
    of_texts("area", "number", _area, least=1),
    of_texts("enclosed-area", "number", _area, least=1),  # what older forms call it
    plain("geofence", "ss", "boolean", _geofence),
]
