"""Functions of places on the earth: distance, area, geofence over ODK geopoints and traces.

A geopoint is ``latitude longitude altitude accuracy`` in degrees and metres; a trace or shape is
geopoints separated by semicolons. The earth is a sphere of its equatorial radius, as the ODK XForms
specification's other implementations have it, so that results agree.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

from intake_app.xpath.functions.signature import Function, of_texts, plain
from intake_app.xpath.values import NAN

EARTH_RADIUS_METRES = 6_378_100.0


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
    """Return the length of the way through all places, in metres."""
    places = read_places(texts)
    if places is None or len(places) < 2:
        return NAN
    return sum(_between(here, there) for here, there in zip(places, places[1:], strict=False))


def _between(here: Place, there: Place) -> float:
    south, north = math.radians(here.latitude), math.radians(there.latitude)
    rise = math.sin((north - south) / 2) ** 2
    turn = math.sin(math.radians(there.longitude - here.longitude) / 2) ** 2
    return (
        2
        * EARTH_RADIUS_METRES
        * math.asin(min(1.0, math.sqrt(rise + math.cos(south) * math.cos(north) * turn)))
    )


def _area(texts: list[str]) -> float:
    """Return the area of a shape in square metres, from the triangles its sides make with its first place."""
    places = read_places(texts)
    if places is None or len(places) < 3:
        return NAN
    metres_per_degree = 2 * math.pi * EARTH_RADIUS_METRES / 360
    first = places[0]
    flat = [
        (
            (place.longitude - first.longitude) * metres_per_degree * math.cos(math.radians(place.latitude)),
            (place.latitude - first.latitude) * metres_per_degree,
        )
        for place in places[1:]
    ]
    return abs(sum((x1 * y2 - y1 * x2) / 2 for (x1, y1), (x2, y2) in zip(flat, flat[1:], strict=False)))


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
    plain("geofence", "ss", "boolean", _geofence),
]
