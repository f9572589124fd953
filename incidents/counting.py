"""How many incidents a filter lets through, and for each value of each filter how many it would under the others."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db.models import Count

from incidents.filters import IncidentFilter
from incidents.models import Actor, Claim, Incident, IncidentActor
from incidents.models.choices import ClaimState
from incidents.parties import secret_parties
from incidents.public_columns import UNKNOWN_LANGUAGE
from incidents.querysets import IncidentQuerySet

# Parameter -> the filter's field and the columns that its values are made of.
_COLUMNS = {
    "kind": ("kinds", ("kind",)),
    "strike_status": ("strike_statuses", ("strike_status",)),
    "harm_grade": ("harm_grades", ("harm_grade",)),
    "precision": ("precisions", ("precision",)),
    "country": ("countries", ("country",)),
    "admin1": ("regions", ("country", "admin1")),
}
Counts = dict[str, int]


def counts(wanted: IncidentFilter) -> dict[str, Any]:
    """`dated` overlap the window, `undated` may have happened in it; `values` has both for each parameter's values."""
    values = {
        name: _both(wanted.without(field), partial(_by_columns, columns)) for name, (field, columns) in _COLUMNS.items()
    }
    values["actor_id"] = _both(wanted.without("actor_ids"), lambda rows: _by_party(rows, "actor", wanted))
    values["role"] = _both(wanted.without("roles"), lambda rows: _by_party(rows, "role", wanted))
    values["language"] = _both(wanted.without("languages"), _by_language)
    shown = Incident.objects.published()
    return {"dated": _dated(wanted).count(), "undated": wanted.undated(shown).count(), "values": values}


def _dated(wanted: IncidentFilter) -> IncidentQuerySet:
    return wanted.apply(Incident.objects.published()).exclude(date_start=None)


def _both(wanted: IncidentFilter, count: Callable[[IncidentQuerySet], Counts]) -> dict[str, dict[str, int]]:
    dated, undated = count(_dated(wanted)), count(wanted.undated(Incident.objects.published()))
    return {
        value: {"dated": dated.get(value, 0), "undated": undated.get(value, 0)}
        for value in sorted({*dated, *undated})
        if value
    }


def _by_columns(columns: tuple[str, ...], rows: IncidentQuerySet) -> Counts:
    found = rows.order_by().values_list(*columns).annotate(Count("pk"))
    return {".".join(parts) if all(parts) else "": number for *parts, number in found}


def _by_party(rows: IncidentQuerySet, column: str, wanted: IncidentFilter) -> Counts:
    """Both of one party: the parts of those that are asked for, and the parties in the part that is."""
    parties = IncidentActor.objects.filter(incident__in=rows.order_by().values("pk"), actor__isnull=False)
    if column == "actor" and wanted.roles:
        parties = parties.filter(role__in=wanted.roles)
    if column == "role":
        parties = IncidentActor.objects.filter(incident__in=rows.order_by().values("pk"))
        known = Actor.objects.standing_for(wanted.actor_ids)
        parties = parties.filter(actor__in=known) if known else parties
    shown = parties.exclude(pk__in=secret_parties()).order_by()
    return {
        str(value): number for value, number in shown.values_list(column).annotate(Count("incident", distinct=True))
    }


def _by_language(rows: IncidentQuerySet) -> Counts:
    accepted = Claim.objects.filter(state=ClaimState.ACCEPTED, incident__in=rows.order_by().values("pk")).order_by()
    told = accepted.values_list("incident_id", "report_version__language", "source__language").distinct()
    pairs = {(pk, (version if version is not None else source) or UNKNOWN_LANGUAGE) for pk, version, source in told}
    found: Counts = {}
    for _pk, language in pairs:
        found[language] = found.get(language, 0) + 1
    return found
