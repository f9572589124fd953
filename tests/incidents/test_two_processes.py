"""A sample of the pairs that `benchmark record_pairs` does five hundred of, on the database of this run."""

import pytest

from benchmarks.record.pairing import figures_of
from benchmarks.record.pairs import KINDS
from benchmarks.record.world import World
from tests.factories import PlaceFactory, SourceFactory

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 2


@pytest.fixture
def world():
    PlaceFactory(name="Mayadin")
    SourceFactory()
    return World()


def test_every_pair_ends_as_one_of_the_two_orders_or_in_a_conflict_that_is_shown(world):
    ended = figures_of(world, ROUNDS * len(KINDS))
    assert ended["problems"] == []
    assert ended["both"] + ended["one"] == ended["pairs"] == ROUNDS * len(KINDS)
    assert ended["conflicts"] > 0
