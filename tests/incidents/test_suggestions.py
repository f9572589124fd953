"""Which incidents of the record are suggested for a new claim, in which order and why."""

import datetime as dt

import pytest
from django.db import connection

from incidents.models import Claim, ClaimCasualty, Incident
from incidents.suggestions import LEAST_SHOWN, suggestions
from tests.factories import (
    ActorFactory,
    ClaimFactory,
    ClaimPlaceFactory,
    IncidentFactory,
    PlaceFactory,
    ReportFactory,
    ReportVersionFactory,
)

pytestmark = pytest.mark.django_db
DAY = dt.date(2020, 6, 5)
DATED = {"date_start": DAY, "date_end": DAY, "date_precision": "day", "edtf": "2020-06-05"}


def claim_of(place=None, killed=None, **values):
    """A proposed claim of an air strike on the day of the incidents; in their town unless `place` says else."""
    claim = ClaimFactory(**{**DATED, **values})
    if place is not False:
        ClaimPlaceFactory(claim=claim, **(place or {}))
    if killed is not None:
        ClaimCasualty.objects.create(claim=claim, harm="killed", minimum=killed, maximum=killed)
    return claim


def suggested(claim, **more):
    found = Claim.objects.with_facts().select_related("report_version__report", "former").get(pk=claim.pk)
    return suggestions([found], **more)[claim.pk]


def codes(suggestion):
    return {reason.code for reason in suggestion.likeness.reasons}


def test_the_same_day_and_place_is_likely_and_says_why():
    incident = IncidentFactory(killed_min=4, killed_max=6)
    (found,) = suggested(claim_of(killed=5))
    assert found.incident == incident and found.is_likely
    assert codes(found) == {"same_kind", "same_day", "same_place", "killed_agree"}


def test_the_likeliest_stands_first_and_the_unlikely_says_what_speaks_against_it():
    IncidentFactory(date_start=DAY - dt.timedelta(days=1), killed_min=30, killed_max=30)
    same = IncidentFactory(killed_min=5, killed_max=5)
    first, second = suggested(claim_of(killed=5))
    assert first.incident == same and not second.is_likely
    assert {"days_apart", "killed_differ"} <= codes(second)


@pytest.mark.parametrize(
    "values",
    [
        {"is_deleted": True},
        {"kind": "clash"},
        {"latitude": 37.5},
        {"date_start": DAY + dt.timedelta(days=20)},
        {"date_start": None, "not_after": DAY - dt.timedelta(days=40)},
    ],
    ids=["deleted", "a kind of another family", "far away", "weeks later", "undated and reported before"],
)
def test_what_it_cannot_be_is_not_suggested(values):
    IncidentFactory(**values)
    assert suggested(claim_of()) == []


def test_an_undated_incident_is_suggested_by_its_bounds():
    incident = IncidentFactory(date_start=None, not_after=DAY + dt.timedelta(days=1))
    (found,) = suggested(claim_of())
    assert found.incident == incident and found.is_likely and "reported_after" in codes(found)


def test_an_undated_claim_is_compared_with_the_days_before_its_report():
    near, _far = IncidentFactory(), IncidentFactory(date_start=DAY - dt.timedelta(days=60))
    undated = {"date_start": None, "date_end": None, "date_precision": "unknown", "edtf": ""}
    (found,) = suggested(claim_of(not_after=DAY + dt.timedelta(days=2), **undated))
    assert found.incident == near and found.is_likely


def test_a_claim_without_a_place_is_compared_by_its_day_and_its_dead():
    IncidentFactory(killed_min=2, killed_max=2)
    same = IncidentFactory(killed_min=31, killed_max=31)
    first, _second = suggested(claim_of(place=False, killed=31))
    assert first.incident == same and first.is_likely


def test_a_claim_of_nowhere_and_no_time_is_like_nothing():
    IncidentFactory()
    undated = {"date_start": None, "date_end": None, "date_precision": "unknown", "edtf": ""}
    assert suggested(claim_of(place=False, **undated)) == []


def test_both_radii_count():
    """The claim knows the town, the incident 25 km around another one."""
    incident = IncidentFactory(latitude=35.2, radius_m=25_000, precision="near", place_name="Desert")
    (found,) = suggested(claim_of())
    assert found.incident == incident and found.is_likely and "circles_meet" in codes(found)


def test_a_town_beside_it_is_suggested_and_not_likely():
    neighbour = PlaceFactory(name="Neighbour")
    incident = IncidentFactory(latitude=35.09, place_name="Neighbour")
    incident.places.update(place=neighbour)
    (found,) = suggested(claim_of())
    assert not found.is_likely and "neighbour_towns" in codes(found)


def test_parties_in_common_count():
    actor = ActorFactory(name="The coalition")
    incident = IncidentFactory()
    incident.actors.create(actor=actor, name=actor.name, role="perpetrator", attribution="blamed")
    claim = claim_of()
    claim.actors.create(actor=actor, name="التحالف", role="perpetrator", attribution="claimed")
    (found,) = suggested(claim)
    reason = next(reason for reason in found.likeness.reasons if reason.code == "same_perpetrator")
    assert reason.values["names"] == ["التحالف"]


def test_what_a_report_of_the_same_text_tells_is_suggested_wherever_it_lies():
    origin = ReportVersionFactory()
    incident = IncidentFactory(latitude=10.0, date_start=DAY)
    ClaimFactory(report_version=origin, incident=incident, state="accepted")
    reprint = ReportVersionFactory(report=ReportFactory(origin=origin.report))
    (found,) = suggested(claim_of(place=False, report_version=reprint, killed=None))
    assert found.incident == incident and "same_text" in codes(found)


def test_a_report_tells_an_incident_once():
    version = ReportVersionFactory()
    incident = IncidentFactory()
    ClaimFactory(report_version=version, incident=incident, state="accepted")
    found = suggested(claim_of(report_version=version, killed=5))
    assert [row.is_likely for row in found] == [False] and "same_report" in codes(found[0])


def test_the_claim_of_a_new_version_continues_the_incident_of_the_former_one():
    former = ClaimFactory(incident=(incident := IncidentFactory(latitude=10.0)), state="accepted", **DATED)
    IncidentFactory()
    first, _other = suggested(claim_of(former=former))
    assert first.incident == incident and first.is_likely and "former_version" in codes(first)


def test_no_more_than_asked_for():
    IncidentFactory.create_batch(9)
    assert len(suggested(claim_of())) == 5 and len(suggested(claim_of(), most=3)) == 3
    assert all(row.likeness.score >= LEAST_SHOWN for row in suggested(claim_of(), most=9))


def test_two_queries_a_claim_and_a_few_for_all(django_assert_max_num_queries):
    IncidentFactory.create_batch(20)
    pks = [claim_of().pk for _number in range(6)]
    claims = list(Claim.objects.with_facts().select_related("report_version__report", "former").filter(pk__in=pks))
    with django_assert_max_num_queries(2 * 6 + 4):
        assert all(suggestions(claims).values())


def test_the_look_up_is_a_range_of_the_index():
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL plans a scan of so small a table")
    box = (40.0, 34.5, 41.0, 35.5)
    undated = Incident.objects.within(box).filter(span_class=None, is_deleted=False)
    assert "USING INDEX incident_space_time (span_class=?" in undated.explain()
