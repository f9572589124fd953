"""The map and the page that says how we know."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from extraction.kinds import ACLED
from incidents.models.choices import DatePrecision, Kind
from incidents.scales import ATTRIBUTIONS, HARM_GRADES, STRIKE_STATUSES
from publicmap.map_config import map_config
from publicmap.method import PRECISIONS, SHAPES


@require_safe
def map_page(request: HttpRequest) -> HttpResponse:
    context = {"config": map_config(), "kinds": Kind.choices, "shapes": SHAPES}
    response = render(request, "publicmap/map.html", context)
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    """How we know, and what the scales mean."""
    kinds = [{"code": kind.value, "label": kind.label, "acled": ACLED[kind.value]} for kind in Kind]
    context = {
        "kinds": kinds,
        "precisions": PRECISIONS,
        "date_precisions": DatePrecision.choices,
        "strike_statuses": STRIKE_STATUSES,
        "harm_grades": HARM_GRADES,
        "attributions": ATTRIBUTIONS,
        "contact": settings.CONTACT,
    }
    return render(request, "publicmap/method.html", context)
