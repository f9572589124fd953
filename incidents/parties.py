"""Which parties of an incident the public may know: of a record that is published coarsened, those whose names do not
tell the place ("the council of …"). Pages show these, and filters find by them alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from threading import Lock

from geo.models import GazetteerSource
from incidents.actor_names import names_of
from incidents.changed import Seen
from incidents.coarse import Coarsening
from incidents.models import Incident, IncidentActor
from incidents.models.choices import Sensitivity
from incidents.secret_words import Secret

_AT_ONCE = 500
FACTS = ("places", "claims__places", "actors__actor__aliases")  # what the answer reads, to be prefetched


def shown_parties(incident: Incident, secret: Secret | None) -> list[IncidentActor]:
    """All parties, or those that do not tell the secret, be it by another of their names."""
    rows = list(incident.actors.all())  # type: ignore[attr-defined]
    return rows if secret is None else [row for row in rows if not any(map(secret.told_by, _called(row)))]


def secret_parties() -> frozenset[int]:
    """The ids of all rows of IncidentActor that the public must not find an incident by.

    Telling takes a millisecond for each coarsened record, and every count asks: each process keeps what it found, and
    looks again at those records alone that may have changed since, or at all where places may be called otherwise.
    """
    return _known.now()


@dataclass(frozen=True)
class _Found:
    seen: Seen
    gazetteer: frozenset[tuple[str, str]]
    of: dict[int, frozenset[int]]  # of each coarsened record
    together: frozenset[int]


class _Known:
    def __init__(self) -> None:
        self._found: _Found | None = None
        self._lock = Lock()  # held while one thread looks, so that no other does the same work

    def now(self) -> frozenset[int]:
        with self._lock:
            # Both are read before the records are.
            seen, gazetteer = Seen.now(), frozenset(GazetteerSource.objects.values_list("name", "version"))
            found = self._found
            changed = found.seen.changed_until(seen) if found and found.gazetteer == gazetteer else None
            if found is None or changed is None or changed:
                self._found = _looked(seen, gazetteer, found, changed)
            else:
                self._found = replace(found, seen=seen)
            return self._found.together


def _looked(
    seen: Seen, gazetteer: frozenset[tuple[str, str]], before: _Found | None, changed: set[int] | None
) -> _Found:
    # Those of one circle one after the other: what lies in it is then read once.
    coarse = Incident.objects.filter(sensitivity=Sensitivity.COARSE).order_by("coarse_area", "pk")
    pks = list(coarse.values_list("pk", flat=True))
    kept = {} if before is None or changed is None else before.of
    known = {pk: kept[pk] for pk in pks if pk in kept and pk not in (changed or ())}
    of = known | _secrets_of([pk for pk in pks if pk not in known])
    return _Found(seen, gazetteer, of, frozenset().union(*of.values()))


def _secrets_of(pks: Sequence[int]) -> dict[int, frozenset[int]]:
    found = {}
    for start in range(0, len(pks), _AT_ONCE):
        chunk = list(Incident.objects.filter(pk__in=pks[start : start + _AT_ONCE]).prefetch_related(*FACTS))
        coarse = Coarsening.of(chunk)
        for incident in chunk:
            shown = {row.pk for row in shown_parties(incident, coarse.secret_of(incident))}
            # mypy knows no reverse relation.
            found[incident.pk] = frozenset({row.pk for row in incident.actors.all()} - shown)  # type: ignore[attr-defined]
    return found


_known = _Known()


def _called(row: IncidentActor) -> set[str]:
    return {row.name, *names_of(row).values()}
