"""What `benchmark geoparse` is made of: the baseline, the questions, the scorer's figures."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks import place_sets
from benchmarks.exact_names import ExactNames
from benchmarks.folders import SHARED
from benchmarks.geoparse import ARTICLE_BYTES, articles
from benchmarks.place_sets import Question, with_hints
from scripts.site import DATABASE


@pytest.fixture
def exact(tmp_path: Path) -> ExactNames:
    """Two towns of one name, a small one in Syria and a large one in Iraq."""
    with closing(sqlite3.connect(tmp_path / DATABASE)) as connection:
        connection.execute("CREATE TABLE geo_place (id, country, latitude, longitude, radius_m, precision, population)")
        connection.execute("CREATE TABLE geo_placename (place_id, name)")
        connection.executemany(
            "INSERT INTO geo_place VALUES (?, ?, ?, ?, 2000, 'settlement', ?)",
            [(1, "SY", 35.0, 40.0, 10), (2, "IQ", 33.0, 44.0, 900_000), (3, "IQ", 34.0, 44.0, 5)],
        )
        connection.executemany(
            "INSERT INTO geo_placename VALUES (?, ?)",
            [(1, "New Town"), (2, "New Town"), (3, "Town"), (1, "البلدة")],
        )
        connection.commit()
    return ExactNames(tmp_path)


def test_the_baseline_takes_the_largest_of_the_name(exact: ExactNames) -> None:
    anywhere, in_syria = exact.find("new town"), exact.find("NEW TOWN", "SY")
    assert anywhere and anywhere["latitude"] == 33.0
    assert in_syria and in_syria["latitude"] == 35.0
    assert exact.find("Newtown") is None


def test_the_baseline_reads_the_longest_name_at_each_word(exact: ExactNames) -> None:
    text = "In New Town, not in the town of new roads: البلدة"
    assert [text[found["start"] : found["end"]] for found in exact.toponyms(text)] == ["New Town", "البلدة"]


def test_a_hint_that_is_left_out_is_not_given() -> None:
    question = Question({}, "Mayadin", "SY", "Deir ez-Zor")
    assert with_hints([question], ["country"]) == [Question({}, "Mayadin", "SY", "")]
    assert with_hints([question], []) == [Question({}, "Mayadin")]


def test_an_article_has_three_kilobytes_and_no_half_letter() -> None:
    made = articles(["قصف جوي " * 60, "Air strike " * 60, "غارة " * 300])
    assert len(made) == 3
    assert all(ARTICLE_BYTES - 3 <= len(text.encode()) <= ARTICLE_BYTES for text in made[:1])


@pytest.mark.shared
def test_the_scorer_counts_a_missing_answer_as_wrong(tmp_path: Path) -> None:
    rows = [{"level": "place", "lat": "35.0", "lon": "40.0"}, {"level": "place", "lat": "36.0", "lon": "40.0"}]
    questions = [Question(row, "Town") for row in rows]
    answer = {"latitude": 35.05, "longitude": 40.0, "radius_m": 6_000, "precision": "settlement", "ambiguous": False}
    scores = place_sets.scored_places(questions, {"0": answer}, tmp_path)
    assert (scores["acc@20km"], scores["coverage"], scores["honest"]) == (0.5, 0.5, 1.0)


@pytest.mark.shared
def test_every_set_can_be_asked() -> None:
    assert SHARED.exists()
    for places in place_sets.PLACE_SETS:
        questions = places.questions()
        assert len(questions) > 30
        assert all(question.query for question in questions)
        # CLDR knows nearly every country by the name that UCDP uses.
        assert sum(not question.country for question in questions) <= 0.01 * len(questions)
