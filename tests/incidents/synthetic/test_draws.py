"""What is drawn by chance keeps the contract's shares, and is the same for the same seed."""

import datetime as dt
from collections import Counter
from itertools import islice

import pytest

from incidents.synthetic.draws import DATE_PRECISIONS, FIRST_DAY, LAST_DAY, PRECISIONS, draws, span_of

MANY = 20_000
TOWNS = 7_000


@pytest.fixture(scope="module")
def drawn():
    return list(draws(MANY, TOWNS, seed=1))


def test_a_seed_gives_the_same_incidents_and_another_gives_others(drawn) -> None:
    assert list(islice(draws(MANY, TOWNS, seed=1), 500)) == drawn[:500]
    assert list(islice(draws(MANY, TOWNS, seed=2), 500)) != drawn[:500]


@pytest.mark.parametrize(("field", "shares"), [("precision", PRECISIONS), ("date_precision", DATE_PRECISIONS)])
def test_shares_are_the_contracts(drawn, field: str, shares: dict[str, float]) -> None:
    counts = Counter(getattr(draw, field) for draw in drawn)
    assert sum(shares.values()) == pytest.approx(1)
    for code, share in shares.items():
        assert counts[code] / MANY == pytest.approx(share, abs=0.01)


def test_weights_of_towns_fall_as_one_by_rank(drawn) -> None:
    counts = Counter(draw.town for draw in drawn)
    assert counts[0] / counts[1] == pytest.approx(2, rel=0.15)
    assert counts[0] / counts[9] == pytest.approx(10, rel=0.3)
    # 5,000 of a million on one point: those known to the largest town alone.
    on_its_point = sum(draw.town == 0 and draw.precision == "settlement" for draw in drawn)
    assert on_its_point / MANY > 0.005


def test_days_lie_in_the_years_and_come_in_waves(drawn) -> None:
    dated = [draw for draw in drawn if draw.date_start]
    assert all(FIRST_DAY <= draw.date_start <= draw.date_end <= LAST_DAY for draw in dated)
    a_month = Counter((draw.date_start.year, draw.date_start.month) for draw in dated)
    assert len(a_month) == 16 * 12
    assert max(a_month.values()) > 4 * sorted(a_month.values())[len(a_month) // 10]


def test_tolls_are_mostly_untold_or_none(drawn) -> None:
    killed = [draw.killed for draw in drawn]
    assert sum(toll.minimum is None for toll in killed) / MANY == pytest.approx(0.3, abs=0.02)
    assert sum(toll == (0, 0) for toll in killed) / MANY == pytest.approx(0.4, abs=0.02)
    assert all(toll.maximum is None or toll.maximum >= toll.minimum for toll in killed if toll.minimum is not None)


@pytest.mark.parametrize(
    ("day", "precision", "start", "end"),
    [
        ("2020-06-05", "day", "2020-06-05", "2020-06-05"),
        ("2020-06-05", "week", "2020-06-01", "2020-06-07"),
        ("2020-02-29", "month", "2020-02-01", "2020-02-29"),
        ("2020-02-29", "season", "2019-12-01", "2020-02-29"),
        ("2020-12-31", "season", "2020-12-01", "2021-02-28"),
        ("2020-08-31", "season", "2020-06-01", "2020-08-31"),
        ("2011-01-01", "season", "2011-01-01", "2011-02-28"),
        ("2026-12-31", "week", "2026-12-28", "2026-12-31"),
        ("2020-06-05", "year", "2020-01-01", "2020-12-31"),
    ],
)
def test_a_span_holds_its_day_inside_the_years(day: str, precision: str, start: str, end: str) -> None:
    span = (dt.date.fromisoformat(start), dt.date.fromisoformat(end))
    assert span_of(dt.date.fromisoformat(day), precision) == span
