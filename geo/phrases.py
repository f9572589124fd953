"""Reading the words beside a name: what kind of place they say it is, how the event lies to it, whose name it is in.

Pure functions over the tokens of a text; offsets are code points.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from geo import lexicon
from geo.borders import BORDERS
from geo.folding import Token
from geo.recognition import Mention

_SENTENCE_END = re.compile(r"[.!?؟\n؛]")
_CLAUSE_END = re.compile(r"[.!?؟\n؛,،:()]")
_HASHTAG = re.compile(r"[#＃][\w\u200c]+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_DATELINE = re.compile(r"[^\n]{2,60}?\s[-–—]\s|[^\n]{2,40}?\s?\([^)\n]{2,40}\)\s?[-–—:]")
_MILE_M = 1609.344
_MOST_SENTENCE_TOKENS = 40


@dataclass(frozen=True, slots=True)
class Phrase:
    """A relation as found in the text. ``bearing`` is degrees from north, ``distance_m`` metres, ``other`` a mention's
    position in the list of mentions (the far end of "between")."""

    kind: str
    start: int
    end: int
    bearing: float | None = None
    distance_m: float | None = None
    other: int | None = None


def bare(
    token: Token, vocabulary: frozenset[str] | dict[str, float] | dict[str, tuple[str, ...]]
) -> tuple[int, str] | None:
    """The word of the vocabulary that the token is, clitics aside, with the characters to cut; or None."""
    for cut in token.cuts:
        if cut[1] in vocabulary:
            return cut
    return None


class Words:
    """The words of a text: ``sentence`` and ``clause`` number those in which each stands, ``said`` is every word of
    it, with and without its clitics, ``tags`` where its hashtags stand."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.text, self.tokens = text, tokens
        self.tags = [match.span() for match in _HASHTAG.finditer(text)] if "#" in text else []
        self.sentence, self.clause = [0] * len(tokens), [0] * len(tokens)
        sentence = clause = 0
        for number in range(1, len(tokens)):
            gap = text[tokens[number - 1].end : tokens[number].start]
            if gap != " ":
                sentence += _SENTENCE_END.search(gap) is not None
                clause += _CLAUSE_END.search(gap) is not None
            self.sentence[number], self.clause[number] = sentence, clause
        self.said = frozenset(rest for token in tokens for _cut, rest in token.cuts)
        self._places: dict[frozenset[str], list[int]] = {}

    def places_of(self, vocabulary: frozenset[str]) -> list[int]:
        """Where in the text words of the vocabulary stand."""
        if vocabulary not in self._places:
            none = self.said.isdisjoint(vocabulary)
            self._places[vocabulary] = (
                [] if none else [number for number, token in enumerate(self.tokens) if bare(token, vocabulary)]
            )
        return self._places[vocabulary]


class Surroundings:
    """The words around one mention of a text."""

    def __init__(self, words: Words, mention: Mention) -> None:
        self.words, self.tokens, self.mention = words, words.tokens, mention

    def before(self, steps: int = 1) -> Token | None:
        """The word so many steps before the name, if it stands in the same sentence."""
        first = self.mention.first
        number = first - steps
        sentence = self.words.sentence
        if number < 0 or first >= len(sentence) or sentence[number] != sentence[first]:
            return None
        return self.tokens[number]

    def after(self, steps: int = 1) -> Token | None:
        """The word so many steps after the name, if it stands in the same clause."""
        last = self.mention.last
        number = last + steps
        clause = self.words.clause
        return self.tokens[number] if last >= 0 and number < len(clause) and clause[number] == clause[last] else None

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of place that the words beside the name say, the likeliest first; empty where they say none."""
        if self.mention.kinds:
            return self.mention.kinds
        after = self.after()
        if after and after.folded.isascii() and after.folded in lexicon.KIND_WORDS:
            return lexicon.KIND_WORDS[after.folded]
        steps = 1
        while steps <= 3 and (token := self.before(steps)):
            if found := bare(token, lexicon.KIND_WORDS):
                return lexicon.KIND_WORDS[found[1]]
            # "city of X", «العاصمة العراقية بغداد»: one word may stand between.
            capital = self.before(2)
            if not (token.folded in ("of", "the") or (steps == 1 and capital and bare(capital, _CAPITAL))):
                break
            steps += 1
        return ()

    @cached_property
    def relation(self) -> Phrase | None:
        """The relation that the words beside the name express, or None."""
        return self._border() or self._relation_before() or self._relation_after()

    def _border(self) -> Phrase | None:
        """The border that is the name itself ("the Iraqi border") or that the words beside it speak of."""
        start = None
        if self.mention.border:
            start, steps = self.mention.start, 1
        elif (after := self.after()) and after.folded.isascii() and after.folded in BORDERS:
            return Phrase("border", self.mention.start, after.end)
        else:
            steps = 2 if (token := self.before()) and bare(token, _BORDER_LINKS) else 1
            if not (line := self.before(steps)) or not (found := bare(line, BORDERS)):
                return None
            start, steps = line.start + found[0], steps + 1
        while (token := self.before(steps)) and (token.folded in ("the", "من", "to") or bare(token, lexicon.NEAR)):
            if found := bare(token, lexicon.NEAR):
                start = token.start + found[0]
            steps += 1
        return Phrase("border", start, self.mention.end)

    def _relation_before(self) -> Phrase | None:
        steps, linked = 1, False
        while (token := self.before(steps)) and steps <= 5:
            if token.folded in _LINKS:
                linked = True
            elif not bare(token, lexicon.INNER_LINKS):
                break
            steps += 1
        if token is None:
            return None
        latin = token.folded.isascii()
        if found := bare(token, lexicon.COUNTRYSIDE):
            return self._with_directions("countryside", token, found[0], steps)
        if found := bare(token, lexicon.DESERT):
            return self._with_directions("desert", token, found[0], steps)
        if (found := bare(token, lexicon.AROUND)) and (linked or not latin):
            return Phrase("around", token.start + found[0], self.mention.end)
        if found := bare(token, lexicon.NEAR):
            return Phrase("near", token.start + found[0], self.mention.end)
        if found := bare(token, lexicon.CENTRAL):
            return Phrase("central", token.start + found[0], self.mention.end)
        if bare(token, lexicon.DIRECTIONS):
            return self._direction(steps, linked)
        return self._distance(steps, None, self.mention.end) if linked else None

    def _direction(self, steps: int, linked: bool) -> Phrase | None:
        """«شرقي سوريا», «جنوب شرق حلب», "20 km north-east of X"."""
        words: list[tuple[Token, int, float]] = []
        while len(words) < 2 and (token := self.before(steps)) and (found := bare(token, lexicon.DIRECTIONS)):
            words.insert(0, (token, found[0], lexicon.DIRECTIONS[found[1]]))
            steps += 1
        bearing = _combined([direction for _token, _cut, direction in words])
        start = words[0][0].start + words[0][1]
        skipped = steps
        while (token := self.before(skipped)) and (token.folded in _TOWARDS) and skipped < steps + 2:
            skipped += 1
        with_distance = self._distance(skipped, bearing, self.mention.end)
        if with_distance:
            return with_distance
        # "North of X" lies beside it; the adjective "northern X" or «شمالي X» may be either, by what X is.
        return Phrase(
            "direction" if linked or not words[0][0].folded.isascii() else "part", start, self.mention.end, bearing
        )

    def _distance(self, steps: int, bearing: float | None, end: int) -> Phrase | None:
        unit = self.before(steps)
        number = self.before(steps + 1)
        if unit is None:
            return None
        glued = re.fullmatch(r"(\d+)(km|kms|كم|كلم)", unit.folded)
        if glued:
            return Phrase("distance", unit.start, end, bearing, float(glued[1]) * 1000)
        metres = 1000.0 if unit.folded in lexicon.KILOMETRES else _MILE_M if unit.folded in lexicon.MILES else None
        if metres is None or number is None or not _NUMBER.fullmatch(number.folded):
            return None
        return Phrase("distance", number.start, end, bearing, float(number.folded.replace(",", ".")) * metres)

    def _with_directions(self, kind: str, word: Token, cut: int, steps: int) -> Phrase:
        """The countryside or desert, with the adjectives before (English) or after (Arabic) it."""
        bearings, start, end = [], word.start + cut, self.mention.end
        before = self.before(steps + 1)
        if before and before.folded.isascii() and before.folded in lexicon.DIRECTIONS:
            bearings.append(lexicon.DIRECTIONS[before.folded])
            start = before.start
        following = 1
        while (after := self.after(following)) and after.folded in lexicon.DIRECTION_ADJECTIVES and following <= 2:
            bearings.append(lexicon.DIRECTIONS[after.folded])
            end = after.end
            following += 1
        return Phrase(kind, start, end, _combined(bearings) if bearings else None)

    def _relation_after(self) -> Phrase | None:
        """English: "Aleppo's western countryside", "the Palmyra desert", "Homs outskirts"."""
        bearing, steps = None, 1
        while (token := self.after(steps)) and steps <= 4:
            word = token.folded
            if word in lexicon.DIRECTIONS and word.isascii():
                bearing = lexicon.DIRECTIONS[word]
            elif word in lexicon.COUNTRYSIDE:
                return Phrase("countryside", self.mention.start, token.end, bearing)
            elif word in lexicon.DESERT:
                return Phrase("desert", self.mention.start, token.end, bearing)
            elif word in lexicon.AROUND and word.isascii() and steps < 3:
                return Phrase("around", self.mention.start, token.end)
            elif word not in ("s", "city", "town", "province", "governorate"):
                return None
            steps += 1
        return None

    def between_starts(self) -> int | None:
        """Where the word "between" before the name starts, words of kind aside, or None."""
        steps = 1
        while (token := self.before(steps)) and steps <= 3:
            if found := bare(token, lexicon.BETWEEN):
                return token.start + found[0]
            if not bare(token, lexicon.INNER_LINKS | frozenset(lexicon.KIND_WORDS)):
                return None
            steps += 1
        return None

    def road_starts(self) -> int | None:
        """Where the road that is named after the place and another starts: "the road from X", «طريق X», or None."""
        steps = 1
        while (token := self.before(steps)) and steps <= 6:
            if found := bare(token, lexicon.ROADS):
                return token.start + found[0]
            if not bare(token, lexicon.ROAD_LINKS | lexicon.INNER_LINKS | frozenset(lexicon.KIND_WORDS)):
                return None
            steps += 1
        return None

    def road_ends(self) -> int | None:
        """Where "the X-Y road" ends, or None."""
        after = self.after()
        return after.end if after and after.folded.isascii() and after.folded in lexicon.ROADS else None

    def is_adjective(self) -> bool:
        """True for «سيدة سورية», «غير سورية»: the country's name is also the feminine of its adjective."""
        token = self.before()
        name = self.mention.folded
        if token is None or not name.endswith("يه") or name.startswith("ال") or self.mention.clitic:
            return False
        noun = token.folded.endswith(("ه", "ات")) and token.folded not in lexicon.KIND_WORDS
        return token.folded == "غير" or (noun and not bare(token, lexicon.LOCATIVE) and " " not in name)

    @property
    def is_tagged(self) -> bool:
        """True where the name is a hashtag or part of one."""
        number = bisect_right(self.words.tags, (self.mention.start, math.inf)) - 1
        return number >= 0 and self.mention.start < self.words.tags[number][1]

    @cached_property
    def is_locative(self) -> bool:
        """True where the words before a country's name mean its land, not its government."""
        if self.mention.clitic.endswith("ب"):
            return True
        token = self.before()
        if token and token.folded == "the":
            token = self.before(2)
        return bool(token and (bare(token, lexicon.LOCATIVE) or bare(token, lexicon.DIRECTIONS)))

    @cached_property
    def is_in_organisation(self) -> bool:
        """True where the name is part of an actor's, an outlet's or an institution's name."""
        before, after = self.before(), self.after()
        if before and bare(before, lexicon.ORGANISATION_BEFORE) and not before.folded.isascii():
            # «في مركز المدينة»: with a preposition of its own the name is a place again.
            return not self.mention.clitic.endswith("ب")
        if before and before.folded in lexicon.ORGANISATION_BEFORE and before.text[0].isupper():
            return True
        return bool(
            after
            and after.folded in lexicon.ORGANISATION_AFTER
            and (after.text[0].isupper() or after.folded == "backed" or not after.folded.isascii())
        )

    def has_near(self, vocabulary: frozenset[str], words_before: int, words_after: int) -> bool:
        """True where a word of the vocabulary stands near the name in its sentence."""
        places = self.words.places_of(vocabulary)
        if not places:
            return False
        first, last, sentence = self.mention.first, self.mention.last, self.words.sentence
        nearby = places[bisect_left(places, first - words_before) : bisect_right(places, last + words_after)]
        return any(not first <= number <= last and sentence[number] == sentence[first] for number in nearby)


_SHARED = frozenset({"desert", "countryside", "around", "near"})
_BORDER_LINKS = frozenset({"with", "of", "مع"})
_CAPITAL = frozenset({"العاصمه", "عاصمه", "capital"})
_LINKS = frozenset({"of", "from", "من", "عن"})
_TOWARDS = frozenset({"to", "the", "الي", "in"})


def _combined(bearings: Sequence[float]) -> float:
    """The direction of two names of directions together: south and east are south-east."""
    if len(bearings) == 1:
        return bearings[0]
    first, second = bearings
    apart = (second - first + 180) % 360 - 180
    return (first + apart / 2) % 360


def datelines(text: str) -> list[tuple[int, int]]:
    """The stretches before the dash that opens an agency's report, in the first lines of the text."""
    found, start = [], 0
    for line in text.split("\n")[:6]:
        match = _DATELINE.match(line)
        if match and len(match[0].split()) <= 8:
            found.append((start, start + match.end()))
        start += len(line) + 1
    return found


def phrases_of(around: Sequence[Surroundings]) -> list[Phrase | None]:
    """The relation of each mention of a text, those that two of them share included."""
    found = [surroundings.relation for surroundings in around]
    for number in range(len(around) - 1):
        mention, following = around[number].mention, around[number + 1].mention
        before = around[number + 1].before()
        joined = following.clitic.startswith("و") or (before is not None and before.folded in ("and", "و"))
        start = around[number].between_starts()
        road = _road(around[number], around[number + 1])
        if road:
            found[number], found[number + 1] = replace(road, other=number + 1), replace(road, other=number)
        elif start is not None and following.first - mention.last <= 4 and (joined or around[number + 1].before(2)):
            found[number] = Phrase("between", start, following.end, other=number + 1)
            found[number + 1] = Phrase("between", start, following.end, other=number)
        elif joined and _shares(found[number], found[number + 1], mention, following):
            found[number + 1] = replace(found[number], end=following.end)  # type: ignore[type-var]
    return found


_DASH = re.compile(r"\s*[-–—/]\s*")


def _road(one: Surroundings, other: Surroundings) -> Phrase | None:
    """The road from the one place to the other: «طريق X – Y», "the X-Y highway", "the road from X to Y"."""
    mention, following = one.mention, other.mention
    gap = one.words.text[mention.end : following.start]
    between = one.tokens[mention.last + 1 : following.first]
    ends = all(bare(token, lexicon.ROAD_ENDS | lexicon.INNER_LINKS) for token in between) and len(between) <= 3
    dashed = _DASH.fullmatch(gap) is not None
    if not dashed and not (ends and (between or following.clitic in ("و", "ب", "ل"))):
        return None
    start, end = one.road_starts(), other.road_ends()
    if start is not None and (dashed or between or following.clitic):
        return Phrase("between", start, following.end)
    return Phrase("between", mention.start, end) if dashed and end is not None else None


def _shares(phrase: Phrase | None, own: Phrase | None, mention: Mention, following: Mention) -> bool:
    """True for the second of two names after one word: «بادية الميادين والبوكمال», "near Mayadin and Albukamal"."""
    if phrase is None or own is not None or phrase.kind not in _SHARED or phrase.end != mention.end:
        return False
    steps = 1 if following.clitic else 2
    return following.clitic in ("", "و") and following.first - mention.last == steps and phrase.start < mention.start
