"""What hangs on a source or a party, as lists with their counts, of which a page shows one at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from desk.queue import reports_with_state
from incidents.models import Actor, Claim, ClaimActor, Incident, IncidentActor, Report, Source
from incidents.models.choices import ActorRole, IncidentStatus

A_PAGE = 25


@dataclass(frozen=True, slots=True)
class Listed:
    """One of the lists: its name in an address, its title, how many there are, and how a page shows them."""

    name: str
    title: str
    count: int
    template: str
    rows: Callable[[], QuerySet[Any]]


@dataclass(frozen=True, slots=True)
class Hanging:
    """All the lists, the one that is shown, and its page; `figures` are sentences that no list says."""

    lists: list[Listed]
    shown: Listed | None
    page: Page[Any] | None
    figures: list[str]


def hanging_on(subject: Source | Actor, wanted: str, page: str | None) -> Hanging:
    """With the list of the name `wanted`, else with the first that has something."""
    lists, figures = _of_source(subject) if isinstance(subject, Source) else _of_actor(subject)
    filled = [listed for listed in lists if listed.count]
    shown = next((listed for listed in filled if listed.name == wanted), next(iter(filled), None))
    rows = Paginator(shown.rows(), A_PAGE).get_page(page) if shown else None
    return Hanging(lists, shown, rows, figures)


def _of_source(source: Source) -> tuple[list[Listed], list[str]]:
    reports = Report.objects.filter(source=source)
    counted = reports.aggregate(all=Count("pk"), reprints=Count("pk", filter=Q(origin__isnull=False)))
    without_text = Claim.objects.filter(source=source)
    told = Incident.objects.filter(
        Q(claims__report_version__report__source=source) | Q(claims__source=source), is_deleted=False
    )
    incidents = told.aggregate(
        all=Count("pk", distinct=True),
        published=Count("pk", distinct=True, filter=Q(status=IncidentStatus.PUBLISHED)),
    )
    figures = []
    if counted["reprints"]:
        words = _("%(reprints)d of its reports repeat another outlet's text; %(own)d are its own.")
        figures.append(words % {"reprints": counted["reprints"], "own": counted["all"] - counted["reprints"]})
    if incidents["all"]:
        figures.append(_("Of the incidents that it told %(count)d are published.") % {"count": incidents["published"]})
    return [
        Listed(
            "reports",
            _("Reports"),
            counted["all"],
            "desk/report_rows.html",
            lambda: reports_with_state().filter(source=source),
        ),
        _incidents("incidents", _("Incidents that it told"), incidents["all"], told),
        _claims("claims", _("Claims without a text"), without_text),
    ], figures


def _of_actor(actor: Actor) -> tuple[list[Listed], list[str]]:
    rows = IncidentActor.objects.filter(actor=actor, incident__is_deleted=False).order_by()
    counted = dict(rows.values_list("role").annotate(count=Count("incident", distinct=True)))
    lists = [
        _incidents(
            role.value, str(role.label), counted.get(role, 0), Incident.objects.filter(_in_role(actor, role.value))
        )
        for role in ActorRole
    ]
    claims = Claim.objects.filter(pk__in=ClaimActor.objects.filter(actor=actor).values("claim"))
    return [*lists, _claims("claims", _("Claims"), claims)], []


def _in_role(actor: Actor, role: str) -> Q:
    rows = IncidentActor.objects.filter(actor=actor, role=role)
    return Q(is_deleted=False, pk__in=rows.values("incident"))


def _incidents(name: str, title: str, count: int, incidents: QuerySet[Incident]) -> Listed:
    return Listed(name, title, count, "desk/incident_rows.html", lambda: incidents.distinct().order_by("-pk"))


def _claims(name: str, title: str, claims: QuerySet[Claim]) -> Listed:
    told = claims.select_related("report_version__report", "incident", "source").order_by("-pk")
    return Listed(name, title, claims.count(), "desk/claim_rows.html", lambda: told)
