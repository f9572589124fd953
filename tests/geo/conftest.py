"""A gazetteer of two dozen places, enough for what a rule needs to choose between."""

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from geo import indexing, opening
from geo.folding import key_of
from geo.index import NameIndex
from geo.loading import load
from geo.packages import Row
from geo.precision import radius_of

# id, name, kind, country, admin1, parent, latitude, longitude, population, other names
PLACES = [
    (163843, "Syria", "country", "SY", "", None, 35.0, 38.5, 16_906_283, "سوريا|سورية|Syrian"),
    (99237, "Iraq", "country", "IQ", "", None, 33.0, 44.0, 38_433_600, "العراق"),
    (285570, "Kuwait", "country", "KW", "", None, 29.5, 47.75, 4_137_309, "الكويت"),
    (294640, "Israel", "country", "IL", "", None, 31.5, 34.75, 8_883_800, "إسرائيل"),
    (130758, "Iran", "country", "IR", "", None, 32.0, 53.0, 81_800_269, "إيران"),
    (170792, "Dayr az Zawr", "adm1", "SY", "07", 163843, 35.15, 40.28, 0, "دير الزور|محافظة دير الزور|Deir ez-Zor"),
    (172957, "Ar Raqqah", "adm1", "SY", "04", 163843, 35.98, 38.94, 0, "الرقة|محافظة الرقة|Raqqa Governorate"),
    (98180, "Baghdad", "adm1", "IQ", "07", 99237, 33.33, 44.39, 0, "بغداد"),
    (170794, "Deir ez-Zor", "settlement", "SY", "07", 170792, 35.33588, 40.14084, 271_800, "دير الزور|Dayr az Zawr"),
    (173480, "Al Mayādīn", "settlement", "SY", "07", 170792, 35.01982, 40.45154, 54_534, "الميادين|ميادين|Al Mayadin"),
    (174448, "Ālbū Kamāl", "settlement", "SY", "07", 170792, 34.45226, 40.91854, 57_572, "البو كمال|أبو كمال|Al-Bukamal"),  # noqa: E501
    (172955, "Ar Raqqah", "settlement", "SY", "04", 172957, 35.95283, 39.00788, 531_952, "الرقة|Raqqa"),
    (285787, "Ar Riqqah", "settlement", "KW", "04", 285570, 29.14583, 48.10472, 52_068, "الرقة"),
    (98182, "Baghdad", "settlement", "IQ", "07", 98180, 33.34058, 44.40088, 7_216_000, "بغداد"),
    (174186, "Al Bab", "settlement", "SY", "09", 163843, 36.37049, 37.51567, 130_745, "الباب"),
    (163808, "Tadmur", "settlement", "SY", "11", 163843, 34.5624, 38.28402, 51_015, "تدمر"),
    (71137, "Sanaa", "settlement", "YE", "26", None, 15.35452, 44.20646, 1_937_451, "صنعاء|Sana"),
    (298117, "Van", "settlement", "TR", "65", None, 38.49457, 43.38323, 525_016, "وان"),
    (2998324, "Lille", "settlement", "FR", "32", None, 50.63297, 3.05858, 238_695, "ليل"),
    (109223, "Medina", "settlement", "SA", "05", None, 24.46861, 39.61417, 1_300_000, "المدينة"),
    (286963, "Oman", "country", "OM", "", None, 21.0, 57.0, 4_829_483, "عمان"),
    (248816, "Jordan", "country", "JO", "", None, 31.0, 36.0, 9_956_011, "الأردن"),
    (250441, "Amman", "settlement", "JO", "16", 248816, 31.95522, 35.94503, 1_275_857, "عمان"),
    (4954380, "Lyle", "settlement", "US", "MN", None, 43.5, -92.9, 542, "سوري"),
    (6252001, "United States", "country", "US", "", None, 39.0, -98.0, 327_167_434, "أمريكا"),
    (5332921, "California", "adm1", "US", "CA", 6252001, 37.25, -119.75, 0, "كاليفورنيا"),
    (6254927, "Pennsylvania", "adm1", "US", "PA", 6252001, 40.27, -76.91, 0, "بنسلفانيا"),
    (4736286, "Texas", "adm1", "US", "TX", 6252001, 31.25, -99.25, 0, "تكساس"),
    (5128638, "New York", "adm1", "US", "NY", 6252001, 43.0, -75.5, 0, "ولاية نيويورك"),
    (5128581, "New York City", "settlement", "US", "NY", 5128638, 40.71427, -74.00597, 8_175_133, "New York"),
    (5182534, "California", "settlement", "US", "PA", 6254927, 40.06563, -79.89171, 6_795, "كاليفورنيا"),
    (30000001, "Riyah", "settlement", "SY", "07", 170792, 35.1, 40.4, 0, "رياح"),  # a word: "winds"
]  # fmt: skip


def row_of(number, name, kind, country, admin1, parent, latitude, longitude, population, others) -> Row:  # type: ignore[no-untyped-def]
    names = [(name, "und-Latn", "preferred", key_of(name))]
    names += [(other, "ar", "alternate", key_of(other)) for other in others.split("|")]
    return Row(
        number, name, kind, country, latitude, longitude, radius_of(kind, population), "test", names,
        admin1=admin1, parent_id=parent, population=population,
    )  # fmt: skip


@pytest.fixture
def places(db: None) -> None:
    """The places in the test database."""
    load("test", "1", [row_of(*place) for place in PLACES])


@pytest.fixture
def small_index(places: None, settings: Settings, tmp_path: Path) -> NameIndex:
    """Their name index, which ``geo.api`` opens too."""
    settings.DATA_DIR = tmp_path
    indexing.build()
    return opening.open_index()
