"""Made-up published incidents with their rows, as the services would have left them, but for their history."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice

from django.db import connection, transaction

from incidents import published
from incidents.synthetic.draws import AT_ONCE, draws
from incidents.synthetic.located import located
from incidents.synthetic.parties import make_pairs
from incidents.synthetic.recorded import Incidents
from incidents.synthetic.reported import Reports
from incidents.synthetic.tables import count_on
from incidents.synthetic.towns import Gazetteer, write_gazetteer

REPORTED = 20_000  # so many have reports and claims


def make(count: int, seed: int, gazetteer: Gazetteer, progress: Callable[[int], None]) -> None:
    """Write so many incidents into the database in use, which holds none; `progress` is told how many are there."""
    write_gazetteer(gazetteer)
    pairs = make_pairs()
    incidents, reports = Incidents(pairs), Reports(pairs)
    drawn = enumerate(draws(count, len(gazetteer.towns), seed), start=1)
    while batch := list(islice(drawn, AT_ONCE)):
        for number, draw in batch:
            town = gazetteer.towns[draw.town]
            where = located(draw, town)
            incidents.add(number, draw, town, where)
            if number <= REPORTED:
                reports.add(number, draw, where)
        with transaction.atomic():
            incidents.write()
            reports.write()
        progress(batch[-1][0])
    with transaction.atomic():
        incidents.write_counters()
        published.bump()
    count_on([incidents.incidents, *reports.numbered])
    if connection.vendor == "postgresql":
        # What its own housekeeping would do a minute later; until then an index-only scan reads the table as well.
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
