"""The filters' states of the map's benchmark, which the server and the page must both understand."""

from django.http import QueryDict

from benchmarks import map_states
from incidents.filters import IncidentFilter

DICTIONARY = {
    "kinds": ["air_strike", "clash"],
    "strike_statuses": ["likely", "declared"],
    "harm_grades": ["fair"],
    "precisions": ["exact", "adm1"],
    "languages": ["ar", "en"],
    "roles": ["target"],
    "countries": ["", "SY", "IQ"],
    "admin1": ["", "SY.07"],
    "actors": [{"id": 3}, None, {"id": None}],
}


def test_every_state_is_one_that_the_server_understands_and_each_criterion_is_asked_for() -> None:
    states = map_states.of_all(200, DICTIONARY, 1)
    for state in states:
        IncidentFilter.from_query(QueryDict(map_states.query_of(state)))
    names = {name for state in states for name in state}
    assert names == {*map_states._CODED, "from", "to", "actor_id", "killed", "injured", "polygon"}


def test_the_same_seed_gives_the_same_states() -> None:
    assert map_states.of_kinds(20, DICTIONARY, 5) == map_states.of_kinds(20, DICTIONARY, 5)
    assert map_states.of_kinds(20, DICTIONARY, 5) != map_states.of_kinds(20, DICTIONARY, 6)
