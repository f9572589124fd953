"""The precision scale that the whole program shares, how far a place may reach, and which positions are positions.

The codes are the contract's. Distances are metres, positions WGS 84 degrees.
"""

from __future__ import annotations

import math

EXACT, NEAR, SETTLEMENT, ADM2, ADM1, REGION, COUNTRY, UNKNOWN = (
    "exact", "near", "settlement", "adm2", "adm1", "region", "country", "unknown"
)  # fmt: skip
PRECISIONS = (EXACT, NEAR, SETTLEMENT, ADM2, ADM1, REGION, COUNTRY, UNKNOWN)

PRECISION_OF_KIND = {
    "country": COUNTRY,
    "adm1": ADM1,
    "adm2": ADM2,
    "adm3": ADM2,
    "settlement": SETTLEMENT,
    "neighbourhood": SETTLEMENT,
    "facility": NEAR,
    "natural": NEAR,
    "region": REGION,
}

EXACT_REACH_M = 200  # the scale's "within about 100 m", for a building measured from its middle


def precision_of(kind: str, radius_m: int) -> str:
    """The code of precision of a place of the kind whose truth may lie ``radius_m`` from its point.

    A site is ``exact`` where it is no larger than a building and its yard. Of an airfield, a base or a camp of
    kilometres we know the middle: what happened "at the base" lies anywhere in it, which is ``near`` (ACLED and UCDP
    code it as the named place, not as a point of it), and drawing a solid point would state more than anybody said.
    """
    if kind == "facility" and radius_m <= EXACT_REACH_M:
        return EXACT
    return PRECISION_OF_KIND[kind]


# A place that is an area and has no known boundary reaches this far from its point.
_AREA_RADIUS_M = {
    "country": 400_000,
    "adm1": 75_000,
    "adm2": 25_000,
    "adm3": 12_000,
    "natural": 25_000,
    "region": 150_000,
}
_FACILITY_RADIUS_M = 1_000
_NEIGHBOURHOOD_RADIUS_M = 1_500

# GeoNames took most points of the region from the GNS, where they are rounded to a minute of arc, 1.85 km
# (D. Ahlers, "Assessment of the accuracy of GeoNames gazetteer data", GIR 2013), and so are many of those that reports
# are placed by: two such points of one village lie up to 2.4 km apart. Its houses and fields add about as much again.
_VILLAGE_RADIUS_M = 5_000
_LARGEST_CITY_RADIUS_M = 20_000
# Twice the least density of an urban centre in the Degree of Urbanisation (UN Statistical Commission 2020, by EU, FAO,
# ILO, OECD, UN-Habitat and World Bank). At the least density itself the radius of one strike in seven was more than ten
# times its distance from the town's point, at twice that of one in fifty, and no fewer strikes lay inside.
_TOWN_PER_KM2 = 3_000


def settlement_radius_m(population: int) -> int:
    """How far a town of so many people (0: unknown) may reach from its point, in metres: 5 to 20 km."""
    reach = 1000 * math.sqrt(max(population, 0) / (_TOWN_PER_KM2 * math.pi))
    return round(min(max(_VILLAGE_RADIUS_M, reach), _LARGEST_CITY_RADIUS_M))


def radius_of(kind: str, population: int = 0) -> int:
    """The radius in metres of a place of the kind (a code of the contract) whose extent is not known otherwise."""
    if kind == "settlement":
        return settlement_radius_m(population)
    if kind == "neighbourhood":
        return _NEIGHBOURHOOD_RADIUS_M
    return _AREA_RADIUS_M.get(kind, _FACILITY_RADIUS_M)


def check_position(latitude: float, longitude: float) -> tuple[float, float]:
    """The position as two floats.

    Raises ValueError with a message for people where it is not finite or not on the globe: 400 degrees, Infinity, NaN.
    """
    checked = []
    for name, value, limit in (("latitude", latitude, 90), ("longitude", longitude, 180)):
        try:
            number = float(value)
        except (TypeError, ValueError, OverflowError):
            raise ValueError(f"The {name} is not a number.") from None
        if not math.isfinite(number) or abs(number) > limit:
            raise ValueError(f"The {name} must lie between -{limit} and {limit} degrees.")
        checked.append(number)
    return checked[0], checked[1]
