"""The vocabulary for reading incidents: `Incident.objects.published().within(bbox).during(start, end)`."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple, Self

from django.apps import apps
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from incidents.policies import may_see_desk

# (class, most days that a span of it covers); a span of a class that starts more than so many days before a window
# cannot reach it, which makes each class one range of the index (design, decision 4).
SPAN_CLASSES: tuple[tuple[int, int | None], ...] = ((0, 1), (1, 31), (2, 366), (3, None))


def span_class(start: dt.date | None, end: dt.date | None) -> int | None:
    """The class of a span of calendar dates (both included); None where it is undated."""
    if start is None or end is None:
        return None
    days = (end - start).days + 1
    return next(code for code, most in SPAN_CLASSES if most is None or days <= most)


class Box(NamedTuple):
    """West, south, east, north in degrees; west above east crosses the antimeridian, as in RFC 7946."""

    west: float
    south: float
    east: float
    north: float


class IncidentQuerySet(models.QuerySet):  # type: ignore[type-arg]  # the model imports this module
    def published(self) -> Self:
        """What the public may know of; what it may see of each stands in `public_view`."""
        released = Q(embargo_until=None) | Q(embargo_until__lte=Now())
        return self.filter(released, status="published", is_deleted=False).exclude(sensitivity="hidden")

    def released_since(self, moment: dt.datetime) -> Self:
        """Those that became public by the end of an embargo after the moment."""
        # As a subquery, since SQLite would rather look through all that is published.
        embargoed = self.model._base_manager.using(self.db).filter(embargo_until__gt=moment)
        return self.published().filter(pk__in=embargoed.order_by().values("pk"))

    def visible(self, user: AbstractBaseUser | AnonymousUser | None) -> Self:
        """What this person may see: the desk all that is not deleted, anybody else what is published."""
        return self.filter(is_deleted=False) if may_see_desk(user) else self.published()

    def within(self, bbox: tuple[float, float, float, float]) -> Self:
        """Those whose uncertain area's bounding box meets the box (W, S, E, N in degrees)."""
        return self.filter(_meets(Box(*bbox)))

    def during(self, start: dt.date | None, end: dt.date | None) -> Self:
        """Those whose span of dates overlaps the window (both days included; None is open); none that is undated."""
        return self.in_space_time(None, start, end)

    def undated(self) -> Self:
        return self.filter(date_start=None)

    def in_space_time(
        self, bbox: tuple[float, float, float, float] | None, start: dt.date | None, end: dt.date | None
    ) -> Self:
        """`within` and `during` at once: one range of the covering index for each class of span, and their ids.

        Without a window this is `within` alone, which undated incidents meet too.
        """
        if start is None and end is None:
            return self.within(bbox) if bbox else self.all()
        first, *rest = (self._of_span(code, most, bbox, start, end) for code, most in SPAN_CLASSES)
        return self.filter(pk__in=first.union(*rest, all=True))

    def _of_span(
        self,
        code: int,
        most_days: int | None,
        bbox: tuple[float, float, float, float] | None,
        start: dt.date | None,
        end: dt.date | None,
    ) -> models.QuerySet:  # type: ignore[type-arg]
        rows = self.model._base_manager.using(self.db).filter(span_class=code)
        if bbox is not None:
            rows = rows.filter(_meets(Box(*bbox)))
        if end is not None:
            rows = rows.filter(date_start__lte=end)
        if start is not None:
            rows = rows.filter(date_end__gte=start)
            if most_days is not None and start.toordinal() >= most_days:
                rows = rows.filter(date_start__gte=start - dt.timedelta(days=most_days - 1))
        return rows.order_by().values("pk")

    def of_kind(self, *kinds: str) -> Self:
        return self.filter(kind__in=kinds)

    def by_code(self, code: str) -> Self:
        """The incident that has the code, or the one that took in the record that had it: at most one."""
        former = apps.get_model("incidents", "IncidentFormerCode").objects.filter(code=code.upper())
        return self.filter(Q(code=code.upper(), merged_into=None) | Q(pk__in=former.values("incident")))

    def with_facts(self) -> Self:
        """With all that a page or a view needs of each, in a constant number of queries."""
        claims = apps.get_model("incidents", "Claim").objects.accepted().with_facts()
        return self.prefetch_related(
            "places__place",
            "actors__actor__aliases",
            "casualties",
            "former_codes",
            "media",
            models.Prefetch(
                "claims", claims.select_related("report_version__report__source", "source").order_by("role", "id")
            ),
        )


def _meets(box: Box) -> Q:
    across = Q(south__lte=box.north, north__gte=box.south)
    if box.west > box.east:
        return across & (Q(east__gte=box.west) | Q(west__lte=box.east))
    return across & Q(west__lte=box.east, east__gte=box.west)
