"""What the three answers mean, in our words: whether it was a strike, whether civilians were harmed, who did it.

The grades and the strike statuses follow the definitions that Airwars publishes (airwars.org/about/methodology and
airwars.org/civilian-casualties; of the grades, Fair and Weak were compared with that page's own words). The method page
shows them to the public, the desk to whoever decides.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from incidents.models.choices import Attribution, HarmGrade, StrikeStatus

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
