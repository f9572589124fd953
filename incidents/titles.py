"""Titles made from the facts, in each language that the record is published in."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import override

from incidents.models.choices import Kind, Precision


def generated_title(
    kind: str, language: str, place: str = "", precision: str = Precision.UNKNOWN, part_of: bool = False
) -> str:
    """ "Air strike near Mayadin", «قصف جوي قرب الميادين»: the kind, and how exactly the place is known.

    `part_of`: it happened somewhere in a part of the place.
    """
    with override(language):
        words = {"kind": Kind(kind).label, "place": place}
        if not place or precision == Precision.UNKNOWN:
            return str(words["kind"])
        if part_of:
            return _("%(kind)s in a part of %(place)s") % words
        if precision == Precision.NEAR:
            return _("%(kind)s near %(place)s") % words
        if precision == Precision.EXACT:
            return _("%(kind)s at %(place)s") % words
        return _("%(kind)s in %(place)s") % words
