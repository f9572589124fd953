"""The map and the page that says how we know."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from extraction.kinds import ACLED
from incidents.models.choices import DatePrecision, Kind
from incidents.scales import ATTRIBUTIONS, HARM_GRADES, STRIKE_STATUSES
from publicmap.map_config import CODED, SPEEDS, map_config
from publicmap.method import PRECISIONS, SHAPES


@require_safe
def map_page(request: HttpRequest) -> HttpResponse:
    context = {"config": map_config(), "shapes": SHAPES, **filter_choices(), "speeds": SPEEDS}
    response = render(request, "publicmap/map.html", context)
    response["Cache-Control"] = "no-cache"
    return response


def filter_choices() -> dict[str, Any]:
    """The choices of the filters that are known beforehand, in the order of the form."""
    titles = (
        ("kind", _("Kinds")),
        ("strike_status", _("Strike status")),
        ("harm_grade", _("Grade of the harm to civilians")),
        ("precision", _("How exactly the place is known")),
    )
    coded = [(name, title, CODED[name].choices) for name, title in titles]
    return {"coded": coded, "roles": CODED["role"].choices}


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
