"""Writing the computed values onto an incident, a person's overrides above them, and what follows from both."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import models

from geo.boundaries import admin1_at, country_at
from geo.folding import fold
from incidents.coarse import Coarsening, draw_area
from incidents.computing import Computed, computed
from incidents.dates import edtf_of
from incidents.geometry import bounding_box
from incidents.models import Claim, ClaimPlace, Incident, IncidentActor, IncidentCasualty, IncidentPlace
from incidents.models.choices import DatePrecision, Precision, Sensitivity
from incidents.models.facts import ACTOR_VALUES, PLACE_VALUES, TOLL_VALUES, values_of
from incidents.place_names import PlaceNames
from incidents.place_titles import place_title
from incidents.querysets import span_class

_DATES = ("date_start", "date_end")
LANGUAGES = ("en", "ar")


def apply_claims(incident: Incident, claims: Sequence[Claim] | None = None) -> None:
    """Bring the incident and its rows in line with its accepted claims; the caller saves it, in a transaction.

    `claims` where they are at hand with their facts. What was read and written here stays at hand on the incident
    (`incident.places.all()`), for its revision.
    """
    claims = list(incident.claims.with_rows()) if claims is None else claims  # type: ignore[attr-defined]
    hold(incident, "claims", claims)
    if claims:
        values = computed(claims)
        _write_rows(incident, values)
        set_values(incident, values)
    else:
        _set_overrides(incident)
    if incident.date_start:
        incident.not_before = incident.not_after = None
    incident.edtf = _edtf(incident)
    incident.span_class = span_class(incident.date_start, incident.date_end)
    main = next((place for place in incident.places.all() if place.is_main), None)
    shown, names = _locate(incident, main), PlaceNames()
    for language in LANGUAGES:
        if f"title_{language}" not in incident.overrides and (claims or not getattr(incident, f"title_{language}")):
            setattr(incident, f"title_{language}", place_title(incident.kind, shown, language, names))
    incident.search_text = _search_text(incident)


def hold(record: models.Model, name: str, rows: Sequence[models.Model]) -> None:
    """Keep the rows of a relation at hand, in their order, as if they had been prefetched."""
    read = getattr(record, name).get_queryset()
    read._result_cache, read._prefetch_done = list(rows), True
    record.__dict__.setdefault("_prefetched_objects_cache", {})[name] = read


def _write_rows(incident: Incident, values: Computed) -> None:
    rows: dict[str, list[models.Model]] = {
        "places": [
            IncidentPlace(incident=incident, is_main=number == 0, **values_of(place, PLACE_VALUES))
            for number, place in enumerate(main_first(incident, values.places))
        ],
        "actors": [IncidentActor(incident=incident, **values_of(row, ACTOR_VALUES)) for row in values.actors],
        "casualties": [IncidentCasualty(incident=incident, **values_of(toll, TOLL_VALUES)) for toll in values.tolls],
    }
    for name, made in rows.items():
        relation = getattr(incident, name)
        present = list(relation.all())
        if [_said_by(row) for row in present] != [_said_by(row) for row in made]:
            if present:
                relation.all().delete()
            present = relation.model.objects.bulk_create(made)
        hold(incident, name, present)


def _said_by(row: models.Model) -> dict[str, Any]:
    """All that the row holds but its own number."""
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key}


def main_first(incident: Incident, places: Sequence[ClaimPlace]) -> list[ClaimPlace]:
    """The computed main place first, or the one that a person chose, by its name, while a claim still gives it."""
    by_hand = incident.overrides.get("main_place", {}).get("value")
    return sorted(places, key=lambda place: by_hand is None or by_hand not in (place.name, place.text))


def set_values(incident: Incident, values: Computed) -> None:
    """Set the computed columns, and a person's overrides above them."""
    dated = values.dated_by
    incident.kind = values.kind
    incident.date_start = dated.date_start if dated else None
    incident.date_end = dated.date_end if dated else None
    incident.date_precision = dated.date_precision if dated else DatePrecision.UNKNOWN
    incident.edtf = dated.edtf if dated else ""
    incident.not_before, incident.not_after = values.not_before, values.not_after
    incident.time_of_day = values.time_of_day
    incident.attribution = values.attribution
    incident.killed_min, incident.killed_max = values.killed
    incident.injured_min, incident.injured_max = values.injured
    _set_overrides(incident)


def _set_overrides(incident: Incident) -> None:
    for field, override in incident.overrides.items():
        if field == "main_place":
            continue  # it stands in the rows
        setattr(incident, field, _from_json(field, override["value"]))


def _edtf(incident: Incident) -> str:
    """The reader's own string where it stands, else one made from the dates."""
    if incident.edtf and not any(field in incident.overrides for field in _DATES):
        return incident.edtf
    return edtf_of(incident.date_start, incident.date_end, incident.date_precision)


def _locate(incident: Incident, main: IncidentPlace | None) -> IncidentPlace | None:
    """Set the columns that maps and filters read; gives the place that they show."""
    incident.country, incident.admin1 = _region(main)
    shown = main if main and main.latitude is not None else None
    precision = main.precision if main else Precision.UNKNOWN
    if incident.sensitivity == Sensitivity.COARSE:
        draw_area(incident, main)
        shown = Coarsening.of([incident]).shown_of(incident)
        precision = shown.precision if shown else Precision.UNKNOWN
        incident.admin1 = shown.place.admin1 if shown and shown.place else ""
    incident.place_name = shown.name if shown else ""
    incident.precision = precision
    incident.latitude = shown.latitude if shown else None
    incident.longitude = shown.longitude if shown else None
    incident.radius_m = shown.radius_m if shown else None
    incident.area = shown.area if shown else None
    box = (None, None, None, None)
    if shown and shown.latitude is not None and shown.longitude is not None and shown.radius_m is not None:
        box = bounding_box(shown.latitude, shown.longitude, shown.radius_m, shown.area)  # type: ignore[assignment]
    incident.west, incident.south, incident.east, incident.north = box
    return shown


def _region(main: IncidentPlace | None) -> tuple[str, str]:
    """Country (ISO 3166-1 alpha-2) and GeoNames admin-1 code of the place, by the gazetteer or by where it lies."""
    if main is None:
        return "", ""
    if main.place and main.place.country:
        return main.place.country, main.place.admin1
    if main.latitude is None or main.longitude is None:
        return "", ""
    country = country_at(main.latitude, main.longitude) or ""
    area, _, admin1 = (admin1_at(main.latitude, main.longitude) or "").partition(".")
    return country, admin1 if area == country else ""


def _search_text(incident: Incident) -> str:
    words = [incident.code, incident.title_en, incident.title_ar, incident.summary_en, incident.summary_ar]
    words += [row.actor.name if row.actor else row.name for row in incident.actors.select_related("actor")]
    words.append(incident.place_name)
    if incident.sensitivity != Sensitivity.COARSE:
        words += [word for place in incident.places.all() for word in (place.name, place.text)]
    else:
        secret = Coarsening.of([incident]).secret_of(incident)
        words = [word for word in words if secret is None or not secret.told_by(word)]
    return fold(" ".join(filter(None, words)))


def _from_json(field: str, value: Any) -> Any:
    return dt.date.fromisoformat(value) if field in _DATES and value else value
