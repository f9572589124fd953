"""Sources and parties that editors add."""

import datetime as dt

import pytest

from incidents.actors import actor_names, load_seed, seed
from incidents.errors import AlreadyThere, Conflict, NotAllowed, Refused
from incidents.history import revisions_of
from incidents.models import Actor
from incidents.reading import read_report
from incidents.services.actors import add_actor_name, create_actor
from incidents.services.sources import correct_source, create_source
from tests.factories import EditorFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return EditorFactory()


def test_the_readers_parties_are_loaded_once():
    assert load_seed() == len(seed()) == Actor.objects.count()
    assert load_seed() == 0 and actor_names() == []


def test_a_party_that_an_editor_added_is_read_in_the_next_report(gazetteer, editor):
    text = "Fighters of the Falcon Brigade attacked a post near Mayadin on 3 June 2020, killing two soldiers."
    actor = create_actor(by=editor, name="Falcon Brigade", names=[("لواء الصقور", "ar")])
    reading, _places = read_report(text, published=dt.date(2020, 6, 5))
    assert ("Falcon Brigade", actor.pk) in {(row.name, row.actor_id) for row in reading.claims[0].actors}


def test_a_built_in_party_is_read_with_its_row(gazetteer):
    load_seed()
    text = "Islamic State fighters attacked a post near Mayadin on 3 June 2020, killing two soldiers."
    reading, _places = read_report(text, published=dt.date(2020, 6, 5))
    row = Actor.objects.get(name="Islamic State")
    assert ("Islamic State", row.pk) in {(actor.name, actor.actor_id) for actor in reading.claims[0].actors}


def test_one_name_is_one_party_or_source(editor):
    actor = create_actor(by=editor, name="Falcon Brigade")
    with pytest.raises(AlreadyThere) as there:
        create_actor(by=editor, name="falcon brigade")
    assert there.value.existing == actor
    add_actor_name(by=editor, actor=actor, lock_version=1, name="The Falcons", language="en")
    with pytest.raises(AlreadyThere):
        add_actor_name(by=editor, actor=actor, lock_version=2, name="The Falcons", language="en")
    assert revisions_of(actor).last().state["aliases"][0]["name"] == "The Falcons"


def test_a_source_is_corrected_by_one_at_a_time(editor):
    source = create_source(by=editor, name="Outlet")
    correct_source(by=editor, source=source, lock_version=1, time_zone="Asia/Damascus", country_focus=["sy"])
    with pytest.raises(Conflict):
        correct_source(by=editor, source=source, lock_version=1, name="Other")
    source.refresh_from_db()
    assert (source.name, source.time_zone, source.country_focus) == ("Outlet", "Asia/Damascus", ["SY"])
    with pytest.raises(Refused) as refused:
        correct_source(by=editor, source=source, lock_version=2, is_demo=True)
    assert refused.value.field == "is_demo"


def test_a_passer_by_adds_nothing():
    for add, values in ((create_actor, {"name": "X"}), (create_source, {"name": "X"})):
        with pytest.raises(NotAllowed):
            add(by=UserFactory(), **values)


def test_a_short_name_of_several_parties_is_no_party() -> None:
    assert not [name for name in seed() if "|" in name]
