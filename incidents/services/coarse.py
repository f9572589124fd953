"""Circles for records that were coarsened before circles were drawn; they showed their governorates then."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from incidents.coarse import NEEDS_A_CIRCLE
from incidents.models import Incident
from incidents.models.choices import Precision, Sensitivity
from incidents.querysets import IncidentQuerySet
from incidents.services.incidents import recompute


def without_circle() -> IncidentQuerySet:
    shown = Incident.objects.filter(sensitivity=Sensitivity.COARSE, precision=Precision.ADM1, coarse_area=None)
    return shown.filter(places__is_main=True, places__precision__in=NEEDS_A_CIRCLE)


def draw_missing() -> None:
    """Draw them, each in a transaction of its own."""
    for incident in without_circle().order_by("pk"):
        recompute(incident, reason=gettext_noop("The rough place is drawn in another way."))
