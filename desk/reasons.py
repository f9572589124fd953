"""Why an incident is suggested for a claim, in words (`incidents.likeness` gives the codes)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from desk.wording import isolated, toll
from incidents.likeness import Reason

_PLAIN = {
    "former_version": gettext_lazy("the former version of this report tells it"),
    "same_text": gettext_lazy("a report with this very text tells it"),
    "same_report": gettext_lazy("this report tells it in another claim"),
    "same_kind": gettext_lazy("the same kind"),
    "like_kind": gettext_lazy("a kind that is easily confused with this"),
    "other_kind": gettext_lazy("another kind"),
    "same_day": gettext_lazy("the same day"),
    "days_overlap": gettext_lazy("the dates overlap"),
    "one_night": gettext_lazy("one night, on either side of midnight"),
    "before_bound": gettext_lazy("before the claim's earliest day"),
    "reported_before": gettext_lazy("reported before it happened"),
    "no_dates": gettext_lazy("no dates to compare"),
    "other_hour": gettext_lazy("another time of the day"),
    "same_place": gettext_lazy("the same place"),
    "same_area": gettext_lazy("the same district or province"),
    "same_name": gettext_lazy("a place of the same name"),
    "other_perpetrator": gettext_lazy("another perpetrator"),
}
_METRES = {
    "circles_meet": gettext_lazy("%(distance)s apart, within what is known of the two places"),
    "neighbour_towns": gettext_lazy("another town, %(distance)s away"),
    "places_apart": gettext_lazy("%(distance)s apart, more than is left open"),
}
_NAMES = {
    "same_perpetrator": gettext_lazy("the same perpetrator: %(names)s"),
    "same_target": gettext_lazy("the same target: %(names)s"),
}
_TOLLS = {
    "killed_agree": gettext_lazy("killed: %(one)s in the claim, %(other)s in the record, which agree"),
    "killed_differ": gettext_lazy("killed: %(one)s in the claim, %(other)s in the record"),
    "injured_agree": gettext_lazy("injured: %(one)s in the claim, %(other)s in the record, which agree"),
    "injured_differ": gettext_lazy("injured: %(one)s in the claim, %(other)s in the record"),
}


def reason_words(reason: Reason) -> str:
    code, values = reason.code, reason.values
    if code in _METRES:
        return _METRES[code] % {"distance": isolated(distance(values["metres"]))}
    if code in _NAMES:
        return _NAMES[code] % {"names": ", ".join(values["names"])}
    if code in _TOLLS:
        return _TOLLS[code] % {side: isolated(toll(*values[side])) for side in ("one", "other")}
    return _DAYS[code](values["days"]) if code in _DAYS else str(_PLAIN[code])


def distance(metres: int) -> str:
    """A length as one says it: 800 m, 2.5 km, 25 km, 1210 km."""
    if metres < 1000:
        return _("%(count)s m") % {"count": metres}
    kilometres = metres / 1000
    return _("%(count)s km") % {"count": f"{kilometres:.3g}" if kilometres < 100 else round(kilometres)}


def _days_apart(days: int) -> str:
    return ngettext("%(days)d day apart", "%(days)d days apart", days) % {"days": days}


def _reported_after(days: int) -> str:
    if days == 0:
        return _("reported on the day itself")
    return ngettext("reported %(days)d day later", "reported %(days)d days later", days) % {"days": days}


def _reported_together(days: int) -> str:
    if days == 0:
        return _("both without a date, reported on one day")
    message = ngettext(
        "both without a date, reported %(days)d day apart", "both without a date, reported %(days)d days apart", days
    )
    return message % {"days": days}


_DAYS: dict[str, Callable[[Any], str]] = {
    "days_apart": _days_apart,
    "reported_after": _reported_after,
    "reported_together": _reported_together,
}
