"""The places of the first real input, on the whole gazetteer."""

from pathlib import Path

import pytest

from geo.api import geocode, geoparse

pytestmark = pytest.mark.usefixtures("gazetteer")


@pytest.mark.shared
def test_the_article_names_just_these_places(shared: Path) -> None:
    text = (shared / "seed" / "article.ar.txt").read_text("utf-8")
    toponyms = geoparse(text).toponyms
    where = {toponym.text: toponym for toponym in toponyms if "organisation" not in toponym.hints}
    assert set(where) == {"دير الزور", "سوريا", "الميادين", "قاعدة التاجي الجوية", "بغداد", "البوكمال"}
    taji = where["قاعدة التاجي الجوية"]
    assert taji.latitude == pytest.approx(33.5, abs=0.1) and taji.longitude == pytest.approx(44.25, abs=0.06)
    assert {t.text for t in toponyms if t.precision == "region"} == {"سوريا"}
    assert all("organisation" in toponym.hints for toponym in toponyms if toponym.text in ("إيران", "إسرائيل"))


def test_albukamal_is_where_it_is_though_the_gazetteer_parts_its_name() -> None:
    best = geocode("البوكمال").candidates[0].place
    assert best.latitude == pytest.approx(34.45, abs=0.01) and best.longitude == pytest.approx(40.92, abs=0.01)
