"""History as whole states: what a record was, at any moment since it was made."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from typing import Any, TypeVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from geo.models import Place
from incidents.models import Actor, Claim, Incident, IncidentFormerCode, Report, Revision, Source
from incidents.models.named import FoldedField

State = dict[str, Any]
SPLIT = "split_incident"
Record = TypeVar("Record", bound=models.Model)

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
        held = "claims" in getattr(instance, "_prefetched_objects_cache", {})
        claims = instance.claims.all() if held else instance.claims.with_rows()
        state["claims"] = [state_of(claim) for claim in claims]
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


def changes_between(before: State, after: State) -> dict[str, list[Any]]:
    """Field -> before and after, of the fields that differ."""
    fields = [field for field in {**before, **after} if before.get(field) != after.get(field)]
    return {field: [before.get(field), after.get(field)] for field in fields if field != "lock_version"}


def before_and_after(changes: dict[str, list[Any]], field: str) -> tuple[list[Any], list[Any]]:
    """A list of the state before and after a revision's change; both empty where it did not change."""
    before, after = changes.get(field, ([], []))
    return before or [], after or []


def split_off(incident: Incident) -> tuple[Incident, Revision] | None:
    """The record that the claims of this one left, where a split made it, and the first revision of this one."""
    made = revisions_of(incident).filter(number=1, verb=SPLIT).first()
    moved = (
        made
        and Revision.objects.filter(
            subject=Revision.Subject.CLAIM,
            verb=SPLIT,
            subject_id__in=[claim["id"] for claim in made.state["claims"]],
            changes__incident_id__1=incident.pk,
        ).first()
    )
    former = Incident.objects.filter(pk=moved.changes["incident_id"][0]).first() if moved else None
    return (former, made) if former and made else None


def touched_by_people(claims: Iterable[Claim]) -> set[int]:
    """The ids of those claims that a person ever did anything to; the others are the reader's alone."""
    by_people = Revision.objects.filter(subject=Revision.Subject.CLAIM, made_by__isnull=False)
    return set(by_people.filter(subject_id__in=[claim.pk for claim in claims]).values_list("subject_id", flat=True))


def revision_at(instance: models.Model, moment: dt.datetime) -> Revision | None:
    """The revision that stood at the moment, with one query; None where the record did not exist yet."""
    return revisions_of(instance).filter(made_at__lte=moment).last()


def as_of(instance: models.Model, moment: dt.datetime) -> State | None:
    """The state that the record had at the moment; None where it did not exist yet."""
    revision = revision_at(instance, moment)
    return revision.state if revision else None


def opened(instance: models.Model, lock_version: int) -> Revision | None:
    """The revision that a page with this `lock_version` showed: its state is what the person saw."""
    # An import of the gazetteer writes a revision without counting the version up: the last one is what was shown.
    return revisions_of(instance).filter(state__lock_version=lock_version).last()


def since(instance: models.Model, lock_version: int) -> models.QuerySet[Revision]:
    """The revisions after that one."""
    seen = opened(instance, lock_version)
    later = revisions_of(instance).filter(number__gt=seen.number) if seen else Revision.objects.none()
    return later.select_related("made_by").defer("state")


def rebuilt(model: type[Record], state: State) -> Record:
    """The record as a state has it, its rows in place of what `.all()` would read; never to be saved.

    What the state does not know yet (a column added since) has its default; records that it refers to are as they
    are now.
    """
    known = [field for field in model._meta.concrete_fields if field.attname in state]
    record = model(**{field.attname: field.to_python(state[field.attname]) for field in known})
    for name, relation in _relations(model).items():
        rows = state.get(name, [])
        if all(isinstance(row, dict) for row in rows):
            _put(record, relation, [rebuilt(relation.related_model, row) for row in rows])  # type: ignore[type-var]
    if isinstance(record, Incident):
        codes = [IncidentFormerCode(code=code) for code in state.get("former_codes", [])]
        _put(record, Incident._meta.get_field("former_codes"), codes)  # type: ignore[arg-type]
    if isinstance(record, Report):
        versions = {version.pk: version for version in record.versions.all()}
        record.newest_version = versions.get(record.newest_version_id or 0)
    return record


# The rows that a state holds whole.
_PARTS = frozenset(
    {"places", "actors", "casualties", "spans", "notes", "media", "claims", "aliases", "names", "versions"}
)


def _relations(model: type[models.Model]) -> dict[str, models.ManyToOneRel]:
    """By its accessor each relation to rows that are part of the record."""
    relations = {str(each.get_accessor_name()): each for each in model._meta.related_objects if each.one_to_many}
    if model is not Incident:
        relations.pop("claims", None)
    return {name: each for name, each in relations.items() if name in _PARTS}  # type: ignore[misc]


def _put(record: models.Model, relation: models.ManyToOneRel, rows: list[models.Model]) -> None:
    """As `prefetch_related` does it."""
    name = str(relation.get_accessor_name())
    for row in rows:
        setattr(row, relation.field.name, record)
    read = getattr(record, name).get_queryset()
    read._result_cache, read._prefetch_done = rows, True
    record.__dict__.setdefault("_prefetched_objects_cache", {})[name] = read


def _columns(row: models.Model, without: tuple[str, ...] = ()) -> State:
    # A folded name says what the name says.
    fields = (field for field in row._meta.concrete_fields if not isinstance(field, FoldedField))
    return {field.attname: field.value_from_object(row) for field in fields if field.attname not in without}
