"""Which incidents of the record a new claim may be: found by the space-time index, ranked by likeness, with reasons."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from extraction.kinds import kinds_like
from incidents.geometry import bounding_box
from incidents.likeness import LEAST_ALIKE, Likeness, Reason, compare, excludes
from incidents.models import Claim, Incident
from incidents.querysets import Box
from incidents.sketches import IncidentColumns, Sketch

SUGGESTED = 5
LEAST_SHOWN = 1.0  # less speaks for it than two kinds of one family on a day of the same week
METRES_AROUND = 30_000  # beyond the claim's own radius
DAYS_AROUND = 3
DAYS_BEFORE_NEWS = 14  # an undated claim is looked for in so many days before its report
ROWS_LOOKED_AT = 300
COMPARED_WHOLE = 12  # those that look likeliest by their own columns


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`is_likely`: the two would be linked if they were read together (`incidents.linking`)."""

    incident: Incident
    likeness: Likeness
    is_likely: bool


def suggestions(claims: Sequence[Claim], most: int = SUGGESTED) -> dict[int, list[Suggestion]]:
    """For each claim (by id) at most so many incidents that it may be, the likeliest first.

    The claims come with their facts, their report and the claim of the former version that they continue; each costs
    two queries, all together four more.
    """
    sketches = {claim.pk: Sketch.of_claim(claim) for claim in claims}
    former = {claim.pk: claim.former.incident_id for claim in claims if claim.former and claim.former.incident_id}
    told = _told_by({root for sketch in sketches.values() for root in sketch.origins})
    near = {pk: set(_likely_rows(sketch, max(most, COMPARED_WHOLE))) for pk, sketch in sketches.items()}
    wanted = set(told).union(former.values(), *near.values())
    rows = Incident.objects.filter(pk__in=wanted, is_deleted=False).defer("area").prefetch_related("places", "actors")
    incidents = {row.pk: (row, Sketch.of_incident(row, told.get(row.pk, ()))) for row in rows}
    return {
        pk: _ranked(
            sketch,
            [incidents[row] for row in near[pk].union(told, [former.get(pk)]) if row in incidents],
            former.get(pk),
        )[:most]
        for pk, sketch in sketches.items()
    }


def likely_duplicates(incident: Incident, most: int = SUGGESTED) -> list[Suggestion]:
    """Other incidents of the record that may tell of the same event, the likeliest first, in six queries.

    What is made up is compared with what is made up alone.
    """
    claims = incident.claims.select_related("report_version__report")
    versions = [claim.report_version for claim in claims if claim.report_version]
    sketch = Sketch.of_incident(incident, [(row.pk, row.report.origin_id or row.report_id) for row in versions])
    told = _told_by(set(sketch.origins))
    near = {*_likely_rows(sketch, max(most, COMPARED_WHOLE)), *told} - {incident.pk}
    alike = Incident.objects.filter(is_demo=incident.is_demo, is_synthetic=incident.is_synthetic, is_deleted=False)
    rows = alike.filter(pk__in=near).defer("area").prefetch_related("places", "actors")
    return _ranked(sketch, [(row, Sketch.of_incident(row, told.get(row.pk, ()))) for row in rows], None)[:most]


def _ranked(sketch: Sketch, incidents: Iterable[tuple[Incident, Sketch]], former: int | None) -> list[Suggestion]:
    found = []
    for incident, theirs in incidents:
        likeness, is_likely = compare(sketch, theirs), not excludes(sketch, theirs)
        if incident.pk == former:
            # The claim continues one of the report's former version, whatever was corrected there.
            continued = Reason("former_version", 2 * LEAST_ALIKE)
            likeness, is_likely = Likeness((continued, *likeness.reasons)), True
        if likeness.score >= LEAST_SHOWN:
            found.append(Suggestion(incident, likeness, is_likely and likeness.score >= LEAST_ALIKE))
    return sorted(found, key=lambda row: (not row.is_likely, -row.likeness.score, row.incident.pk))


def _likely_rows(sketch: Sketch, most: int) -> list[int]:
    """The ids of the incidents around the claim that look likeliest by their own columns."""
    rows = (
        IncidentColumns(*row)
        for incidents in _around(sketch)
        for row in incidents.order_by("-pk").values_list(*IncidentColumns._fields)[:ROWS_LOOKED_AT]
    )
    scored = ((compare(sketch, Sketch.of_columns(row)).score, row.pk) for row in rows)
    return [pk for _score, pk in nlargest(most, scored)]


def _around(sketch: Sketch) -> Iterator[QuerySet[Incident]]:
    """The incidents near the claim in place and time: those with a date, and those without one that were told then."""
    box, window = _box(sketch), _window(sketch)
    if box is None and window is None:
        return
    incidents = Incident.objects.filter(is_deleted=False, kind__in=kinds_like(sketch.kind))
    start, end = window or (dt.date.min, None)
    yield incidents.in_space_time(box, start, end)
    if box is not None:
        undated = incidents.within(box).filter(span_class=None)
        yield undated.filter(Q(not_after=None) | Q(not_after__gte=start)) if window else undated


def _box(sketch: Sketch) -> Box | None:
    mains = [spot for spot in sketch.spots if spot.is_main]
    if not mains:
        return None
    finest = min(mains, key=lambda spot: spot.radius_m)
    return bounding_box(finest.latitude, finest.longitude, finest.radius_m + METRES_AROUND)


def _window(sketch: Sketch) -> tuple[dt.date, dt.date] | None:
    if sketch.date_start and sketch.date_end:
        margin = dt.timedelta(days=DAYS_AROUND)
        return sketch.date_start - margin, sketch.date_end + margin
    if sketch.not_after:
        return sketch.not_before or sketch.not_after - dt.timedelta(days=DAYS_BEFORE_NEWS), sketch.not_after
    return None


def _told_by(roots: set[int]) -> dict[int, list[tuple[int, int]]]:
    """The incidents that reports with one of these texts tell, each with (report version, origin) of those reports."""
    rows = (
        Claim.objects.accepted()
        .filter(Q(report_version__report__in=roots) | Q(report_version__report__origin__in=roots))
        .filter(incident__isnull=False)
        .values_list(
            "incident",
            "report_version",
            Coalesce("report_version__report__origin", "report_version__report"),
        )
    )
    told: dict[int, list[tuple[int, int]]] = {}
    for incident, version, origin in rows.order_by("-incident")[:ROWS_LOOKED_AT] if roots else ():
        told.setdefault(incident, []).append((version, origin))
    return told
