"""What the words around a toponym say of its part in the text: dateline, organisation, parent of another, origin …"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geo import lexicon
from geo.facts import ONLY_AROUND, Toponym
from geo.geodesy import distance_m
from geo.phrases import Phrase, Surroundings

_PARENT_GAP = 60
_FACILITY_PARENT_M = 60_000


def with_hints(
    toponym: Toponym, around: Surroundings, lines: Sequence[tuple[int, int]], earlier: Sequence[Toponym], text: str
) -> Toponym:
    """The toponym with its hints. ``lines`` are the text's datelines, ``earlier`` the two toponyms before it."""
    if ONLY_AROUND in toponym.reasons:
        return toponym  # an area that stands for a place without a position holds no other
    hints = []
    if any(start <= toponym.start and toponym.end <= end for start, end in lines):
        hints.append("dateline")
    if around.is_in_organisation or (
        toponym.kind == "country" and toponym.relation is None and "dateline" not in hints and not around.is_locative
    ):
        hints.append("organisation")
    if any(
        _contains(toponym, before, text)
        or _qualifies(toponym, before, text)
        or _orients(toponym, around.relation, before, text)
        for before in earlier
    ) or _stands_beside_unknown(toponym, around, earlier, text):
        hints.append("parent")
    if around.has_near(lexicon.ORIGIN, 2, 0):
        hints.append("origin")
    if around.has_near(lexicon.HABITUAL, 12, 12):
        hints.append("habitual")
    if around.has_near(lexicon.BORDER, 2, 1):
        hints.append("border")
    return replace(toponym, hints=tuple(hints)) if hints else toponym


def _stands_beside_unknown(toponym: Toponym, around: Surroundings, earlier: Sequence[Toponym], text: str) -> bool:
    """True for the province or city behind a town that no gazetteer has: «بلدة X بريف حلب», "the town of X in Idlib".

    A bearing from a known place ("north of Aleppo") says more than the province does and stays a place.
    """
    if toponym.relation is not None and toponym.relation.kind in _BEARINGS | _BESIDE:
        return False
    gaps = (text[place.end : toponym.start] for place in earlier if ONLY_AROUND in place.reasons)
    return any(
        len(gap) < _PARENT_GAP / 2 and not any(mark in gap for mark in ".!?؟\n#") and around.mention.clitic != "و"
        for gap in gaps
    )


def beside_unknown_towns(toponyms: Sequence[Toponym], tagged: Sequence[bool]) -> list[Toponym]:
    """The toponyms; a city in a hashtag is only the `parent` of a town of the text that no gazetteer has.

    A tag files the report under a city; it does not put a strike on «بلدة X» into it.
    """
    unknown = {toponym.place_id for toponym in toponyms if ONLY_AROUND in toponym.reasons}
    return [
        replace(toponym, hints=(*toponym.hints, "parent"))
        if is_tag and "parent" not in toponym.hints and not unknown.isdisjoint(toponym.parents)
        else toponym
        for toponym, is_tag in zip(toponyms, tagged, strict=True)
    ]


def _qualifies(border: Toponym, place: Toponym, text: str) -> bool:
    """True for the border in «البوكمال قرب الحدود مع العراق»: it says where that town is."""
    if border.relation is None or border.relation.kind != "border" or place.precision in ("country", "region"):
        return False
    gap = text[place.end : border.relation.start]
    return len(gap) < _PARENT_GAP / 2 and not any(mark in gap for mark in ".!?؟\n")


def _orients(mark: Toponym, phrase: Phrase | None, place: Toponym, text: str) -> bool:
    """True for the second of «هجين شرق الفرات», "Hajin, 40 km south of Mayadin": it says where the first lies.

    With nothing but a blank between, any words that lie to it do; behind a comma only a bearing or a distance does,
    since "in Hajin, near Mayadin and in Raqqa" is a list.
    """
    if phrase is None or place.precision in _AREAS or place.latitude is None or place.phrase_end is None:
        return False
    gap = text[place.phrase_end : phrase.start]  # "in Nawa, in western Daraa"
    kinds = _BEARINGS if gap.strip() else _BEARINGS | _BESIDE
    return phrase.kind in kinds and bool(gap) and gap.strip() in _SOFT and "\n" not in gap


_SOFT = frozenset({"", ",", "،", ", in", "in", "، في", "في"})
_AREAS = frozenset({"adm1", "adm2", "region", "country", "unknown"})
_BEARINGS = frozenset({"direction", "part", "distance"})
_BESIDE = frozenset({"near", "around"})


def _contains(larger: Toponym, smaller: Toponym, text: str) -> bool:
    """True where the toponym names the area that the one shortly before it lies in."""
    gap = text[smaller.end : larger.start]
    if len(gap) > _PARENT_GAP or any(mark in gap for mark in ".!?؟\n") or larger.place_id is None:
        return False
    if larger.place_id in smaller.parents:
        return True
    if larger.precision == "adm1" and larger.relation is not None and larger.relation.kind == "countryside":
        # «بلدة الهول بريف الحسكة»: the countryside of a city is its province.
        return not set(larger.parents[:-1]).isdisjoint(smaller.parents)
    site_in_town = smaller.kind in ("facility", "neighbourhood") and larger.kind == "settlement"
    if not site_in_town or smaller.place_latitude is None or smaller.place_longitude is None:
        return False
    if larger.place_latitude is None or larger.place_longitude is None or larger.relation is not None:
        return False
    apart = distance_m(smaller.place_latitude, smaller.place_longitude, larger.place_latitude, larger.place_longitude)
    return apart < _FACILITY_PARENT_M
