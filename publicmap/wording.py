"""Public incidents in words: when, where and how many, each only as precisely as it is known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from babel import Locale
from babel.core import UnknownLocaleError
from django.utils import formats
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from incidents.models.choices import CasualtyGroup, DatePrecision, Precision, PublicEvent
from incidents.origins import counted_in_words
from incidents.public_view import Bounds, PublicCasualty, PublicIncident, PublicPlace


def date_words(incident: PublicIncident) -> str:
    """`16 June 2020`, `June 2020`, `1–10 June 2020`, or that the date is unknown and what bounds it."""
    start, end = incident.date_start, incident.date_end
    if start is None or end is None:
        return _undated_words(incident.not_before, incident.not_after)
    if start == end:
        return day_words(start)
    if incident.date_precision == DatePrecision.MONTH:
        return formats.date_format(start, "F Y")
    if incident.date_precision == DatePrecision.YEAR:
        return str(start.year)
    return _("%(start)s to %(end)s") % {"start": day_words(start), "end": day_words(end)}


def _undated_words(not_before: dt.date | None, not_after: dt.date | None) -> str:
    if not_before and not_after:
        values = {"after": day_words(not_before), "before": day_words(not_after)}
        return _("Date unknown, between %(after)s and %(before)s") % values
    if not_after:
        return _("Date unknown, reported by %(date)s") % {"date": day_words(not_after)}
    if not_before:
        return _("Date unknown, not before %(date)s") % {"date": day_words(not_before)}
    return _("Date unknown")


def day_words(day: dt.date) -> str:
    # British order: Django's English would write June 16, 2020.
    return formats.date_format(day, "j F Y")


def toll_words(bounds: Bounds | None) -> str:
    """`12`, `3–5`, `at least 1`, `up to 4`, `none`; that nothing is stated is not nobody."""
    if bounds is None or bounds == (None, None):
        return _("not stated")
    minimum, maximum = bounds
    if maximum is None:
        return _("at least %(count)s") % {"count": minimum}
    if maximum == 0:
        return _("none reported")
    if minimum is None:
        return _("up to %(count)s") % {"count": maximum}
    return str(minimum) if minimum == maximum else f"{minimum}–{maximum}"


def sources_words(incident: PublicIncident) -> str:
    """How many reports there are, and how many of them are witnesses of their own."""
    reports = {(claim.source, claim.report) for claim in incident.claims}
    return counted_in_words(len(reports), incident.origins)


def named_groups(incident: PublicIncident) -> list[PublicCasualty]:
    """The rows about civilians, children, combatants …; those about people in general are the totals themselves."""
    return [casualty for casualty in incident.casualties if casualty.group != CasualtyGroup.UNDETERMINED]


def distance_words(metres: int) -> str:
    """`500 m`, `25 km`."""
    if metres < 1000:
        return _("%(count)s m") % {"count": metres}
    return _("%(count)s km") % {"count": round(metres / 1000)}


def place_words(place: PublicPlace) -> str:
    """How precisely the place is known, and how far from its point the truth may lie."""
    if place.radius_m is None or place.precision in (Precision.COUNTRY, Precision.UNKNOWN):
        return str(Precision(place.precision).label)
    values = {"precision": Precision(place.precision).label, "distance": distance_words(place.radius_m)}
    return _("%(precision)s; within about %(distance)s") % values


def country_name(code: str) -> str:
    """The name of a country in the page's language; the code itself where CLDR has none."""
    try:
        return str(Locale.parse(get_language() or "en").territories.get(code, code))
    except UnknownLocaleError:
        return code


def in_language(texts: dict[str, str]) -> str:
    """The text in the page's language, else the one that there is."""
    return texts.get(get_language() or "en") or next((text for text in texts.values() if text), "")


_FIELDS = {
    "title": gettext_lazy("title"),
    "summary": gettext_lazy("summary"),
    "kind": gettext_lazy("kind"),
    "date": gettext_lazy("date"),
    "place": gettext_lazy("place"),
    "killed": gettext_lazy("number of killed"),
    "injured": gettext_lazy("number of injured"),
    "casualties": gettext_lazy("who was harmed"),
    "actors": gettext_lazy("parties"),
    "attribution": gettext_lazy("attribution"),
    "strike_status": gettext_lazy("strike status"),
    "harm_grade": gettext_lazy("grade of civilian harm"),
    "is_graphic": gettext_lazy("warning of graphic sources"),
    "media": gettext_lazy("pictures and films"),
    "reports": gettext_lazy("reports"),
}


def field_words(fields: Iterable[str]) -> str:
    """Which fields a correction changed: `kind, number of killed`."""
    # Translators: the comma of an enumeration.
    return _(", ").join(str(_FIELDS[field]) for field in fields)


def event_words(event: str) -> str:
    return str(PublicEvent(event).label)


# What the reports of an incident may contradict one another on.
_DISPUTED = {
    "kind": gettext_lazy("The reports disagree on what it was."),
    "date": gettext_lazy("The reports disagree on the day."),
    "place": gettext_lazy("The reports disagree on the place."),
    "killed": gettext_lazy("The reports disagree on the number of killed; the record spans what they say."),
    "injured": gettext_lazy("The reports disagree on the number of injured; the record spans what they say."),
    "perpetrator": gettext_lazy("The reports disagree on who did it."),
}


def doubts(incident: PublicIncident) -> list[str]:
    """What is uncertain about the incident, one sentence each."""
    sentences = [str(_DISPUTED[field]) for field in incident.disputed]
    if incident.date_start is None:
        sentences.append(_("No report says when it happened."))
    elif incident.date_start != incident.date_end:
        sentences.append(_("The day is not known; it happened at some time within these dates."))
    sentences += [str(_WITHHELD)] if incident.is_coarse else _doubts_about_the_place(incident.precision)
    if incident.origins == 1:
        outlets = {claim.source.name for claim in incident.claims}
        only_one = _("Only one source in our record reports it.")
        reprints = _("All reports in our record go back to one origin: several outlets, one witness.")
        sentences.append(only_one if len(outlets) == 1 else reprints)
    for harm, bounds, words in (
        ("killed", incident.killed, _("The number of killed is not known exactly.")),
        ("injured", incident.injured, _("The number of injured is not known exactly.")),
    ):
        if bounds is not None and bounds[0] != bounds[1] and harm not in incident.disputed:
            sentences.append(words)
    if any(actor.role == "perpetrator" and actor.attribution != "claimed" for actor in incident.actors):
        sentences.append(_("Who did it is alleged, not acknowledged by the party itself."))
    elif not any(actor.role in ("perpetrator", "claimed_by") for actor in incident.actors):
        sentences.append(_("Nobody is named as having done it."))
    return sentences


_WITHHELD = gettext_lazy("The place is known more exactly, and withheld to protect people.")


def _doubts_about_the_place(precision: str) -> list[str]:
    if precision == Precision.NEAR:
        return [_("The place is an area around a named place, not the place itself.")]
    if precision in (Precision.ADM1, Precision.ADM2):
        return [_("Only the administrative area is known, no point in it.")]
    if precision in (Precision.REGION, Precision.COUNTRY):
        return [_("The place is known so vaguely that no point on the map can stand for it.")]
    if precision == Precision.UNKNOWN:
        return [_("No report says where it happened.")]
    return []
