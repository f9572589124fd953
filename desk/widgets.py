"""Django-leaflet's form widget in our own clothes.

Its template carries inline script, which our content security policy forbids, and asks OpenStreetMap for tiles;
ours hands its settings over as JSON to `static/js/map/drawn_place.js`, which draws on our own basemap with
django-leaflet's `L.GeometryField` and leaflet.draw.
"""

from typing import Any

from django.contrib.gis.gdal import GDALException
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from leaflet.forms.fields import GeometryField
from leaflet.forms.widgets import LeafletWidget


class DrawnPlaceWidget(LeafletWidget):
    """A map on which a point is moved or an area is drawn; its value is GeoJSON."""

    template_name = "desk/widgets/drawn_place.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["config"] = {
            "fieldid": context["id_css"],
            "geom_type": "Geometry",
            "srid": self.map_srid,
            "words": _toolbar_words(),
        }
        return context

    def deserialize(self, value: str) -> Any:
        # What is no geometry is shown as an empty map, with the field's message; Django's widget would fail (500).
        try:
            return super().deserialize(value)
        except GDALException:
            return None

    def _render(self, template_name: str, context: dict[str, Any], renderer: object = None) -> SafeString:
        # The project's own templates are not among those that Django's default form renderer looks through.
        return render_to_string(template_name, context)


class DrawnPlaceField(GeometryField):
    """A GEOS Point, Polygon or MultiPolygon in degrees, or None."""

    widget = DrawnPlaceWidget


def _toolbar_words() -> dict[str, str]:
    return {
        "point": _("Set the point"),
        "area": _("Draw an area"),
        "edit": _("Move or reshape"),
        "remove": _("Delete"),
        "save": _("Done"),
        "cancel": _("Cancel"),
        "undo": _("Remove the last corner"),
        "finish": _("Finish"),
        "pointHint": _("Click on the map to set the point."),
        "areaStart": _("Click to set the first corner."),
        "areaContinue": _("Click to set the next corner."),
        "areaEnd": _("Click the first corner to close the area."),
        "editHint": _("Drag the point or the corners, then choose Done."),
        "removeHint": _("Click what should go, then choose Done."),
        "crossing": _("The sides of an area must not cross."),
    }
