"""The facts of a claim as a person or the reader gives them, checked before anything is saved."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext as _

from geo.models import Place
from incidents import geometry
from incidents.dates import check_dates
from incidents.errors import Refused
from incidents.models import Actor, Claim
from incidents.models.choices import (
    ActorRole,
    Attribution,
    CasualtyGroup,
    ClaimRole,
    Harm,
    Kind,
    Precision,
    SpanField,
)
from incidents.models.facts import ACTOR_VALUES, PLACE_VALUES, TOLL_VALUES, values_of
from incidents.text import one_line

LARGEST_TOLL = 10_000_000
LARGEST_RADIUS_M = 20_000_000
SITE_RADIUS_M = 100  # `exact` means a site or building, within about 100 m
MOST_ROWS = 200  # of one kind of fact in one claim


@dataclass(frozen=True)
class PlaceInput:
    """Degrees and metres. With a `place_id` alone the place's own position, radius and precision are taken."""

    text: str = ""
    name: str = ""
    place_id: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    precision: str = ""
    radius_m: int | None = None
    area: dict[str, Any] | None = None
    is_main: bool = False
    ambiguous: bool = False


@dataclass(frozen=True)
class ActorInput:
    name: str
    role: str
    text: str = ""
    attribution: str = Attribution.UNKNOWN
    actor_id: int | None = None


@dataclass(frozen=True)
class CasualtyInput:
    """Counts of people; None: no bound stated on that side."""

    harm: str
    group: str = CasualtyGroup.UNDETERMINED
    minimum: int | None = None
    maximum: int | None = None
    text: str = ""
    part_of_total: bool = False


@dataclass(frozen=True)
class SpanInput:
    """Code points of the stored text, half open."""

    field: str
    start: int
    end: int


@dataclass(frozen=True)
class ClaimFacts:
    kind: str
    role: str = ClaimRole.EVENT
    date_start: dt.date | None = None
    date_end: dt.date | None = None
    date_precision: str = "unknown"
    date_text: str = ""
    time_of_day: str = ""
    places: list[PlaceInput] = field(default_factory=list)
    actors: list[ActorInput] = field(default_factory=list)
    casualties: list[CasualtyInput] = field(default_factory=list)
    spans: list[SpanInput] = field(default_factory=list)

    @classmethod
    def of(cls, claim: Claim) -> Self:
        """The facts that a claim holds now."""
        return cls(
            kind=claim.kind,
            role=claim.role,
            date_start=claim.date_start,
            date_end=claim.date_end,
            date_precision=claim.date_precision,
            date_text=claim.date_text,
            time_of_day=claim.time_of_day,
            places=[PlaceInput(is_main=row.is_main, **values_of(row, PLACE_VALUES)) for row in claim.places.all()],
            actors=[ActorInput(**values_of(row, ACTOR_VALUES)) for row in claim.actors.all()],
            casualties=[CasualtyInput(**values_of(row, TOLL_VALUES)) for row in claim.casualties.all()],
            spans=[SpanInput(span.field, span.start, span.end) for span in claim.spans.all()],
        )

    def checked(self, text: str | None) -> Self:
        """The facts with what follows from them filled in; Refused, with the field, where they cannot be.

        `text` is the stored text that the spans lie in, None for a claim without one.
        """
        _one_of(Kind, self.kind, "kind")
        _one_of(ClaimRole, self.role, "role")
        check_dates(self.date_start, self.date_end, self.date_precision)
        for rows, name in ((self.places, "places"), (self.actors, "actors"), (self.casualties, "casualties")):
            if len(rows) > MOST_ROWS:  # type: ignore[arg-type]
                raise Refused(_("These are too many rows for one claim."), name)
        return replace(
            self,
            date_text=one_line(self.date_text, "date_text", 200),
            time_of_day=one_line(self.time_of_day, "time_of_day", 32),
            places=_with_one_main([_place(place) for place in self.places]),
            actors=[_actor(actor) for actor in self.actors],
            casualties=[_casualty(row) for row in self.casualties],
            spans=_spans(self.spans, text),
        )


def _one_of(choices: type[models.TextChoices], code: str, name: str) -> None:
    if code not in choices.values:
        raise Refused(_("“%(code)s” is not one of the codes.") % {"code": code}, name)


def _place(given: PlaceInput) -> PlaceInput:
    known = None
    if given.place_id is not None:
        known = Place.objects.filter(pk=given.place_id).first()
        if known is None:
            raise Refused(_("The gazetteer has no such place."), "place_id")
    area = geometry.area(given.area)
    point = geometry.position(given.latitude, given.longitude)
    if point is None and known is not None:
        given = replace(given, precision=given.precision or known.precision, radius_m=given.radius_m or known.radius_m)
        point, area = (known.latitude, known.longitude), area or known.area
    if point is None and area is not None:
        point = geometry.centre(area)
    precision = given.precision or Precision.UNKNOWN
    _one_of(Precision, precision, "precision")
    if point is None:
        if precision != Precision.UNKNOWN:
            raise Refused(_("A place with a precision needs a position."), "latitude")
        radius_m = None
    elif precision == Precision.UNKNOWN:
        raise Refused(_("A position needs a precision: how exactly is the place known?"), "precision")
    else:
        radius_m = _radius(given.radius_m, precision, point, area)
    return replace(
        given,
        text=one_line(given.text, "place_text", 300),
        name=one_line(given.name or (known.name if known else ""), "place_name", 200),
        latitude=point[0] if point else None,
        longitude=point[1] if point else None,
        precision=precision,
        radius_m=radius_m,
        area=area,
    )


def _radius(given: float | None, precision: str, point: tuple[float, float], area: dict[str, Any] | None) -> int:
    if given is None and area is not None:
        return geometry.reach(point, area)
    if given is None and precision == Precision.EXACT:
        return SITE_RADIUS_M
    if given is None or isinstance(given, bool) or not 0 < given <= LARGEST_RADIUS_M:
        raise Refused(_("Say in metres how far from this point the truth may lie."), "radius_m")
    return round(given)


def _with_one_main(places: list[PlaceInput]) -> list[PlaceInput]:
    mains = [number for number, place in enumerate(places) if place.is_main]
    if len(mains) > 1:
        raise Refused(_("Only one place can be the main one."), "is_main")
    main = mains[0] if mains else 0
    return [replace(place, is_main=number == main) for number, place in enumerate(places)]


def _actor(given: ActorInput) -> ActorInput:
    _one_of(ActorRole, given.role, "actor_role")
    _one_of(Attribution, given.attribution, "attribution")
    name = one_line(given.name, "actor_name", 200)
    if not name:
        raise Refused(_("An actor needs a name."), "actor_name")
    actor = Actor.objects.filter(pk=given.actor_id).first() if given.actor_id is not None else None
    if given.actor_id is not None and actor is None:
        raise Refused(_("There is no such actor."), "actor_id")
    if actor and actor.merged_into:
        actor, name = actor.stands_as, actor.stands_as.name
    return replace(given, name=name, text=one_line(given.text, "actor_text", 300), actor_id=actor.pk if actor else None)


def _casualty(given: CasualtyInput) -> CasualtyInput:
    _one_of(CasualtyGroup, given.group, "group")
    _one_of(Harm, given.harm, "harm")
    for count, name in ((given.minimum, "minimum"), (given.maximum, "maximum")):
        if count is not None and (type(count) is not int or not 0 <= count <= LARGEST_TOLL):
            raise Refused(_("A number of people is a whole number that is not negative."), name)
    if given.minimum is not None and given.maximum is not None and given.minimum > given.maximum:
        raise Refused(_("The least number is larger than the most."), "maximum")
    if given.minimum is None and given.maximum is None:
        raise Refused(_("Give at least one number: the least, the most, or both."), "minimum")
    return replace(given, text=one_line(given.text, "casualty_text", 300))


def _spans(given: list[SpanInput], text: str | None) -> list[SpanInput]:
    for span in given:
        _one_of(SpanField, span.field, "field")
        if text is None:
            raise Refused(_("A claim without a text has no words to mark."), "spans")
        if not 0 <= span.start < span.end <= len(text):
            raise Refused(_("The marked words are not in the text."), "spans")
    return sorted(set(given), key=lambda span: (span.start, span.end, span.field))
