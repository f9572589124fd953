"""The counts of a filter are those of what it gives, value by value, and tell nothing that a page hides."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.http import QueryDict
from django.test import Client

from incidents.filters import IncidentFilter
from incidents.models import Incident
from incidents.published import bump
from tests.publicmap.test_map_data import made_up

pytestmark = pytest.mark.django_db
QUERIES = (
    "",
    "kind=clash&kind=shelling&from=1995-01-01&to=2015-12-31",
    "role=perpetrator&country=SY",
    "harm_grade=fair&killed=1",
    "polygon=-100,-50,100,-50,100,50,-100,50",
)


@pytest.mark.parametrize("query", QUERIES)
def test_each_count_is_of_what_the_filter_gives(client: Client, query: str) -> None:
    cache.clear()
    made_up(60, seed=3)
    bump()
    told = client.get(f"/api/v1/counts.json?{query}").json()
    wanted = IncidentFilter.from_query(QueryDict(query))
    shown = Incident.objects.published()
    assert told["dated"] == wanted.apply(shown).exclude(date_start=None).count()
    assert told["undated"] == wanted.undated(shown).count()
    for name, values in told["values"].items():
        for value, numbers in values.items():
            other = QueryDict(query, mutable=True)
            other.setlist(name, [value])
            one = IncidentFilter.from_query(other)
            expected = {
                "dated": one.apply(shown).exclude(date_start=None).count(),
                "undated": one.undated(shown).count(),
            }
            assert numbers == expected, (name, value)


@pytest.mark.parametrize("query", ["limit=1", "kind=x", "polygon=1,2"])
def test_a_wrong_parameter_is_named(client: Client, query: str) -> None:
    response = client.get(f"/api/v1/counts.json?{query}")
    assert response.status_code == 400 and query.partition("=")[0] in response.content.decode()
