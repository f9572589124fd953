"""What editors made of the reader's proposals, for those who review and administer."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from desk.access import EditorRequest, for_editors, needs
from desk.wording import fact_label
from incidents import learning


@require_safe
@for_editors
@needs("see_learning")
def learned(request: EditorRequest) -> HttpResponse:
    """Each rule of the reader with how often editors kept, changed, added, took away and rejected what it gave."""
    versions = learning.extractor_versions()
    asked = request.GET.get("reader", "")
    chosen = asked if asked in versions else ""
    figures = learning.tally(learning.verdicts(chosen))
    context = {
        "rows": [(figure, fact_label(figure.fact), round(100 * figure.share)) for figure in figures],
        "missed": learning.missed(),
        "versions": versions,
        "chosen": chosen,
    }
    return render(request, "desk/learned.html", context)
