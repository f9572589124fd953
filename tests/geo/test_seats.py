"""The seats of countries and provinces, which the packages do not mark and loading tells by name."""

import pytest

from geo.models import Place

pytestmark = pytest.mark.usefixtures("gazetteer")


def test_the_gazetteer_knows_the_seats_and_no_quarter_as_one() -> None:
    baghdad, mosul, new_mosul, basra = 98182, 99072, 99071, 99532
    codes = dict(Place.objects.filter(pk__in=(baghdad, mosul, new_mosul, basra)).values_list("pk", "feature_code"))
    assert codes == {baghdad: "PPLC", mosul: "PPLA2", new_mosul: "PPL", basra: "PPLA"}
