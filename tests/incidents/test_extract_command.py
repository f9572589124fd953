"""`manage.py extract`: what it prints, and how it fails."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db
REPORT = "Unidentified aircraft struck a depot near Mayadin on 3 June 2020, killing two fighters.\r\n"
AGAIN = "Warplanes hit a depot near Mayadin on 3 June 2020."
OTHER = "A drone strike hit a post in Albukamal on 9 June 2020."


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "report.txt"
    path.write_bytes(REPORT.encode())
    return path


def extract(*arguments):
    out = StringIO()
    call_command("extract", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_json_alone_is_printed_in_the_contracts_shape(gazetteer, report):
    reading = json.loads(extract(report, "--published", "2020-06-05", "--json"))
    assert list(reading) == ["language", "said_by", "origin", "claims"]
    (claim,) = reading["claims"]
    assert claim["kind"] == "air_strike" and claim["date_start"] == "2020-06-03"
    assert claim["acled"] == ["Explosions/Remote violence", "Air/drone strike"]
    text = REPORT.replace("\r\n", "\n")
    assert all(text[span["start"] : span["end"]] == span["text"] for span in claim["spans"])


def test_in_words_it_quotes_what_it_found(gazetteer, report):
    assert "event air_strike: 2020-06-03; Al Mayādīn (near)" in extract(report)


def test_a_batch_links_the_claims_of_one_incident(gazetteer, tmp_path):
    batch = tmp_path / "batch.jsonl"
    rows = [
        {"id": number, "text": text, "published": "2020-06-10"} for number, text in enumerate([REPORT, AGAIN, OTHER])
    ]
    batch.write_text("\n".join(map(json.dumps, rows)))
    first, second, third = map(json.loads, extract("--batch", batch).splitlines())
    assert [row["id"] for row in (first, second, third)] == [0, 1, 2]
    keys = [row["claims"][0]["incident_key"] for row in (first, second, third)]
    assert keys[0] == keys[1] != keys[2]


@pytest.mark.parametrize(
    ("content", "options", "says"),
    [
        (b"", [], "no text"),
        (b"a\x00b", [], "NUL"),
        (b"\xff\xfe", [], "not UTF-8"),
        (b"x" * 5_000_000, [], "at most 300,000"),
        (b"A raid.", ["--published", "2020-13-45"], "not a date"),
    ],
)
def test_bad_input_is_one_clear_line_and_status_2(report, content, options, says):
    report.write_bytes(content)
    with pytest.raises(CommandError, match=says) as error:
        extract(report, *options)
    assert error.value.returncode == 2 and "\n" not in str(error.value)


def test_a_bad_line_does_not_take_the_others_along(gazetteer, tmp_path):
    batch = tmp_path / "batch.jsonl"
    batch.write_text('{"id": 1, "text": ""}\n' + json.dumps({"id": 2, "text": OTHER + "\u2028"}) + "\n")
    out = StringIO()
    with pytest.raises(CommandError, match="line 1: The report has no text") as error:
        call_command("extract", "--batch", str(batch), stdout=out)
    assert error.value.returncode == 2 and json.loads(out.getvalue())["id"] == 2


@pytest.mark.parametrize("line", ["", "no json", "[]", '{"id": 1}', '{"id": 1, "text": 5}', '{"id": 1, "text": ""}'])
def test_a_bad_line_of_a_batch_is_named(tmp_path, line):
    batch = tmp_path / "batch.jsonl"
    batch.write_text(line)
    with pytest.raises(CommandError, match="batch.jsonl: ") as error:
        extract("--batch", batch)
    assert error.value.returncode == 2


def test_a_missing_file_or_both_ways_at_once_is_bad_input(report):
    for arguments in (["/no/such/file"], [], [report, "--batch", report]):
        with pytest.raises(CommandError) as error:
            extract(*arguments)
        assert error.value.returncode == 2
