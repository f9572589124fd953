"""The public view in columns, for what reads every incident: the few facts that a map, a histogram and a filter need.

`public_view` gives whole objects and takes minutes for a million; this reads the same facts as columns, a batch of ids
at a time, and never holds a transaction open: what changes meanwhile has a revision and is read again by whoever
follows the published version. What is public is `IncidentQuerySet.published()` here as there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import islice
from typing import Any, NamedTuple

from django.db.models import IntegerField, QuerySet, TextField
from django.db.models.functions import Cast

from geo.folding import is_arabic
from geo.models import Place
from incidents.actor_names import names_of
from incidents.coarse import Coarsening
from incidents.models import Actor, Claim, Incident, IncidentActor, IncidentPlace
from incidents.models.choices import ClaimState, Precision, Sensitivity
from incidents.parties import FACTS, shown_parties
from incidents.place_names import PlaceNames

AT_ONCE = 20_000
_READ_AHEAD = 5_000  # rows that the database hands over at once
_FEW = 500  # ids in one question
# What is known so exactly stands at a position of its own; anything else where its place stands.
OWN_POSITION = frozenset({Precision.EXACT, Precision.NEAR})
UNKNOWN_LANGUAGE = "und"  # BCP 47
_DATES = ("date_start", "date_end", "not_before", "not_after")
_PLAIN = ("pk", "code", "kind", "strike_status", "harm_grade", "date_precision")
_TOLLS = ("killed_min", "killed_max", "injured_min", "injured_max")
_WHERE = ("precision", "country", "admin1")
_TOLD = (*_DATES, "area", "is_demo")
_POSITION = ("latitude", "longitude", "radius_m", "west", "south", "east", "north")

_NAMES = (*_PLAIN, *_TOLLS, *_WHERE, *_POSITION, "sensitivity", *_TOLD)

Days = Sequence[str | None]  # ISO 8601
Count = Sequence[int | None]
Degrees = Sequence[float | None]
Called = tuple[int | None, str, str]  # the place's id, the name that a record gives it, the Arabic words of a report
NAMELESS: Called = (None, "", "")
Party = tuple[int | None, str, str]  # the actor's id, or its English and Arabic name where it has none
PartySet = tuple[tuple[Party, str], ...]  # each with its role, sorted


class PublicPlace(NamedTuple):
    """What all incidents in one place share, in degrees and metres. `place_id`, `name` and `text` are what its name
    follows from; the position, from `latitude` on, is None where there is none or each of its incidents has its own.
    """

    place_id: int | None
    name: str
    text: str
    precision: str
    country: str
    admin1: str
    is_own: bool
    latitude: float | None
    longitude: float | None
    radius_m: int | None
    west: float | None
    south: float | None
    east: float | None
    north: float | None
    area: str | None  # GeoJSON


@dataclass(frozen=True)
class PublicColumns:
    """Sequences of equal length, an incident at each index."""

    pk: Sequence[int]
    code: Sequence[str]
    kind: Sequence[str]
    strike_status: Sequence[str]
    harm_grade: Sequence[str]
    date_precision: Sequence[str]
    is_demo: Sequence[int]
    date_start: Days
    date_end: Days
    not_before: Days
    not_after: Days
    killed_min: Count
    killed_max: Count
    injured_min: Count
    injured_max: Count
    place: Sequence[tuple[Any, ...]]  # the fields of a PublicPlace
    is_own: Sequence[bool]
    latitude: Degrees
    longitude: Degrees
    radius_m: Count
    west: Degrees
    south: Degrees
    east: Degrees
    north: Degrees
    actors: Sequence[PartySet]
    languages: Sequence[tuple[str, ...]]  # of the words of its accepted claims, sorted


def public_columns(pks: Iterable[int] | None = None) -> Iterator[PublicColumns]:
    """All that is public, or what of these ids is, in batches."""
    shown = Incident.objects.published().order_by()
    if pks is None:
        # One statement that goes through the table once, rather than one for each batch.
        rows = _rows(shown).iterator(chunk_size=_READ_AHEAD)
        while batch := list(islice(rows, AT_ONCE)):
            yield _columns(batch)
        return
    wanted = sorted(set(pks))
    for start in range(0, len(wanted), _FEW):
        if batch := list(_rows(shown.filter(pk__in=wanted[start : start + _FEW]))):
            yield _columns(batch)


def _rows(incidents: QuerySet[Incident]) -> QuerySet[Any, Any]:
    """Tuples of `_NAMES`; dates and areas as text, so that nothing is made of a million values but what is needed."""
    told: dict[str, Any] = {f"{name}_told": Cast(name, TextField()) for name in (*_DATES, "area")}
    told["is_demo_told"] = Cast("is_demo", IntegerField())
    return incidents.annotate(**told).values_list(*(name if name not in _TOLD else f"{name}_told" for name in _NAMES))


def _columns(rows: Sequence[tuple[Any, ...]]) -> PublicColumns:
    columns: dict[str, Sequence[Any]] = dict(zip(_NAMES, zip(*rows, strict=True), strict=True))
    pks, sensitivity = columns["pk"], columns.pop("sensitivity")
    of = _Within(pks)
    secret = _Coarse([pk for pk, how in zip(pks, sensitivity, strict=True) if how == Sensitivity.COARSE])
    columns["is_own"] = [
        precision in OWN_POSITION and area is None and latitude is not None
        for precision, area, latitude in zip(columns["precision"], columns["area"], columns["latitude"], strict=True)
    ]
    columns["place"] = _places(columns, _called(of) | secret.called)
    parties, languages = _parties(of) | secret.parties, _languages(of)
    columns["actors"] = [parties.get(pk, ()) for pk in pks]
    columns["languages"] = [languages.get(pk, ()) for pk in pks]
    return PublicColumns(**{column.name: columns[column.name] for column in fields(PublicColumns)})


class _Within:
    """The condition that rows belong to these incidents: a range of ids where they lie close together."""

    def __init__(self, pks: Sequence[int]) -> None:
        least, most = min(pks), max(pks)
        is_dense = most - least < 4 * len(pks)
        between = {"incident__gte": least, "incident__lte": most}
        self.condition: dict[str, Any] = between if is_dense else {"incident__in": list(pks)}


def _places(columns: dict[str, Sequence[Any]], called: dict[int, Called]) -> list[tuple[Any, ...]]:
    is_own = columns["is_own"]
    shared = (
        [None if own else value for own, value in zip(is_own, columns[name], strict=True)]
        for name in (*_POSITION, "area")
    )
    names = zip(*(called.get(pk, NAMELESS) for pk in columns["pk"]), strict=True)
    return list(zip(*names, *(columns[name] for name in _WHERE), is_own, *shared, strict=True))


def _called(of: _Within) -> dict[int, Called]:
    """By incident, what the name of its main place follows from (`incidents.place_names`)."""
    rows = IncidentPlace.objects.filter(is_main=True, **of.condition).order_by()
    return {
        pk: (place_id, name, text if text and is_arabic(text) else "")
        for pk, place_id, name, text in rows.values_list("incident_id", "place_id", "name", "text")
    }


def _parties(of: _Within) -> dict[int, PartySet]:
    rows = IncidentActor.objects.filter(**of.condition).order_by()
    found: dict[int, list[tuple[Any, ...]]] = {}
    for row in rows.values_list("incident_id", "actor_id", "name", "text", "role"):
        found.setdefault(row[0], []).append(row[1:])
    sets: dict[tuple[tuple[Any, ...], ...], PartySet] = {}
    parties = {}
    for pk, told in found.items():
        key = tuple(told)
        if key not in sets:
            sets[key] = _sorted({(_party(*party), role) for *party, role in key})
        parties[pk] = sets[key]
    return parties


def _party(actor_id: int | None, name: str, text: str) -> Party:
    return (actor_id, "", "") if actor_id else (None, name, text if is_arabic(text) else name)


def _sorted(parties: Iterable[tuple[Party, str]]) -> PartySet:
    return tuple(sorted(parties, key=lambda each: (each[0][0] or 0, each[0][1:], each[1])))


def _languages(of: _Within) -> dict[int, tuple[str, ...]]:
    accepted = Claim.objects.filter(state=ClaimState.ACCEPTED, **of.condition).order_by()
    found: dict[int, set[str]] = defaultdict(set)
    for pk, version, source in accepted.values_list("incident_id", "report_version__language", "source__language"):
        found[pk].add((version if version is not None else source) or UNKNOWN_LANGUAGE)
    return {pk: tuple(sorted(languages)) for pk, languages in found.items()}


class _Coarse:
    """Of records that are published coarsened: the area that is shown, and the parties that do not tell the place."""

    def __init__(self, pks: Sequence[int]) -> None:
        self.called: dict[int, Called] = {}
        self.parties: dict[int, PartySet] = {}
        for start in range(0, len(pks), _FEW):
            chunk = list(Incident.objects.filter(pk__in=pks[start : start + _FEW]).prefetch_related(*FACTS))
            coarse = Coarsening.of(chunk)
            for incident in chunk:
                place = coarse.shown_of(incident)
                self.called[incident.pk] = (place.place_id, place.name, "") if place else NAMELESS
                shown = shown_parties(incident, coarse.secret_of(incident))
                parties = {(_party(row.actor_id, row.name, row.text), row.role) for row in shown}
                self.parties[incident.pk] = _sorted(parties)


def names_of_places(places: Sequence[PublicPlace]) -> list[dict[str, str]]:
    """What each is called, by language."""
    ids = sorted({place.place_id for place in places if place.place_id is not None})
    known: dict[int, Place] = {}
    for start in range(0, len(ids), _FEW):
        known |= {place.pk: place for place in Place.objects.filter(pk__in=ids[start : start + _FEW]).defer("area")}
    names = PlaceNames()
    names.read(known.values())
    return [names.of(_fact(place, known.get(place.place_id or 0))) for place in places]


def _fact(shown: PublicPlace, place: Place | None) -> IncidentPlace:
    return IncidentPlace(
        place=place,
        name=shown.name,
        text=shown.text,
        precision=shown.precision,
        latitude=shown.latitude,
        longitude=shown.longitude,
    )


def merged_into(actor_ids: Iterable[int]) -> dict[int, list[int]]:
    """By actor the ids, sorted, of those that turned out to be it, however often they were merged on."""
    pairs = Actor.objects.exclude(merged_into=None).values_list("pk", "merged_into")
    into: dict[int, int] = {pk: kept for pk, kept in pairs if kept is not None}
    wanted, found = set(actor_ids), defaultdict(list)
    for pk in sorted(into):
        kept = into[pk]
        while True:
            if kept in wanted:
                found[kept].append(pk)
            if kept not in into:
                break
            kept = into[kept]
    return found


def names_of_parties(parties: Sequence[Party]) -> list[dict[str, str]]:
    """What each is called, by language: an actor as itself, whatever a report calls it."""
    known = Actor.objects.prefetch_related("aliases").in_bulk([actor_id for actor_id, _, _ in parties if actor_id])
    return [
        names_of(IncidentActor(actor=known[actor_id])) if actor_id in known else {"en": english, "ar": arabic}
        for actor_id, english, arabic in parties
    ]
