"""Which parties nobody may find a coarsened record by: always the right ones, and found out once."""

import datetime as dt

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from geo.changes import note_change
from geo.models import PlaceName
from incidents import parties
from incidents.counting import counts
from incidents.filters import IncidentFilter
from incidents.models import Incident, IncidentActor, PublishedVersion
from incidents.parties import secret_parties
from incidents.published import bump
from incidents.services.actors import correct_actor
from tests.factories import ActorFactory, AdministratorFactory, IncidentFactory, PlaceFactory
from tests.publicmap.test_map_following import edited

pytestmark = pytest.mark.django_db


def coarse(place="Hiddenham", party="Council of Hiddenham"):
    """A coarsened record of a place, and its only party."""
    town = PlaceFactory(name=place)
    incident = IncidentFactory(place_name=place)
    incident.places.update(place=town)
    actor = ActorFactory(name=f"{party} {incident.pk}")
    row = IncidentActor.objects.create(incident=incident, name="", actor=actor, role="target")
    edited(incident, sensitivity="coarse")
    return row


def looked_at(monkeypatch):
    """The records that are looked at from here on, each time."""
    look, asked = parties._secrets_of, []
    monkeypatch.setattr(parties, "_secrets_of", lambda pks: asked.append(list(pks)) or look(pks))
    return asked


def test_the_queries_of_a_count_are_as_many_for_few_coarsened_records_as_for_many():
    query = IncidentFilter(roles=("target",))
    taken = []
    for number in (1, 4):
        for _ in range(number):
            coarse(f"Hiddenham{number}")
        counts(query)
        with CaptureQueriesContext(connection) as queries:
            counts(query)
        taken.append(len(queries))
    assert taken[0] == taken[1] <= 160


def test_only_the_record_that_changed_is_looked_at_again(monkeypatch):
    kept, opened, changed = (coarse() for _ in range(3))
    assert secret_parties() == {kept.pk, opened.pk, changed.pk}
    asked = looked_at(monkeypatch)
    # The least time that a transaction takes: what was made just now is not taken for changed since.
    monkeypatch.setattr("incidents.changed.LONGEST_TRANSACTION", dt.timedelta(0))
    assert secret_parties() == {kept.pk, opened.pk, changed.pk}
    assert not asked
    edited(opened.incident, sensitivity="open")
    edited(changed.incident, kind="clash")
    assert secret_parties() == {kept.pk, changed.pk}
    assert asked == [[changed.incident_id]]


def test_a_party_that_is_renamed_after_the_place_is_hidden():
    row = coarse(party="The old mill's council")
    assert row.pk not in secret_parties()
    actor = row.actor
    correct_actor(by=AdministratorFactory(), actor=actor, lock_version=actor.lock_version, name="Hiddenham council")
    assert row.pk in secret_parties()


def test_a_party_is_hidden_that_has_a_later_name_of_the_place():
    row = coarse(party="Council of Oldmill")
    place = row.incident.places.get().place
    assert row.pk not in secret_parties()
    PlaceName.objects.create(place=place, name="Oldmill", language="en", folded="oldmill", kind="former")
    note_change(place.pk)
    assert row.pk in secret_parties()


def test_what_no_revision_tells_is_looked_at_once_the_version_goes_up(monkeypatch):
    row = coarse(party="Council of Oldmill")
    # Its own revision, made just now, is not to have it looked at.
    monkeypatch.setattr("incidents.changed.LONGEST_TRANSACTION", dt.timedelta(0))
    assert row.pk not in secret_parties()
    IncidentActor.objects.filter(pk=row.pk).update(name="Hiddenham council")
    assert row.pk not in secret_parties()
    bump()
    assert row.pk in secret_parties()
    IncidentActor.objects.filter(pk=row.pk).update(name="")
    PublishedVersion.objects.update(number=F("number") + 1)
    assert row.pk not in secret_parties(), "a hand in the database counts, too"


def test_a_link_to_a_party_that_was_merged_on_finds_and_counts_the_one_that_it_is_now():
    first, second, last = (ActorFactory(name=name) for name in ("One", "Two", "Three"))
    type(first).objects.filter(pk=first.pk).update(merged_into=second)
    type(first).objects.filter(pk=second.pk).update(merged_into=last)
    incident = IncidentFactory()
    IncidentActor.objects.create(incident=incident, name="", actor=last, role="target")
    query = IncidentFilter(actor_ids=(first.pk,))
    assert list(query.apply(Incident.objects.published())) == [incident]
    assert counts(query)["values"]["role"] == {"target": {"dated": 1, "undated": 0}}
