"""`manage.py geoparse`: a place's role comes from what the report claims."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db
REPORT = (
    "Albukamal (Syria) - Unidentified aircraft struck a depot near Mayadin on 3 June 2020, killing two fighters.\n"
    "Militias hold the region between Albukamal and Mayadin."
)


def geoparse(path, *options):
    out = StringIO()
    call_command("geoparse", str(path), *options, stdout=out)
    return out.getvalue()


def test_only_the_place_of_the_event_is_one_of_the_event(gazetteer, tmp_path):
    path = tmp_path / "report.txt"
    path.write_text(REPORT)
    toponyms = json.loads(geoparse(path, "--json"))["toponyms"]
    assert [(row["text"], row["role"]) for row in toponyms if row["text"] != "Syria"] == [
        ("Albukamal", "background"),
        ("Mayadin", "event"),
        ("Albukamal", "background"),
        ("Mayadin", "background"),
    ]
    assert all(REPORT[row["start"] : row["end"]] == row["text"] for row in toponyms)
    assert "event  Mayadin = Al Mayādīn" in geoparse(path)


def test_with_spans_just_these_are_resolved(gazetteer, tmp_path):
    start = REPORT.index("Mayadin")
    rows = [
        {"id": "a", "text": REPORT, "spans": [[start, start + 7]]},
        {"id": "b", "text": REPORT, "spans": [[0, 9999]]},
    ]
    path = tmp_path / "batch.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)))
    out = StringIO()
    with pytest.raises(CommandError, match="line 2: a span lies outside") as error:
        call_command("geoparse", "--batch", str(path), stdout=out)
    assert error.value.returncode == 2
    (toponym,) = json.loads(out.getvalue())["toponyms"]
    assert toponym["place_id"] == gazetteer["Mayadin"].pk
