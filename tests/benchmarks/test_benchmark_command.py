"""`manage.py benchmark`: what it prints and how it ends; with a benchmark that measures nothing."""

import json
import tempfile
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from django.core.management import CommandError, call_command

from benchmarks.figures import BenchmarkFailed, Figure
from config.management.commands import benchmark
from tests.support.site import manage

KEPT = Figure("recall", 0.91, at_least=0.9, baseline=0.5)
MISSED = Figure("waiting", 7.0, "ms", at_most=5)


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture
def measure(monkeypatch: pytest.MonkeyPatch):
    def use(*figures: Figure | BaseException) -> None:
        def run(options, workplace, say):
            say("measuring")
            (workplace / "database").touch()
            for figure in figures:
                if isinstance(figure, BaseException):
                    raise figure
                yield figure

        fake = SimpleNamespace(__doc__="Fake.", add_arguments=lambda parser: None, run=run)
        monkeypatch.setitem(benchmark.BENCHMARKS, "fake", fake)  # type: ignore[arg-type]

    return use


def test_json_alone_is_printed_in_the_shape_of_the_design(measure, capsys) -> None:
    measure(KEPT)
    call_command("benchmark", "fake", "--json")
    out, err = capsys.readouterr()
    shown = json.loads(out)
    assert set(shown) == {"benchmark", "machine", "figures"} and shown["benchmark"] == "fake"
    assert shown["figures"] == [
        {"name": "recall", "value": 0.91, "unit": "", "limit": 0.9, "baseline": 0.5, "ok": True}
    ]
    assert err == "measuring\n"


def test_a_missed_limit_is_status_1_and_shown(measure, capsys) -> None:
    measure(KEPT, MISSED)
    with pytest.raises(SystemExit) as ended:
        call_command("benchmark", "fake")
    assert ended.value.code == 1
    assert "MISSED  waiting   7 ms    ≤ 5" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("outcome", "status"), [(BenchmarkFailed("the site did not start"), 2), (KeyboardInterrupt(), 130)]
)
def test_however_it_ends_nothing_stays(measure, temporary: Path, outcome: BaseException, status: int) -> None:
    measure(KEPT, outcome)
    with pytest.raises(CommandError) as failed:
        call_command("benchmark", "fake", "--json")
    assert failed.value.returncode == status
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [["nonsense"], [], ["geoparse", "--nonsense"], ["geoparse", "--imported", "nowhere"], ["geoparse", "--prepared"]],
)
def test_a_wrong_name_or_option_is_refused_with_status_2(arguments: list[str]) -> None:
    with pytest.raises(CommandError) as refused:
        call_command("benchmark", *arguments)
    assert refused.value.returncode == 2


def test_on_the_command_line_the_refusal_is_one_line(tmp_path: Path) -> None:
    done = manage(tmp_path, "benchmark", "nonsense")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)


def test_every_benchmark_has_what_the_command_needs() -> None:
    for module in benchmark.BENCHMARKS.values():
        assert isinstance(module, ModuleType) and module.__doc__
        assert callable(module.add_arguments) and callable(module.run)
