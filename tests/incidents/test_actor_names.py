"""Parties are named in the reader's language, and none gives a coarsened place away."""

import pytest
from django.utils.translation import override

from desk.templatetags.desk_words import actor_name
from incidents.actor_names import names_of
from incidents.models import Incident, IncidentActor
from incidents.public_view import public_view
from tests.factories import ActorFactory, IncidentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def incident():
    return IncidentFactory()


def party(incident, **values):
    return IncidentActor.objects.create(incident=incident, role="target", **{"name": "Northern Guards", **values})


def test_the_first_arabic_alias_names_a_party_in_arabic(incident):
    actor = ActorFactory(name="Northern Guards")
    for name, language in (("Guards", "en"), ("حرس الشمال", "ar"), ("الحراس", "ar")):
        actor.aliases.create(name=name, language=language)
    fact = party(incident, actor=actor)
    assert names_of(fact) == {"en": "Northern Guards", "ar": "حرس الشمال"}
    with override("ar"):
        assert actor_name(fact) == "حرس الشمال"


def test_without_an_alias_the_arabic_words_of_the_report_serve(incident):
    assert names_of(party(incident, text="مسلحون مجهولون"))["ar"] == "مسلحون مجهولون"
    assert names_of(party(incident, text="unknown gunmen"))["ar"] == "Northern Guards"


def test_a_party_named_after_a_secret_place_is_not_told(incident):
    party(incident)
    party(incident, name=f"Council of {incident.place_name}")
    Incident.objects.update(sensitivity="coarse")
    names = [actor.name for actor in public_view(Incident.objects.get()).actors]
    assert names == ["Northern Guards"]
