"""Which incidents a claim may already be: near in place and in time, the likeliest first."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from desk.queue import incidents_matching
from geo.geodesy import distance_m
from incidents.geometry import bounding_box
from incidents.models import Claim, ClaimPlace, Incident

KILOMETRES_AROUND = 60
DAYS_AROUND = 10
ROWS_LOOKED_AT = 200
OFFERED = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    """`kilometres` between the points and `days` between the dates; None where one of the two is not known."""

    incident: Incident
    kilometres: float | None
    days: int | None
    same_kind: bool

    @property
    def rank(self) -> float:
        """Lower is likelier: a day counts as much as ten kilometres, another kind as much as thirty."""
        kilometres = KILOMETRES_AROUND if self.kilometres is None else self.kilometres
        days = DAYS_AROUND if self.days is None else self.days
        return kilometres + 10 * days + (0 if self.same_kind else 30)


def nearby_incidents(claim: Claim, offered: int = OFFERED) -> list[Candidate]:
    """At most `offered` incidents around the claim's main place and date, the likeliest first.

    A claim without a date is compared by place alone, one without a place by date alone, one without either not at
    all. Places must be prefetched.
    """
    place = next(iter(claim.places.all()), None)
    has_place = place is not None and place.latitude is not None
    if not has_place and not claim.date_start:
        return []
    found = Incident.objects.filter(is_deleted=False)
    box = None
    if place is not None and place.latitude is not None and place.longitude is not None:
        around = max(place.radius_m or 0, KILOMETRES_AROUND * 1000)
        box = bounding_box(place.latitude, place.longitude, around)
    margin = dt.timedelta(days=DAYS_AROUND)
    start = claim.date_start - margin if claim.date_start else None
    end = claim.date_end + margin if claim.date_end else None
    rows = found.in_space_time(box, start, end).order_by("-pk")[:ROWS_LOOKED_AT]
    candidates = [_compared(claim, place if has_place else None, incident) for incident in rows]
    return sorted(candidates, key=lambda candidate: candidate.rank)[:offered]


def incidents_with_code(words: str, offered: int = OFFERED) -> list[Incident]:
    """Incidents whose code, former code or title has the words; the exact code first."""
    exact = list(Incident.objects.filter(is_deleted=False).by_code(words.strip())[:1])
    others = incidents_matching(words).filter(is_deleted=False).exclude(pk__in=[incident.pk for incident in exact])
    return [*exact, *others[: offered - len(exact)]]


def _compared(claim: Claim, place: ClaimPlace | None, incident: Incident) -> Candidate:
    kilometres = days = None
    if place is not None and incident.latitude is not None and incident.longitude is not None:
        metres = distance_m(place.latitude, place.longitude, incident.latitude, incident.longitude)  # type: ignore[arg-type]
        kilometres = round(metres / 1000, 1)
    if claim.date_start and claim.date_end and incident.date_start and incident.date_end:
        gap = max(claim.date_start, incident.date_start) - min(claim.date_end, incident.date_end)
        days = max(0, gap.days)
    return Candidate(incident, kilometres, days, claim.kind == incident.kind)
