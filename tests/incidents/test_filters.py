"""One filter: what it refuses, what it finds, and what it says of itself."""

import datetime as dt

import pytest
from django.http import QueryDict
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from incidents.filters import FilterError, IncidentFilter
from incidents.models import Incident, IncidentActor
from incidents.models.choices import Kind
from tests.factories import IncidentFactory


def filtered(query):
    return set(IncidentFilter.from_query(QueryDict(query)).apply(Incident.objects.published()))


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("bbox=1,2,3", "bbox"),
        ("bbox=1,2,3,x", "bbox"),
        ("bbox=1,2,3,400", "bbox"),
        ("bbox=nan,2,3,4", "bbox"),
        ("bbox=-inf,2,3,4", "bbox"),
        ("bbox=1,4,3,2", "bbox"),
        ("from=2020-13-01", "from"),
        ("from=yesterday", "from"),
        ("from=2020-6-1", "from"),
        ("to=20200601", "to"),
        ("from=2020-07-01&to=2020-06-01", "to"),
        ("kind=quarrel", "kind"),
        ("kind=air_strike&kind=x", "kind"),
        ("precision=sharp", "precision"),
        ("strike_status=sure", "strike_status"),
        ("country=Syria", "country"),
        ("country=%D8%B3%D9%88", "country"),
        ("q=" + "x" * 201, "q"),
        ("q=a%00b", "q"),
        ("kind=%00", "kind"),
        ("actor=" + "x" * 201, "actor"),
    ],
)
def test_a_wrong_parameter_is_refused_by_name(query, parameter):
    with pytest.raises(FilterError) as error:
        IncidentFilter.from_query(QueryDict(query))
    assert error.value.parameter == parameter and error.value.message


@pytest.mark.django_db
def test_each_parameter_narrows():
    strike = IncidentFactory(strike_status="likely", search_text="air strike in alquriyah")
    shelling = IncidentFactory(kind="shelling", date_start=dt.date(2021, 1, 1), longitude=38.0, country="IQ")
    IncidentActor.objects.create(incident=strike, name="Some Force", role="perpetrator")
    IncidentFactory(published=False, status="draft")
    for query in (
        "kind=air_strike",
        "to=2020-12-31",
        "bbox=40,34,41,36",
        "strike_status=likely",
        "country=sy",
        "actor=some+force",
        "q=Alquriyah+STRIKE",
    ):
        assert filtered(query) == {strike}, query
    assert filtered("kind=air_strike&kind=shelling") == filtered("") == {strike, shelling}
    assert filtered("precision=exact") == set()


def test_it_says_itself_in_the_readers_language():
    chosen = IncidentFilter.from_query(QueryDict("kind=air_strike&from=2020-06-01&to=2020-06-30&q=bridge"))
    assert chosen.describe() == "Air strike; June 1, 2020 to June 30, 2020; with the words “bridge”"
    assert IncidentFilter().describe() == "all incidents"
    with override("ar"):
        assert chosen.describe()


@given(
    st.builds(
        IncidentFilter,
        start=st.none() | st.dates(dt.date(2011, 1, 1), dt.date(2019, 1, 1)),
        end=st.none() | st.dates(dt.date(2019, 1, 2), dt.date(2026, 1, 1)),
        kinds=st.lists(st.sampled_from(Kind.values), unique=True).map(lambda kinds: tuple(sorted(kinds))),
        country=st.sampled_from(["", "SY"]),
        q=st.text("abc ال&=+%", max_size=20).map(lambda words: " ".join(words.split())),
    )
)
def test_its_query_string_gives_it_back(chosen):
    assert IncidentFilter.from_query(QueryDict(chosen.as_query())) == chosen
