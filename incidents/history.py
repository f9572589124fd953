"""History as whole states: what a record was, at any moment since it was made."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from geo.models import Place
from incidents.models import Actor, Claim, Incident, Report, Revision, Source

State = dict[str, Any]

SUBJECTS: dict[type[models.Model], str] = {
    Incident: Revision.Subject.INCIDENT,
    Claim: Revision.Subject.CLAIM,
    Report: Revision.Subject.REPORT,
    Source: Revision.Subject.SOURCE,
    Actor: Revision.Subject.ACTOR,
    Place: Revision.Subject.PLACE,
}


def state_of(instance: models.Model) -> State:
    """The whole state of a record as plain JSON values: its columns, and the rows that are part of it."""
    state = _columns(instance)
    if isinstance(instance, Incident | Claim):
        for part in ("places", "actors", "casualties"):
            state[part] = [_columns(row) for row in getattr(instance, part).all()]
    if isinstance(instance, Claim):
        state["spans"] = [_columns(span) for span in instance.spans.all()]
    if isinstance(instance, Incident):
        for part in ("notes", "media"):
            state[part] = [_columns(row) for row in getattr(instance, part).all()]
        state["former_codes"] = [row.code for row in instance.former_codes.all()]
        state["claims"] = [state_of(claim) for claim in instance.claims.with_facts()]
    if isinstance(instance, Report):
        # The texts themselves never change and stand in their versions.
        state["distinct_from"] = sorted(instance.distinct_from.values_list("pk", flat=True))
        state["versions"] = [_columns(version, without=("text",)) for version in instance.versions.order_by("number")]
    if isinstance(instance, Actor | Source):
        state["aliases"] = [_columns(alias) for alias in instance.aliases.order_by("id")]
    if isinstance(instance, Place):
        names = instance.names.order_by("name", "language").values("name", "language", "kind")
        state["names"] = list(names)
        state["removed_names"] = sorted(instance.removed_names.values_list("name", flat=True))
    return plain(state)


def plain(value: Any) -> Any:
    """The value as it comes back out of JSON: dates and times in ISO 8601, tuples as lists."""
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))


def revisions_of(instance: models.Model) -> models.QuerySet[Revision]:
    """All revisions of the record, the first one first."""
    return Revision.objects.filter(subject=SUBJECTS[type(instance)], subject_id=instance.pk).order_by("number")


def touched_by_people(claims: Iterable[Claim]) -> set[int]:
    """The ids of those claims that a person ever did anything to; the others are the reader's alone."""
    by_people = Revision.objects.filter(subject=Revision.Subject.CLAIM, made_by__isnull=False)
    return set(by_people.filter(subject_id__in=[claim.pk for claim in claims]).values_list("subject_id", flat=True))


def as_of(instance: models.Model, moment: dt.datetime) -> State | None:
    """The state that the record had at the moment; None where it did not exist yet."""
    revision = revisions_of(instance).filter(made_at__lte=moment).last()
    return revision.state if revision else None


def _columns(row: models.Model, without: tuple[str, ...] = ()) -> State:
    fields = [field for field in row._meta.concrete_fields if field.attname not in without]
    return {field.attname: field.value_from_object(row) for field in fields}
