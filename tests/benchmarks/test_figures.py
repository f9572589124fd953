import pytest

from benchmarks.figures import Figure, machine


@pytest.mark.parametrize(
    ("figure", "ok"),
    [
        (Figure("share", 0.9, at_least=0.9), True),
        (Figure("share", 0.8999, at_least=0.9), False),
        (Figure("time", 5.0, at_most=5), True),
        (Figure("time", 5.01, at_most=5), False),
        (Figure("zero is a limit", 0.1, at_most=0), False),
        (Figure("could not be taken", None, at_most=5), False),
        (Figure("has no limit", None), True),
    ],
)
def test_a_figure_keeps_its_limit_or_misses_it(figure: Figure, ok: bool) -> None:
    assert figure.ok is ok


def test_small_values_keep_four_digits() -> None:
    assert Figure("look-up", 0.000691234, "ms", baseline=1234.56789).as_json()["value"] == 0.0006912
    assert Figure("look-up", 0.1, "ms", baseline=1234.56789).as_json()["baseline"] == 1234.5679


def test_the_machine_is_described_without_its_name() -> None:
    described = machine()
    assert described["cores"] >= 1 and described["memory_gb"] > 0
    assert not {"node", "host", "user"} & described.keys()
