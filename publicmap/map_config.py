"""What the map's modules are told by the page: addresses, labels and words in the page's language."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import models
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from incidents.models.choices import ActorRole, HarmGrade, Kind, Precision, StrikeStatus

BASEMAP = ("countries", "admin1_lines")
# The criteria whose codes are known beforehand; the data bring the others.
CODED: dict[str, type[models.TextChoices]] = {
    "kind": Kind,
    "strike_status": StrikeStatus,
    "harm_grade": HarmGrade,
    "precision": Precision,
    "role": ActorRole,
}
SPEEDS = ("0.5", "1", "2", "4", "8")


def map_config() -> dict[str, Any]:
    return {
        "language": get_language(),
        "right_to_left": get_language_bidi(),
        "kinds": Kind.choices,
        "choices": {name: choices.choices for name, choices in CODED.items()},
        "tiles": settings.MAP_TILES,
        "basemap": {name: url for name in BASEMAP if (url := _static_url(f"basemap/{name}.json"))},
        "urls": {
            "data": reverse("machines:manifest"),
            "version": reverse("machines:version"),
            "card": reverse("publicmap:card", args=["CODE"]),
            "places": reverse("publicmap:places"),
            "search": reverse("machines:search"),
            "towns": reverse("publicmap:towns", args=[0, 1, 2]).replace("0/1/2", "{z}/{x}/{y}"),
            "method": reverse("publicmap:method"),
        },
        "words": map_words(),
    }


def map_words() -> dict[str, str]:
    """Templates have {names}: the modules fill them in."""
    return {
        "all_dates": _("All dates"),
        "date_unknown": _("Date unknown"),
        "date_unknown_by": _("Date unknown, reported by {date}"),
        "at_least": _("at least {count}"),
        "up_to": _("up to {count}"),
        "killed": _("Killed: {count}"),
        "injured": _("Injured: {count}"),
        "dated": _("In these dates: {count}"),
        "undated": _("Date unknown: {count}"),
        "in_view": _("In view: {count}"),
        "bin": _("{dates}: {count}"),
        "most": _("most: {count}"),
        "here": _("Incidents here: {count}"),
        "region": _("Only a region is known"),
        "country": _("Only the country is known"),
        "unknown": _("No place is known"),
        "play": _("Play"),
        "pause": _("Pause"),
        "window_start": _("First day shown"),
        "window_end": _("Last day shown"),
        "loading_card": _("Loading…"),
        "card_failed": _("This incident could not be loaded."),
        "retry": _("Try again"),
        "close": _("Close"),
        "zoom_in": _("Zoom in"),
        "zoom_out": _("Zoom out"),
        "credits": _("Licences and sources"),
        "no_place": _("No place of this name is known."),
        "updated": _("Last updated: {date}"),
        "nothing_in_view": _("Nothing in this part of the map."),
        "map_label": _("Map of the incidents"),
        "any": _("any number"),
        "chosen": _("chosen: {count}"),
        "least_of": _("{least} ({count})"),
        "sure": _("{certain} certainly, {possible} possibly"),
        "searching": _("Searching…"),
        "found": _("Found: {count}"),
        "found_many": _("Found: {count}; the map shows the newest {shown}."),
        "search_failed": _("The search failed; try again."),
        **_titles(),
        **_description(),
    }


def _description() -> dict[str, str]:
    """The words of `IncidentFilter.describe`, so that map and list say the same."""
    return {
        "all_incidents": _("all incidents"),
        "from_to": _("%(start)s to %(end)s") % {"start": "{start}", "end": "{end}"},
        "least_killed": _("at least %(count)s killed") % {"count": "{count}"},
        "least_injured": _("at least %(count)s injured") % {"count": "{count}"},
        "in_drawn_area": _("in the area that is drawn"),
        "with_actor": _("involving %(actor)s") % {"actor": "{actor}"},
        "with_roles": _("part of the party: %(roles)s") % {"roles": "{roles}"},
        "told_in": _("reported in %(languages)s") % {"languages": "{languages}"},
        "with_words": _("with the words “%(words)s”") % {"words": "{words}"},
    }


def _titles() -> dict[str, str]:
    """How an incident is called in a list, as in `incidents.titles`: the data name its kind and its place alone."""
    named = {"kind": "{kind}", "place": "{place}"}
    return {
        "title_at": _("%(kind)s at %(place)s") % named,
        "title_near": _("%(kind)s near %(place)s") % named,
        "title_in": _("%(kind)s in %(place)s") % named,
    }


def _static_url(name: str) -> str:
    """Empty where the file was never collected: the map then does without."""
    try:
        return staticfiles_storage.url(name)
    except ValueError:
        return ""
