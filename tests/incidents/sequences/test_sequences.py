"""Five hundred random sequences, in two parts that run beside each other; the same ones in each run."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.incidents.sequences.machine import Sequences, Start
from tests.incidents.sequences.world import begin

pytestmark = pytest.mark.django_db
IN_EACH_PART = 250 if connection.vendor == "sqlite" else 40  # what they check is no matter of the database
STEPS = 6


class First(Sequences):
    """Their names make the parts draw other sequences."""


class Second(Sequences):
    pass


@pytest.mark.parametrize("part", [First, Second])
def test_whatever_three_people_do_the_record_holds(part):
    part.start = Start.now(begin())
    given = settings(
        max_examples=IN_EACH_PART,
        stateful_step_count=STEPS,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],  # a sequence of a few verbs is read without being made shorter
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(part, settings=given)
