"""How places are drawn, in our words: the method page and the map's legend show these."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from incidents.models.choices import Precision
from incidents.scales import Scale

PRECISIONS = (
    Scale(Precision.EXACT, _("A site or a building, within about 100 metres."), _("A solid point")),
    Scale(
        Precision.NEAR,
        _("An area around a named place: its outskirts, its desert, “20 km east of” it."),
        _("A translucent area of its real size, without a point in it"),
    ),
    Scale(Precision.SETTLEMENT, _("A town or a village; where in it is not known."), _("A ring of the town's size")),
    Scale(Precision.ADM2, _("Somewhere in a district."), _("The boundary, hatched")),
    Scale(Precision.ADM1, _("Somewhere in a governorate or province."), _("The boundary, hatched")),
    Scale(
        Precision.REGION,
        _("Somewhere in a larger or vaguer region, such as “eastern Syria”."),
        _("A soft area, and listed under “Not on the map, and why”"),
    ),
    Scale(Precision.COUNTRY, _("Somewhere in a country."), _("Not drawn; listed under “Not on the map, and why”")),
    Scale(
        Precision.UNKNOWN,
        _("No report names a place that could be found."),
        _("Not drawn; listed under “Not on the map, and why”"),
    ),
)

SHAPES = (
    ("point", _("A site or building")),
    ("ring", _("A town or village, no finer")),
    ("area", _("Around a named place")),
    ("hatch", _("A district or province")),
    ("soft", _("A vague region")),
)
