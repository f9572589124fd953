"""What the scales mean, in our words: the method page and the map's legend show these.

The grades follow Airwars' published definitions, the strike statuses theirs too (design, "Published scales").
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from incidents.models.choices import Attribution, HarmGrade, Precision, StrikeStatus

Words = str | Promise


@dataclass(frozen=True)
class Scale:
    """One value of a scale: what it means, and for places how it is drawn."""

    value: models.TextChoices
    meaning: Words
    drawn: Words = ""

    @property
    def code(self) -> str:
        return str(self.value.value)

    @property
    def label(self) -> Words:
        return self.value.label


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

STRIKE_STATUSES = (
    Scale(StrikeStatus.DECLARED, _("A party has said publicly that it carried out the strike.")),
    Scale(
        StrikeStatus.LIKELY, _("No party has declared it, but two sources or more report it and point the same way.")
    ),
    Scale(StrikeStatus.SINGLE_SOURCE, _("One source alone reports it.")),
    Scale(StrikeStatus.CONTESTED, _("Sources contradict one another about who did it or what it was.")),
    Scale(StrikeStatus.UNASSESSED, _("Nobody has assessed it yet.")),
)

HARM_GRADES = (
    Scale(HarmGrade.CONFIRMED, _("A party to the conflict has accepted responsibility for harm to civilians.")),
    Scale(
        HarmGrade.FAIR,
        _("Two credible sources or more report harm to civilians, and the party is known to have acted there."),
    ),
    Scale(HarmGrade.WEAK, _("A single source, which may be a credible one, reports harm to civilians.")),
    Scale(
        HarmGrade.CONTESTED,
        _("Sources blame different parties, or lay the harm to fighting on the ground too."),
    ),
    Scale(
        HarmGrade.DISCOUNTED,
        _("Later information shows that those harmed were not civilians, or that this event did not harm them."),
    ),
    Scale(HarmGrade.UNASSESSED, _("Nobody has assessed it yet.")),
)

ATTRIBUTIONS = (
    Scale(Attribution.CLAIMED, _("The party itself says that it did it.")),
    Scale(Attribution.BLAMED, _("Others say outright that the party did it.")),
    Scale(Attribution.SUSPECTED, _("Others say that the party probably did it.")),
    Scale(Attribution.DENIED, _("The party was named and denies it.")),
    Scale(Attribution.UNKNOWN, _("It is not known, or no report says.")),
)

SHAPES = (
    ("point", _("A site or building")),
    ("ring", _("A town or village, no finer")),
    ("area", _("Around a named place")),
    ("hatch", _("A district or province")),
    ("soft", _("A vague region")),
)
