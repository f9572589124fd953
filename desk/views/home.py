from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from desk import queue
from desk.access import for_editors

REPORTS_A_PAGE = 25
INCIDENTS_SHOWN = 12


@require_safe
@for_editors
def home(request: HttpRequest) -> HttpResponse:
    """The queue of reports, the drafts and what was published last."""
    reports = Paginator(queue.waiting_reports(), REPORTS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "counts": queue.counts(),
        "reports": reports,
        "drafts": queue.drafts()[:INCIDENTS_SHOWN],
        "published": queue.published_lately()[:INCIDENTS_SHOWN],
    }
    return render(request, "desk/home.html", context)


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
