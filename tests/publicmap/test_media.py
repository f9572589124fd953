"""Links to media on the public page: shown as links alone, graphic ones after a click, none for a coarsened record."""

import re

import pytest
from django.urls import reverse

from incidents.models import IncidentMedia
from incidents.public_view import public_view
from tests.factories import IncidentFactory

pytestmark = pytest.mark.django_db
PHOTO, FILM = "https://outlet.example/depot.jpg", "https://outlet.example/film"


def with_media(**values):
    incident = IncidentFactory(status="published", **values)
    IncidentMedia.objects.create(incident=incident, kind="photo", url=PHOTO, caption_en="A depot.", caption_ar="مستودع")
    IncidentMedia.objects.create(incident=incident, kind="video", url=FILM, is_graphic=True)
    return incident


def page_of(client, incident, prefix=""):
    return client.get(prefix + reverse("publicmap:incident", args=[incident.code])).content.decode()


def test_a_link_has_its_caption_in_the_reader_s_language_and_loads_nothing(client):
    incident = with_media()
    page = page_of(client, incident)
    assert re.search(rf'<a href="{PHOTO}" rel="noopener noreferrer nofollow"[^>]*>A depot\.</a>', page)
    assert "مستودع</a>" in page_of(client, incident, "/ar")
    assert not re.search(r'(?:src|srcset|data|poster)="https://outlet', page), "nothing of the other host is loaded"


def test_a_graphic_one_is_behind_a_click(client):
    page = page_of(client, with_media())
    assert re.search(rf"<details><summary>Film · [^/]*/span> Show the link</summary><a href=\"{FILM}\"", page)


def test_a_coarsened_record_has_none(client):
    incident = with_media(sensitivity="coarse")
    assert public_view(incident).media == ()
    assert "outlet.example/depot" not in page_of(client, incident)
