"""What the names beside a name say of it: "Frederick, Maryland" and «الميادين في دير الزور», a list of provinces.

Pure: the mentions of a text in their order with the first guess at each.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from geo import lexicon
from geo.facts import Candidate
from geo.folding import fold
from geo.phrases import Surroundings
from geo.resolution import ALONE, Beside

_LONGEST_GAP = 40
_COMMA = re.compile(r"\s*[,،(]\s*")
_SENTENCE_END = re.compile(r"[.!?؟\n؛;:]")
_WITHIN_WORDS = frozenset({"in", "في", "of", "the", "s"}) | frozenset(lexicon.KIND_WORDS) | lexicon.COUNTRYSIDE
_LISTING = re.compile(r"\s*(?:[,،]\s*(?:and|or|و|أو)?|and|or|&|و|أو)\s*")
_AREAS = frozenset({"country", "adm1", "adm2", "adm3"})
_LEAST_LIST = 3
_LISTED_KINDS = ("adm1", "country")


def beside_of(text: str, around: Sequence[Surroundings], ranked: Sequence[Sequence[Candidate]]) -> list[Beside]:
    """What stands beside each mention; ``ranked`` are the candidates without that knowledge."""
    found = [ALONE] * len(around)
    lists = list(_lists(text, around))
    listed = {number for members in lists for number in members}
    for number in range(len(around) - 1):
        areas = frozenset(c.place.id for c in ranked[number + 1] if c.place.kind in _AREAS)
        if areas and _says_where(text, around[number], around[number + 1], number in listed):
            found[number] = Beside(within=areas)
    for members in lists:
        kinds = Counter(ranked[number][0].place.kind for number in members if ranked[number])
        kind = next((kind for kind in _LISTED_KINDS if kinds[kind] >= max(2, len(members) / 2)), "")
        for number in members if kind else ():
            found[number] = Beside(found[number].within, kind)
    return found


def _says_where(text: str, one: Surroundings, other: Surroundings, is_listed: bool) -> bool:
    """True where the second name follows the first as the area that it lies in: "X, Y", "X in Y", «X بمحافظة Y»."""
    gap = text[one.mention.end : other.mention.start]
    if len(gap) > _LONGEST_GAP or _SENTENCE_END.search(gap):
        return False
    if _COMMA.fullmatch(gap):
        return not is_listed
    words = fold(gap).split()
    into = other.mention.clitic == "ب" or any(word in ("in", "في") or word.startswith("ب") for word in words)
    return into and all(word.removeprefix("ب") in _WITHIN_WORDS for word in words)


def _lists(text: str, around: Sequence[Surroundings]) -> Iterator[list[int]]:
    """The runs of at least three names that nothing but commas and "and" part."""
    members: list[int] = []
    for number in range(len(around)):
        if members and not _follows(text, around[number - 1], around[number]):
            if len(members) >= _LEAST_LIST:
                yield members
            members = []
        members.append(number)
    if len(members) >= _LEAST_LIST:
        yield members


def _follows(text: str, one: Surroundings, other: Surroundings) -> bool:
    gap = text[one.mention.end : other.mention.start]
    return _LISTING.fullmatch(gap) is not None or (not gap.strip() and other.mention.clitic == "و")
