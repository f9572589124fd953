"""The demo goes through the pipeline, and once."""

import json

import pytest
from django.core.management import CommandError, call_command

from incidents.demo import FOLDER, load_demo
from incidents.models import Claim, Incident, Report
from incidents.public_view import public_views
from tests.factories import EditorFactory

pytestmark = pytest.mark.django_db
SOURCE = {"name": "A demo desk", "kind": "organisation", "url": "https://desk.example/"}
TEXTS = {
    "first": ("2020-06-04", "Warplanes struck a depot near Mayadin on 3 June 2020, killing two fighters."),
    "second": ("2020-06-05", "Air strikes hit a depot near Mayadin on 3 June 2020, killing four fighters."),
    "third": ("2020-06-10", "A roadside bomb in Albukamal on 9 June 2020 killed one man."),
}


@pytest.fixture
def folder(tmp_path):
    for key, (published, text) in TEXTS.items():
        row = {"key": key, "language": "en", "published_on": published, "source": SOURCE, "url": None, "text": text}
        (tmp_path / f"{key}.json").write_text(json.dumps({**row, "title": key, "facts_from": "https://desk.example/"}))
    return tmp_path


def test_two_reports_of_one_strike_are_one_published_incident(gazetteer, folder):
    said = []
    assert load_demo(EditorFactory(), said.append, folder) == 2
    strike = Incident.objects.get(kind="air_strike")
    assert (strike.claims.count(), strike.killed_min, strike.killed_max, strike.is_demo) == (2, 2, 4, True)
    assert all(view.is_demo for view in public_views(Incident.objects.all()))
    assert said[0] == "Reading first"


def test_a_second_time_changes_nothing_and_says_nothing(gazetteer, folder):
    editor, said = EditorFactory(), []
    load_demo(editor, said.append, folder)
    before = (Claim.objects.count(), Incident.objects.count(), Report.objects.count())
    said.clear()
    assert load_demo(editor, said.append, folder) == 2
    assert (Claim.objects.count(), Incident.objects.count(), Report.objects.count()) == before and not said


def test_without_its_editor_the_command_says_what_to_do():
    with pytest.raises(CommandError, match="manage.py prepare") as error:
        call_command("load_demo")
    assert error.value.returncode == 2


def test_the_projects_own_reports_have_the_shape():
    rows = [json.loads(path.read_text(encoding="utf-8")) for path in FOLDER.glob("*.json")]
    assert rows
    wanted = {"key", "language", "published_on", "source", "url", "title", "text", "facts_from"}
    assert all(set(row) == wanted for row in rows)
    assert len({row["key"] for row in rows}) == len(rows)
