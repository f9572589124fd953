import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.core.management.base import OutputWrapper

from geo.commandline import answer_batch, read_text


@pytest.mark.usefixtures("small_index")
def test_geocode_prints_json_alone(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("geocode", "الميادين", "--country", "SY", "--json")
    answer = json.loads(capsys.readouterr().out)
    assert answer["candidates"][0]["place_id"] == 173480 and answer["ambiguous"] is False


@pytest.mark.usefixtures("small_index")
@pytest.mark.parametrize("code", ["XX", "Syria"])
def test_a_code_that_no_country_has_is_bad_input(code: str) -> None:
    with pytest.raises(CommandError, match="No country has the code") as caught:
        call_command("geocode", "الميادين", "--country", code, "--json")
    assert caught.value.returncode == 2


@pytest.mark.usefixtures("small_index")
def test_a_name_that_no_place_bears_is_said(
    capsys: pytest.CaptureFixture[str],
) -> None:
    call_command("geocode", "400, 400")
    assert "No place" in capsys.readouterr().out
    call_command("geocode", "400, 400", "--json")
    assert json.loads(capsys.readouterr().out)["candidates"] == []


@pytest.mark.usefixtures("small_index")
def test_a_bad_line_of_a_batch_is_reported_and_the_others_are_answered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    batch = tmp_path / "batch.jsonl"
    lines = ['{"id": 1, "query": "الرقة"}', "{no json", '{"id": 3, "query": "Mayadin", "country": "SY"}', '{"id": 4}']
    batch.write_text("\n".join(lines), "utf-8")
    with pytest.raises(CommandError, match="line 2.*1 more") as raised:
        call_command("geocode", "--batch", str(batch), "--json")
    assert raised.value.returncode == 2
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(answer["id"], answer["candidates"][0]["place_id"]) for answer in answers] == [(1, 172955), (3, 173480)]


def test_a_gazetteer_that_is_not_loaded_says_how_to_load_it(db: None, tmp_path: Path, settings) -> None:  # type: ignore[no-untyped-def]
    settings.DATA_DIR = tmp_path
    with pytest.raises(CommandError, match="load_gazetteer") as raised:
        call_command("geocode", "الرقة", "--json")
    assert raised.value.returncode == 2


@pytest.mark.parametrize("content", [b"", b" \n", b"a\0b", b"\xc7\xe1", None])
def test_bad_input_is_one_line_and_status_two(tmp_path: Path, content: bytes | None) -> None:
    report = tmp_path / "report.txt"
    if content is not None:
        report.write_bytes(content)
    with pytest.raises(CommandError) as raised:
        read_text(str(report))
    assert raised.value.returncode == 2 and "\n" not in str(raised.value)


def test_line_ends_become_newlines(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_bytes("أول\r\nثان\rثالث".encode())
    assert read_text(str(report)) == "أول\nثان\nثالث"


def test_a_batch_without_a_line_is_bad_input(tmp_path: Path) -> None:
    batch = tmp_path / "batch.jsonl"
    batch.write_text("\n")
    with pytest.raises(CommandError, match="empty"):
        answer_batch(str(batch), dict, OutputWrapper(io.StringIO()))
