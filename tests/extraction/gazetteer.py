"""A hand-made stand-in for the geoparser: finds the names of a dict in a text."""

from __future__ import annotations

import re
from collections.abc import Mapping

from extraction.facts import Reading, Toponym
from extraction.reader import read

SETTLEMENT = {"precision": "settlement", "radius_m": 4000}
NEAR = {"precision": "near", "radius_m": 20000}
PROVINCE = {"precision": "adm1", "radius_m": 90000}
REGION = {"precision": "region", "radius_m": 150000}


def place(
    latitude: float, longitude: float, level: Mapping[str, object], place_id: int, **more: object
) -> dict[str, object]:
    return {"latitude": latitude, "longitude": longitude, "place_id": place_id, **level, **more}


MAYADIN = (35.02, 40.45)
PLACES: dict[str, dict[str, object]] = {
    "Mayadin": place(*MAYADIN, SETTLEMENT, 1),
    "desert of Mayadin": place(34.9, 40.3, NEAR, 1),
    "الميادين": place(*MAYADIN, SETTLEMENT, 1),
    "بادية الميادين": place(34.9, 40.3, NEAR, 1),
    "بادية مدينة الميادين": place(34.9, 40.3, NEAR, 1),
    "Albukamal": place(34.45, 40.92, SETTLEMENT, 2),
    "البوكمال": place(34.45, 40.92, SETTLEMENT, 2),
    "Raqqa": place(35.95, 39.01, SETTLEMENT, 3),
    "الرقة": place(35.95, 39.01, SETTLEMENT, 3),
    "Idlib": place(35.93, 36.63, SETTLEMENT, 4),
    "إدلب": place(35.93, 36.63, SETTLEMENT, 4),
    "Mosul": place(36.34, 43.13, SETTLEMENT, 5),
    "الموصل": place(36.34, 43.13, SETTLEMENT, 5),
    "Kirkuk": place(35.47, 44.39, SETTLEMENT, 6),
    "كركوك": place(35.47, 44.39, SETTLEMENT, 6),
    "Taji": place(33.52, 44.25, {"precision": "exact", "radius_m": 2000}, 7),
    "قاعدة التاجي": place(33.52, 44.25, {"precision": "exact", "radius_m": 2000}, 7),
    "التاجي": place(33.52, 44.25, {"precision": "exact", "radius_m": 2000}, 7),
    "Baghdad": place(33.33, 44.38, SETTLEMENT, 8),
    "بغداد": place(33.33, 44.38, SETTLEMENT, 8),
    "Deir ez-Zor": place(35.33, 40.14, PROVINCE, 9),
    "دير الزور": place(35.33, 40.14, PROVINCE, 9),
    "ريف دير الزور": place(35.2, 40.3, PROVINCE, 9),
    "eastern Syria": place(35.0, 40.5, REGION, 10),
    "شرقي سوريا": place(35.0, 40.5, REGION, 10),
    "شرق سوريا": place(35.0, 40.5, REGION, 10),
    "Aleppo": place(36.2, 37.16, SETTLEMENT, 11),
    "حلب": place(36.2, 37.16, SETTLEMENT, 11),
    "Daraa": place(32.62, 36.1, SETTLEMENT, 12),
    "درعا": place(32.62, 36.1, SETTLEMENT, 12),
    "Palmyra": place(34.56, 38.27, SETTLEMENT, 13),
    "تدمر": place(34.56, 38.27, SETTLEMENT, 13),
}
NAMES = re.compile("|".join(sorted(map(re.escape, PLACES), key=len, reverse=True)))


def toponyms(text: str) -> list[Toponym]:
    return [
        Toponym(match.start(), match.end(), match[0], name=match[0], **PLACES[match[0]])  # type: ignore[arg-type]
        for match in NAMES.finditer(text)
    ]


def reading(text: str, published: object = None) -> Reading:
    return read(text, toponyms(text), published=published, actors=())  # type: ignore[arg-type]
