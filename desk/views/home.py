from dataclasses import dataclass

from django.contrib.auth.models import User
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from desk import queue
from desk.access import EditorRequest, for_editors
from incidents import policies
from incidents.models import Incident

REPORTS_A_PAGE = 25
INCIDENTS_SHOWN = 12
INCIDENTS_A_PAGE = 15


@require_safe
@for_editors
def home(request: EditorRequest) -> HttpResponse:
    """The queues of reports and of incidents, and what was published last."""
    reports = Paginator(queue.waiting_reports(), REPORTS_A_PAGE).get_page(request.GET.get("page"))
    queues = _queues(request.user)
    chosen = request.GET.get("incidents", "")
    shown = next((each for each in queues if each.name == chosen), queues[0])
    waiting = Paginator(shown.incidents, INCIDENTS_A_PAGE)
    waiting.count = shown.count  # type: ignore[misc]  # counted already
    context = {
        "counts": queue.counts(),
        "reports": reports,
        "queues": queues,
        "shown": shown,
        "waiting": waiting.get_page(request.GET.get("incidents_page")),
        "published": queue.published_lately()[:INCIDENTS_SHOWN],
    }
    return render(request, "desk/home.html", context)


@dataclass(frozen=True, slots=True)
class _Queue:
    name: str
    label: str
    incidents: QuerySet[Incident]
    empty: str
    count: int


def _queues(user: User) -> list[_Queue]:
    """What waits for anybody, and what for this person."""
    offered = [
        ("", _("All drafts"), queue.drafts(), _("No drafts. Accept a claim and it becomes one.")),
        ("mine", _("Mine"), queue.assigned_to(user), _("Nothing is assigned to you.")),
        ("returned", _("Returned to me"), queue.returned_to(user), _("Nothing was returned to you.")),
    ]
    if policies.may(user, "approve_incident"):
        offered.insert(1, ("review", _("To review"), queue.to_review(user), _("Nothing waits for a review by you.")))
    return [_Queue(name, label, rows, empty, rows.count()) for name, label, rows, empty in offered]


@require_safe
@for_editors
def search(request: HttpRequest) -> HttpResponse:
    """Reports and incidents that bear the words, decided or not."""
    words = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:200]
    context: dict[str, object] = {"q": words}
    if words:
        context["reports"] = Paginator(queue.reports_matching(words), REPORTS_A_PAGE).get_page(request.GET.get("page"))
        context["incidents"] = queue.incidents_matching(words)[:REPORTS_A_PAGE]
    return render(request, "desk/search.html", context)


@require_safe
@for_editors
def all_reports(request: HttpRequest) -> HttpResponse:
    reports = Paginator(queue.reports_with_state(), REPORTS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/reports.html", {"reports": reports})
