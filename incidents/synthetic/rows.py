"""The columns that an incident and a claim about it share, for a drawn one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache

from geo.folding import fold
from incidents.dates import edtf_of
from incidents.models.choices import ActorRole, Attribution, Harm
from incidents.synthetic.draws import Draw
from incidents.synthetic.located import Located
from incidents.synthetic.parties import Pair
from incidents.titles import generated_title

DATES = ("date_start", "date_end", "date_precision", "edtf", "not_after")
PLACE = ("place_id", "name", "text", "latitude", "longitude", "radius_m", "area", "precision")
ACTOR = ("actor_id", "name", "role", "attribution")
TOLL = ("harm", "minimum", "maximum")


def dates(draw: Draw) -> tuple[str | None, str | None, str, str, str | None]:
    """The `DATES`; an undated one happened no later than it was reported."""
    start, end = draw.date_start, draw.date_end
    if start is None or end is None:
        return None, None, draw.date_precision, "", draw.reported.isoformat()
    return start.isoformat(), end.isoformat(), draw.date_precision, edtf_of(start, end, draw.date_precision), None


def moment(draw: Draw) -> str:
    """When the incident was published: the day after its first report."""
    return f"{draw.reported + dt.timedelta(days=1)} 12:00:00"


def place(draw: Draw, where: Located, text: str) -> tuple[object, ...]:
    """The `PLACE`."""
    assert where.spot
    spot = where.spot
    return (
        spot.place_id,
        spot.names["en"],
        text,
        where.latitude,
        where.longitude,
        where.radius_m,
        where.area,
        draw.precision,
    )


def parties(draw: Draw, pair: Pair) -> Iterator[tuple[object, ...]]:
    """The `ACTOR` of each."""
    perpetrator, target = pair
    yield perpetrator.pk, perpetrator.name, ActorRole.PERPETRATOR, draw.attribution
    yield target.pk, target.name, ActorRole.TARGET, Attribution.UNKNOWN


def tolls(draw: Draw) -> Iterator[tuple[str, int | None, int | None]]:
    """The `TOLL` of what is said."""
    for harm, toll in ((Harm.KILLED, draw.killed), (Harm.INJURED, draw.injured)):
        if toll.minimum is not None:
            yield harm, toll.minimum, toll.maximum


def title(kind: str, language: str, place: str, precision: str) -> str:
    """As the services would have generated it."""
    return _title(kind, language, precision, bool(place)).replace(_PLACE, place)[:300]


_PLACE = "\ue000"  # of Unicode's private use area, so in no title


@cache
def _title(kind: str, language: str, precision: str, is_placed: bool) -> str:
    return generated_title(kind, language, _PLACE if is_placed else "", precision)


@cache
def folded(words: str) -> str:
    """`fold` of words that come again and again."""
    return fold(words)
