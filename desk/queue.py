"""What waits for an editor: reports and how far their reading has come, drafts, and what was published last."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from incidents.history import revisions_of
from incidents.models import Claim, Incident, Report, Revision, Work
from incidents.models.choices import ClaimState, IncidentStatus


def reports_with_state() -> QuerySet[Report]:
    """Reports with `work_state`, `work_error` and counts of the newest version's claims, newest first."""
    work = Work.objects.filter(report_version=OuterRef("newest_version")).order_by("-created_at", "-pk")
    claims = Claim.objects.filter(report_version=OuterRef("newest_version")).order_by()
    of_version = claims.values("report_version")
    return (
        Report.objects.with_newest_version()
        .defer("newest_version__text")
        .annotate(
            work_state=Subquery(work.values("state")[:1]),
            work_error=Subquery(work.values("error")[:1]),
            work_attempts=Subquery(work.values("attempts")[:1]),
            claims_found=Coalesce(Subquery(of_version.annotate(n=Count("pk")).values("n")), 0),
            claims_open=Coalesce(
                Subquery(of_version.filter(state=ClaimState.PROPOSED).annotate(n=Count("pk")).values("n")), 0
            ),
        )
        .order_by("-created_at", "-pk")
    )


def waiting_reports() -> QuerySet[Report]:
    """Reports that still want something: reading is not done, or claims are undecided."""
    unfinished = Work.objects.filter(report_version=OuterRef("newest_version")).exclude(state=Work.State.DONE)
    undecided = Claim.objects.filter(report_version=OuterRef("newest_version"), state=ClaimState.PROPOSED)
    return reports_with_state().filter(Exists(unfinished) | Exists(undecided))


def drafts() -> QuerySet[Incident]:
    """What is not public yet and waits for somebody, changed last first."""
    unpublished = [IncidentStatus.DRAFT, IncidentStatus.IN_REVIEW]
    return _in_order(Incident.objects.filter(is_deleted=False, merged_into=None, status__in=unpublished))


def assigned_to(person: User) -> QuerySet[Incident]:
    return _in_order(Incident.objects.filter(is_deleted=False, merged_into=None, assigned_to=person))


def to_review(person: User) -> QuerySet[Incident]:
    """What nobody has approved of what others submitted, or changed since it is public."""
    in_review = Q(status=IncidentStatus.IN_REVIEW) | Q(status=IncidentStatus.PUBLISHED, submitted_by__isnull=False)
    waiting = Incident.objects.filter(in_review, is_deleted=False, merged_into=None, approved_by=None)
    # Not `exclude`: that would leave out nobody's too.
    return _in_order(waiting.filter(~Q(submitted_by=person) | Q(submitted_by=None)))


def returned_to(person: User) -> QuerySet[Incident]:
    """Drafts that a reviewer gave back, each with `comment` and `returned_by`."""
    returns = Revision.objects.filter(
        subject=Revision.Subject.INCIDENT, subject_id=OuterRef("pk"), verb="return_incident"
    ).order_by("-number")
    drafts = Incident.objects.filter(is_deleted=False, status=IncidentStatus.DRAFT, submitted_by=person)
    return _in_order(
        drafts.annotate(
            comment=Subquery(returns.values("reason")[:1]),
            returned_by=Subquery(returns.values("made_by__username")[:1]),
        )
    )


def return_of(incident: Incident) -> Revision | None:
    """What a reviewer last found missing in a draft, or in what was submitted anew since; None where nobody did.

    An approval or a publication answers it; who takes back their own finds nothing missing.
    """
    if incident.status not in (IncidentStatus.DRAFT, IncidentStatus.IN_REVIEW):
        return None
    verbs = ("return_incident", "approve_incident", "publish_incident")
    seen = revisions_of(incident).filter(verb__in=verbs).select_related("made_by").order_by("-number")
    last = next((row for row in seen if row.verb != "return_incident" or row.state["submitted_by_id"]), None)
    return last if last and last.verb == "return_incident" else None


def _in_order(incidents: QuerySet[Incident]) -> QuerySet[Incident]:
    return incidents.select_related("assigned_to").order_by("-changed_at", "-pk")


def published_lately() -> QuerySet[Incident]:
    published = Incident.objects.filter(is_deleted=False, status=IncidentStatus.PUBLISHED)
    return published.order_by(F("first_published_at").desc(nulls_last=True), "-pk")


def reports_matching(words: str) -> QuerySet[Report]:
    """Reports with the words in the title, the address, the source's name or the newest text."""
    return reports_with_state().filter(
        Q(title__icontains=words)
        | Q(canonical_url__icontains=words)
        | Q(source__name__icontains=words)
        | Q(newest_version__text__icontains=words)
    )


def incidents_matching(words: str) -> QuerySet[Incident]:
    """Incidents with the words in a code (also a former one), a title or the place's name."""
    return (
        Incident.objects.filter(
            Q(code__icontains=words)
            | Q(former_codes__code__icontains=words)
            | Q(title_en__icontains=words)
            | Q(title_ar__icontains=words)
            | Q(place_name__icontains=words)
        )
        .distinct()
        .order_by("-changed_at", "-pk")
    )


def incidents_with_code(words: str, offered: int) -> list[Incident]:
    """Incidents whose code, former code or title has the words; the exact code first."""
    exact = list(Incident.objects.filter(is_deleted=False).by_code(words.strip())[:1])
    others = incidents_matching(words).filter(is_deleted=False).exclude(pk__in=[incident.pk for incident in exact])
    return [*exact, *others[: offered - len(exact)]]


@dataclass(frozen=True, slots=True)
class Counts:
    reports: int
    undecided: int
    drafts: int
    published: int


def counts() -> Counts:
    """Four figures of the desk in three queries."""
    by_status = Incident.objects.filter(is_deleted=False).aggregate(
        drafts=Count("pk", filter=Q(status__in=[IncidentStatus.DRAFT, IncidentStatus.IN_REVIEW])),
        published=Count("pk", filter=Q(status=IncidentStatus.PUBLISHED)),
    )
    undecided = Claim.objects.filter(
        state=ClaimState.PROPOSED, report_version=F("report_version__report__newest_version")
    )
    return Counts(Report.objects.count(), undecided.count(), by_status["drafts"], by_status["published"])
