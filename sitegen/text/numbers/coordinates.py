"""Places on the earth, as authors write them."""

from __future__ import annotations

from sitegen.expressions import lazy_regex

_PLACE = lazy_regex(r"(-?\d{1,2}(?:\.\d{1,6})?)[,，]?\s+(-?\d{1,3}(?:\.\d{1,6})?)")


def read_coordinates(written: str) -> tuple[float, float] | None:
    """Return latitude and longitude in degrees, north and east of zero, or None where it says no place.

    Decimal degrees in the order of ISO 6709, without its units.

    >>> read_coordinates("31.24 121.49")
    (31.24, 121.49)
    >>> read_coordinates("121.49 31.24") is None
    True
    """
    found = _PLACE.fullmatch(written.strip())
    if found is None:
        return None
    latitude, longitude = float(found[1]), float(found[2])
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None
