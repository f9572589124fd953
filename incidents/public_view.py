"""What may leave in public, and the only way out: pages, snapshot, API, exports and feeds all start here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any

from django.db.models import QuerySet, prefetch_related_objects
from django.utils import timezone

from extraction.kinds import ACLED
from incidents.actor_names import names_of
from incidents.coarse import PLACES_OF, Coarsening
from incidents.disagreements import disagreements
from incidents.models import Claim, Incident, IncidentPlace
from incidents.models.choices import ClaimState, IncidentStatus, Sensitivity, SpanField
from incidents.origins import origins
from incidents.parties import shown_parties
from incidents.past import incident_at, moment_of
from incidents.place_names import PlaceNames
from incidents.place_titles import place_title
from incidents.secret_words import Secret
from incidents.text import harmless

CHUNK = 500
LANGUAGES = ("en", "ar")
Bounds = tuple[int | None, int | None]


@dataclass(frozen=True)
class PublicPlace:
    """Degrees and metres; `names` by language; `text` as a report wrote it, empty where the record is coarsened."""

    name: str
    names: dict[str, str]
    text: str
    latitude: float | None
    longitude: float | None
    precision: str
    radius_m: int | None
    area: dict[str, Any] | None
    main: bool


@dataclass(frozen=True)
class PublicActor:
    name: str
    names: dict[str, str]
    role: str
    attribution: str


@dataclass(frozen=True)
class PublicCasualty:
    group: str
    harm: str
    min: int | None
    max: int | None
    part_of_total: bool


@dataclass(frozen=True)
class PublicQuote:
    field: str
    text: str


@dataclass(frozen=True)
class PublicSource:
    """Without a name where that tells a place that must not be told."""

    name: str
    kind: str
    url: str


@dataclass(frozen=True)
class PublicReport:
    """Of a coarsened record neither address, moment of capture nor hash: the report would be found by them."""

    title: str
    url: str
    published_on: dt.date | None
    captured_at: dt.datetime | None
    sha256: str


@dataclass(frozen=True)
class PublicClaim:
    """`origin` numbers the claim's origin, from 1: claims of one number are one witness (`incidents.origins`)."""

    origin: int
    role: str
    kind: str
    source: PublicSource
    report: PublicReport | None
    said_by: str
    quotes: tuple[PublicQuote, ...]
    date_text: str
    date_rule: str
    date_anchor: dt.date | None


@dataclass(frozen=True)
class PublicMedium:
    """The address of a picture, a film or a document elsewhere; `captions` by language."""

    kind: str
    url: str
    captions: dict[str, str]
    is_graphic: bool


@dataclass(frozen=True)
class PublicIncident:
    """An incident as anybody may see it. Dates are calendar dates, positions degrees, radii metres, counts people.

    `origins` is how many independent witnesses there are, `disputed` what they contradict one another on: `kind`,
    `date`, `place`, `killed`, `injured`, `perpetrator`. `is_coarse`: more is known of the place than may be told.
    """

    id: int
    code: str
    former_codes: tuple[str, ...]
    kind: str
    acled: tuple[str, str]
    title: dict[str, str]
    summary: dict[str, str]
    date_start: dt.date | None
    date_end: dt.date | None
    date_precision: str
    edtf: str
    not_before: dt.date | None
    not_after: dt.date | None
    time_of_day: str
    places: tuple[PublicPlace, ...]
    latitude: float | None
    longitude: float | None
    precision: str
    radius_m: int | None
    area: dict[str, Any] | None
    country: str
    killed: Bounds | None
    injured: Bounds | None
    casualties: tuple[PublicCasualty, ...]
    actors: tuple[PublicActor, ...]
    strike_status: str
    harm_grade: str
    attribution: str
    is_coarse: bool
    is_graphic: bool
    is_demo: bool
    is_synthetic: bool
    first_published_at: dt.datetime | None
    changed_at: dt.datetime
    origins: int
    disputed: tuple[str, ...]
    claims: tuple[PublicClaim, ...]
    media: tuple[PublicMedium, ...]

    def as_json(self) -> dict[str, Any]:
        """The same as plain JSON values: dates in ISO 8601, times in UTC."""
        return {name: _plain(value) for name, value in asdict(self).items()}


def public_view(incident: Incident, as_of: dt.date | None = None) -> PublicIncident | None:
    """What the public may see of the incident; None where that is nothing. One that was merged is the one that kept it.

    `as_of`, a moment or a day (its end, UTC), gives what stood then, told as little as today: None where the record was
    not public then or is not now; coarsened with today's area where it is coarsened now, with that of then where it was
    coarsened then. None, too, where a claim of then stands today in another record that tells less, or
    in none.
    """
    while incident.merged_into is not None:
        incident = incident.merged_into
    if not is_public(incident):
        return None
    if incident.sensitivity == Sensitivity.COARSE:
        prefetch_related_objects([incident], *PLACES_OF)
    if as_of is None:
        return _view(incident, incident, Coarsening.of([incident]), PlaceNames())
    moment = moment_of(as_of)
    then = incident_at(incident, moment)
    if then is None or not is_public(then, moment) or _tells_what_left(then, incident):
        return None
    told_as = incident if incident.sensitivity == Sensitivity.COARSE else then
    return _view(then, told_as, Coarsening.of([incident, then], until=moment), PlaceNames())


def _tells_what_left(then: Incident, now: Incident) -> bool:
    """Whether the record had a claim that stands in none now (taken back), or (a split, a merge undone) in one that is
    not open to all."""
    # mypy knows no reverse relation.
    held = Claim.objects.filter(pk__in=[claim.pk for claim in then.claims.all()])  # type: ignore[attr-defined]
    stands_in = {claim.incident for claim in held.exclude(incident=now).select_related("incident")}
    return any(
        record is None or not is_public(record) or record.sensitivity == Sensitivity.COARSE for record in stands_in
    )


def public_views(incidents: QuerySet[Incident]) -> Iterator[PublicIncident]:
    """The public views of a queryset, in its order; a constant number of queries for each 500 rows."""
    rows = iter(incidents.published().with_facts().iterator(chunk_size=CHUNK))  # type: ignore[attr-defined]
    names = PlaceNames()
    while chunk := list(islice(rows, CHUNK)):
        coarse = Coarsening.of(chunk)
        names.read([*coarse.areas(), *(row.place for incident in chunk for row in incident.places.all())])
        yield from (_view(incident, incident, coarse, names) for incident in chunk if is_public(incident))


def is_public(incident: Incident, moment: dt.datetime | None = None) -> bool:
    """False for a draft, and for what is withdrawn, deleted, hidden or under embargo, now or at the moment."""
    return (
        incident.status == IncidentStatus.PUBLISHED
        and not incident.is_deleted
        and incident.sensitivity != Sensitivity.HIDDEN
        and (incident.embargo_until is None or incident.embargo_until <= (moment or timezone.now()))
    )


def told(incident: Incident, words: str) -> str:
    """What a person wrote about a record for the public: nothing where it would tell a place that must not be told."""
    return _told(harmless(words), Coarsening.of([incident]).secret_of(incident))


def _view(incident: Incident, told_as: Incident, coarse: Coarsening, names: PlaceNames) -> PublicIncident:
    """`told_as` is another state of the record whose sensitivity and area count; it is the incident itself now."""
    secret = coarse.secret_of(told_as, incident)
    if secret is None:
        rows = sorted(incident.places.all(), key=lambda row: not row.is_main)
    else:
        rows = [row for row in (coarse.shown_of(told_as),) if row is not None]
    places = tuple(_place(row, names) for row in rows)
    main = places[0] if places else None
    claims = [claim for claim in incident.claims.all() if claim.state == ClaimState.ACCEPTED]
    origin_of = origins(claims)
    return PublicIncident(
        id=incident.pk,
        code=incident.code,
        former_codes=tuple(row.code for row in incident.former_codes.all()),
        kind=incident.kind,
        acled=ACLED[incident.kind],
        title={language: _title(incident, language, secret, rows, names) for language in LANGUAGES},
        summary={"en": _told(incident.summary_en, secret), "ar": _told(incident.summary_ar, secret)},
        date_start=incident.date_start,
        date_end=incident.date_end,
        date_precision=incident.date_precision,
        edtf=incident.edtf,
        not_before=incident.not_before,
        not_after=incident.not_after,
        time_of_day=incident.time_of_day,
        places=places,
        latitude=main.latitude if main else None,
        longitude=main.longitude if main else None,
        precision=main.precision if main else "unknown",
        radius_m=main.radius_m if main else None,
        area=main.area if main else None,
        country=told_as.country,
        killed=_bounds(incident.killed_min, incident.killed_max),
        injured=_bounds(incident.injured_min, incident.injured_max),
        casualties=tuple(
            PublicCasualty(row.group, row.harm, row.minimum, row.maximum, row.part_of_total)
            for row in incident.casualties.all()
        ),
        actors=_actors(incident, secret),
        strike_status=incident.strike_status,
        harm_grade=incident.harm_grade,
        attribution=incident.attribution,
        is_coarse=secret is not None,
        is_graphic=incident.is_graphic,
        is_demo=incident.is_demo,
        is_synthetic=incident.is_synthetic,
        first_published_at=incident.first_published_at,
        changed_at=incident.changed_at if secret is None else coarse.changed_at(incident),
        origins=max(origin_of, default=0),
        disputed=tuple(found.field for found in disagreements(claims)),
        claims=tuple(_claim(claim, origin, secret) for claim, origin in zip(claims, origin_of, strict=True)),
        media=_media(incident) if secret is None else (),
    )


def _media(incident: Incident) -> tuple[PublicMedium, ...]:
    """None of them leaves with a coarsened record: what a picture shows, and often its address, tells the place."""
    return tuple(
        PublicMedium(
            row.kind, row.url, {"en": harmless(row.caption_en), "ar": harmless(row.caption_ar)}, row.is_graphic
        )
        for row in incident.media.all()  # type: ignore[attr-defined]
    )


def _title(
    incident: Incident, language: str, secret: Secret | None, rows: Sequence[IncidentPlace], names: PlaceNames
) -> str:
    """As it is written; of a coarsened record what a person wrote, where it does not tell the place."""
    field = f"title_{language}"
    written = getattr(incident, field)
    if secret is not None and (field not in incident.overrides or secret.told_by(written)):
        written = ""
    return written or place_title(incident.kind, rows[0] if secret and rows else None, language, names)


def _actors(incident: Incident, secret: Secret | None) -> tuple[PublicActor, ...]:
    named = ((row, names_of(row)) for row in shown_parties(incident, secret))
    return tuple(PublicActor(names["en"], names, row.role, row.attribution) for row, names in named)


def _bounds(minimum: int | None, maximum: int | None) -> Bounds | None:
    return None if minimum is None and maximum is None else (minimum, maximum)


def _place(row: IncidentPlace, names: PlaceNames) -> PublicPlace:
    return PublicPlace(
        name=row.name,
        names=names.of(row),
        text=harmless(row.text),
        latitude=row.latitude,
        longitude=row.longitude,
        precision=row.precision,
        radius_m=row.radius_m,
        area=row.area,
        main=row.is_main,
    )


def _claim(claim: Claim, origin: int, secret: Secret | None) -> PublicClaim:
    version = claim.report_version
    report = version.report if version else None
    source = report.source if report else claim.source
    assert source is not None  # the database holds a constraint for it
    return PublicClaim(
        origin=origin,
        role=claim.role,
        kind=claim.kind,
        source=PublicSource(_told(source.name, secret), source.kind, _told(source.url, secret)),
        report=PublicReport(
            title=_told(harmless(report.title), secret),
            # An address often spells the headline, the page behind it names the place, and moment and hash are the same
            # wherever else the report is told of.
            url="" if secret else report.canonical_url,
            published_on=report.published_on,
            captured_at=None if secret else version.captured_at,
            sha256="" if secret else version.sha256,
        )
        if report and version
        else None,
        said_by=_told(version.said_by, secret) if version else "",
        quotes=_quotes(claim, secret),
        date_text=_told(claim.date_text, secret),
        date_rule=claim.date_rule,
        date_anchor=claim.date_anchor,
    )


def _quotes(claim: Claim, secret: Secret | None) -> tuple[PublicQuote, ...]:
    spans = [span for span in claim.spans.all() if secret is None or span.field != SpanField.PLACE]
    quotes = (PublicQuote(span.field, _told(harmless(span.text), secret)) for span in spans)
    return tuple(quote for quote in quotes if quote.text)


def _told(words: str, secret: Secret | None) -> str:
    """The words, or none where they would give a secret place away."""
    return "" if secret is not None and secret.told_by(words) else words


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        # As exactly as the history keeps it.
        return value.astimezone(dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
