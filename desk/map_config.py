"""What the desk's modules are told by the page: addresses and words; what the map takes is as in public."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

# A number that no claim has stands in the addresses until the module fills in the claim's own.
_NO_CLAIM = 0


def desk_config() -> dict[str, Any]:
    return {
        "language": get_language(),
        "right_to_left": get_language_bidi(),
        "tiles": settings.MAP_TILES,
        "basemap": {
            "countries": static("basemap/countries.json"),
            "admin1_lines": static("basemap/admin1_lines.json"),
        },
        "urls": {
            "method": reverse("publicmap:method"),
            "towns": reverse("publicmap:towns", args=[0, 1, 2]).replace("0/1/2", "{z}/{x}/{y}"),
            "places": reverse("desk:place_lookup"),
            "candidates": reverse("desk:candidates"),
            "place": reverse("desk:place", args=[_NO_CLAIM]).replace(f"/{_NO_CLAIM}/", "/{place}/"),
            "elsewhere": reverse("desk:place_elsewhere") if settings.GEOCODERS else "",
            "mark": _of_claim("mark_words"),
            "unmark": _of_claim("unmark_words"),
            "choose_place": _of_claim("choose_place"),
        },
        "others": ", ".join(entry.partition("?")[0].capitalize() for entry in settings.GEOCODERS.split()),
        "words": {
            "map_label": _("Map of the proposed places"),
            "zoom_in": _("Zoom in"),
            "zoom_out": _("Zoom out"),
            "credits": _("Licences and sources"),
            "mark_for": _("Mark for: {claim}"),
            "choose_claim": _("Choose a claim first."),
            "looking": _("Looking …"),
            "no_place": _("No place of this name is known."),
            "add_place": _("None of these: add it to the gazetteer"),
            "failed": _("The places could not be loaded."),
            "ask_others": _("Ask {services}"),
            "others_know_nothing": _("No place of this name is known there."),
            "no_answer": _("No answer: {problem}"),
        },
    }


def _of_claim(name: str) -> str:
    return reverse(f"desk:{name}", args=[_NO_CLAIM]).replace(f"/{_NO_CLAIM}/", "/{claim}/")
