"""From a place string, as a database or an editor writes it, to ranked candidates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from geo import lexicon, placestrings, reach
from geo.candidates import areas_of, misspelt, named, parts_of, sounding, sounding_in_part, spelt_like
from geo.facts import ONLY_AROUND, Candidate, GeocodeResult, IndexedPlace
from geo.folding import fold, is_arabic, key_of, key_of_folded
from geo.geodesy import distance_m
from geo.index import NameIndex
from geo.lexicon import ARABIC_SPEAKING
from geo.likeness import consonants_of
from geo.placestrings import Named
from geo.relations import REACH_M
from geo.resolution import Context, Variant, is_ambiguous, rank
from geo.romanisation import arabic_letters
from geo.scopes import Scope, lies_beside, province, province_across_the_border, scope_of, seat_of, seen_from_its_seat
from geo.sounds import ROMANISED

LONGEST_QUERY = 300
# How far a spelling with the same consonants may be off (``geo.likeness.difference``), by the number of consonants:
# with few of them every vowel counts. Without a hint a whole country's names are compared, of which some are alike.
_MOST_OFF = {2: 0.3, 3: 0.35, 4: 0.6}
_MOST_OFF_LONG, _MOST_OFF_WITHOUT_HINT = 1.0, 0.4
_LEAST_CONSONANTS, _LEAST_WITHOUT_HINT = 2, 3
_LEAST_MISSPELT = 7
_ANOTHER_END = 0.2  # «رحيبه» and «رحيبا» are one spelling to most writers
_SEAT_NEAR_M = 60_000
_LEAST_PART = 4  # letters
_SEAT = 0.08  # what having given its area the name says for a town
_SITE, _INSIDE, _AREA = 0.3, 0.7, 0.1  # scores, and what a part of a name takes from its score


def search(index: NameIndex, query: str, country: str | None, admin1: str | None, limit: int) -> GeocodeResult:
    """Candidates for the query, best first. Raises ValueError where it is empty, too long or holds a NUL."""
    check_query(query)
    focus = frozenset([country.upper()]) if country else frozenset()
    hint = province(index, admin1, focus) if admin1 else Scope()
    if admin1 and country and not hint:
        across, hint = province_across_the_border(index, admin1, country.upper())
        focus = frozenset([across])
    found = _Search(index, focus, hint).answer(query)
    ranked = reach.among_rivals(index, found)[:limit]
    areas = areas_of(index, (candidate.place for candidate in ranked))
    with_areas = tuple(replace(candidate, area=areas.get(candidate.place.id)) for candidate in ranked)
    return GeocodeResult(query, is_ambiguous(found), with_areas)


def check_query(query: str) -> None:
    """Raises ValueError with a message for people where the query cannot be one."""
    if "\0" in query:
        raise ValueError("The query holds a NUL character.")
    if len(query) > LONGEST_QUERY:
        raise ValueError(f"The query is longer than {LONGEST_QUERY} characters.")
    if not key_of(query):
        raise ValueError("The query holds no letter or digit.")


class _Search:
    """One query: ways to find its place, from the plainest to the last resort."""

    def __init__(self, index: NameIndex, focus: frozenset[str], hint: Scope) -> None:
        self.index, self.focus, self.hint = index, focus, hint

    def answer(self, query: str) -> list[Candidate]:
        if found := self._named(Named(fold(query)), self.hint):
            return found
        string = placestrings.read(query)
        around = [found for where in string.wheres if (found := self._around(where))]
        for scope in (*filter(None, map(scope_of, around)), self.hint):
            for name in string.names:
                if found := self._found(name, scope):
                    return [reach.beside(c, name.setting) for c in found] if name.setting in REACH_M else found
        return (
            self._beside(string.names)
            or self._in_town(string)
            or [reach.around(candidate) for found in around[:1] for candidate in found]
            or self._inside(string.names)
            or self._only_the_area()
        )

    def _around(self, where: Named) -> list[Candidate]:
        """The places that a part which says where may mean; none where it repeats the hint: that says nothing new."""
        found = self._found(where, self.hint)
        return [] if any(candidate.place.id in self.hint.areas for candidate in found) else found

    def _found(self, name: Named, scope: Scope) -> list[Candidate]:
        for way in (self._named, self._alike, self._part, self._misspelt):
            if found := way(name, scope):
                return found
        return []

    def _named(self, name: Named, scope: Scope) -> list[Candidate]:
        key = key_of_folded(name.plain)
        variants = named(self.index, key, name.plain)
        if is_arabic(key):
            variants = [_own_or_byname(variant, key) for variant in variants]
            if scope and any(scope.holds(variant.place) for variant in variants):
                known = {variant.place.id for variant in variants}
                ends = spelt_like(self.index, key, scope.holds, _ANOTHER_END)
                variants += [replace(v, fit="key") for v in ends if v.place.id not in known]
        return self._ranked(variants, name, scope)

    def _alike(self, name: Named, scope: Scope) -> list[Candidate]:
        key = key_of_folded(name.plain)
        if not is_arabic(key):
            return self._ranked(sounding(self.index, name.plain, sorted(self.focus) or ROMANISED), name, scope)
        consonants = len(consonants_of(key))
        if consonants < (_LEAST_CONSONANTS if scope else _LEAST_WITHOUT_HINT):
            return []
        most = _MOST_OFF.get(consonants, _MOST_OFF_LONG) if scope else _MOST_OFF_WITHOUT_HINT
        return self._ranked(spelt_like(self.index, key, scope.holds if scope else self._in_focus, most), name, scope)

    def _part(self, name: Named, scope: Scope) -> list[Candidate]:
        if not scope:
            return []
        if is_arabic(name.plain):
            variants = parts_of(self.index, key_of_folded(name.plain))
        else:
            variants = sounding_in_part(self.index, name.plain, sorted(self.focus) or ROMANISED)
        return self._ranked(variants, name, scope)

    def _misspelt(self, name: Named, scope: Scope) -> list[Candidate]:
        key = key_of_folded(name.plain)
        return self._ranked(misspelt(self.index, key, _LEAST_MISSPELT if scope else 0), name, scope)

    def _beside(self, names: Iterable[Named]) -> list[Candidate]:
        """A place with the name just outside the hint: the suburbs of a city lie in the next province."""
        for name in names if self.hint else ():
            found = self._named(name, Scope())
            if near := [c for c in found if lies_beside(self.index, c.place, self.hint)]:
                return near
        return []

    def _in_town(self, string: placestrings.PlaceString) -> list[Candidate]:
        """The town of a quarter, street or building that is not known itself: of the hint's the seat."""
        if not any(name.setting == "urban" for name in (*string.names, *string.wheres)):
            return []
        for where in string.wheres:
            towns = [c for c in self._found(where, self.hint) if c.place.kind == "settlement"]
            if where.setting != "urban" and towns:
                return [replace(towns[0], reasons=(*towns[0].reasons, "a site of this town"))]
        seats = (seat_of(self.index, number) for number in self.hint.areas)
        return [Candidate(seat, _SITE, ("a site of a town, likely of the province's seat",)) for seat in seats if seat]

    def _inside(self, names: Iterable[Named]) -> list[Candidate]:
        """The longest name at the end of the string, else at its start: «المجهولة البوكمال» is at Albukamal."""
        for name in names:
            words = name.plain.split()
            for length in range(len(words) - 1, 0, -1):
                for start in (len(words) - length, 0):
                    part = Named(" ".join(words[start : start + length]))
                    if _is_weak(part.plain):
                        continue
                    if found := self._named(part, self.hint):
                        scaled = [replace(candidate, score=candidate.score * _INSIDE) for candidate in found]
                        return [reach.of_a_part(candidate, says_where=start > 0) for candidate in scaled]
        return []

    def _in_focus(self, place: IndexedPlace) -> bool:
        return not self.focus or place.country in self.focus

    def _ranked(self, variants: Iterable[Variant], name: Named, scope: Scope) -> list[Candidate]:
        context = Context(focus=self.focus, named_areas=scope.areas)
        kept = [v for v in variants if self._in_focus(v.place) and (not scope or scope.holds(v.place))]
        ranked = rank(kept, name.kinds, context)
        return ranked if name.kinds else _seats_first(ranked)

    def _only_the_area(self) -> list[Candidate]:
        index = self.index
        rows = [index.row_of_id[number] for number in sorted(self.hint.areas) if number in index.row_of_id]
        ranked = rank([Variant(index.place(row), "key") for row in rows], (), Context())
        return [
            replace(
                candidate,
                place=seen_from_its_seat(index, candidate.place),
                score=_AREA,
                reasons=(ONLY_AROUND,),
            )
            for candidate in ranked
        ]


def _is_weak(part: str) -> bool:
    return len(part) < _LEAST_PART or part in lexicon.common_words() or part in lexicon.VILLAGE_HEADS


def _own_or_byname(variant: Variant, key: str) -> Variant:
    """A village that the key is no name of but a byname, told by the consonants of its main name."""
    place = variant.place
    if place.kind != "settlement" or place.population or place.country not in ARABIC_SPEAKING:
        return variant
    main = key_of(place.name if is_arabic(place.name) else arabic_letters(place.name))
    return variant if consonants_of(main) == consonants_of(key) else replace(variant, fit="byname")


def _seats_first(ranked: list[Candidate]) -> list[Candidate]:
    """Before a district, quarter or site the town of its name: without a word of kind the town is meant.

    Of several towns with the name it is the one in the district or nearest to it, so that a seat goes before villages.
    """
    ordered: list[Candidate] = []
    for candidate in ranked:
        place = candidate.place
        if place.kind in ("adm2", "adm3", "neighbourhood", "facility") and candidate not in ordered:
            towns = [
                (place.id not in other.place.parents, apart, other.place.id, other)
                for other in ranked
                if other.place.kind == "settlement" and (apart := _apart_m(place, other.place)) < _SEAT_NEAR_M
            ]
            if towns:
                seat = min(towns)[-1]
                if seat.place.id not in {o.place.id for o in ordered}:
                    score = min(max(seat.score, candidate.score) + _SEAT, 1.0)
                    ordered.append(replace(seat, score=score, reasons=(*seat.reasons, "its area has the name too")))
        if candidate not in ordered and candidate.place.id not in {o.place.id for o in ordered}:
            ordered.append(candidate)
    return ordered


def _apart_m(one: IndexedPlace, other: IndexedPlace) -> float:
    return distance_m(one.latitude, one.longitude, other.latitude, other.longitude)
