"""Which parties of an incident the public may know: of a record that is published coarsened, those whose names do not
tell the place ("the council of …"). Pages show these, and filters find by them alone.
"""

from __future__ import annotations

from django.db.models import QuerySet

from incidents.actor_names import names_of
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


def secret_parties(rows: QuerySet[IncidentActor]) -> set[int]:
    """The ids of those of the rows that the public must not find an incident by."""
    coarse_pks = list(
        Incident.objects.filter(sensitivity=Sensitivity.COARSE).order_by("pk").values_list("pk", flat=True)
    )
    secret: set[int] = set()
    for start in range(0, len(coarse_pks), _AT_ONCE):
        some = rows.filter(incident__in=coarse_pks[start : start + _AT_ONCE])
        found = set(some.values_list("incident_id", flat=True))
        chunk = list(Incident.objects.filter(pk__in=found).prefetch_related(*FACTS))
        coarse = Coarsening.of(chunk)
        for incident in chunk:
            shown = {row.pk for row in shown_parties(incident, coarse.secret_of(incident))}
            secret |= {row.pk for row in incident.actors.all()} - shown  # type: ignore[attr-defined]
    return secret


def _called(row: IncidentActor) -> set[str]:
    return {row.name, *names_of(row).values()}
