"""`benchmark space_time`: its three ways of asking give the same rows."""

import datetime as dt
import json

import pytest
from django.db import connection

from benchmarks import space_time_queries
from tests.factories import IncidentFactory

pytestmark = pytest.mark.django_db


def test_the_ways_agree_and_each_is_timed(capsys: pytest.CaptureFixture[str]) -> None:
    IncidentFactory(date_start=dt.date(2020, 6, 5))
    IncidentFactory(date_start=dt.date(2012, 1, 1), date_end=dt.date(2024, 1, 1))
    IncidentFactory(latitude=10.0, longitude=10.0)
    IncidentFactory(date_start=None)
    space_time_queries.main()
    answers = json.loads(capsys.readouterr().out)
    assert list(answers) == [question.name for question in space_time_queries.QUESTIONS]
    for times in answers.values():
        assert times["differing"] == 0 and times["own"] > 0 and times["plain"] > 0
        assert (times["r_tree"] is None) == (connection.vendor != "sqlite")
