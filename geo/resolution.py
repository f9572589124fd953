"""Which place a name means: candidates ranked by how the name is written, the words beside it and the rest of the text.

Evidence is added up, each piece with a reason that an editor can read. Population decides only between what the text
leaves equal. Two passes: what the text makes plain first (countries, provinces, great cities) speaks for the rest.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from geo.facts import Candidate, IndexedPlace
from geo.geodesy import Points, distance_m

# What each piece of evidence adds; ``_full_score`` is the sum that counts as certain.
EXACT_NAME, SAME_KEY, BYNAME, SAME_CONSONANTS, ONE_LETTER_OFF, SOUNDS_ALIKE = 0.30, 0.23, 0.20, 0.14, 0.12, 0.10
SOUNDS_APART = 2.0  # taken off in proportion: 0.2 where a tenth of the sounds differs
KIND_SAID, KIND_DENIED = 0.25, -0.15
IN_FOCUS, IN_COUNTRY_OF_TEXT = 0.25, 0.25
PARENT_NAMED = 0.35
NEAR_OTHERS = 0.15
REVIEWED = 0.08
POPULATION = 0.05  # for each factor of ten
COUNTRY_ITSELF, ADMIN1_ITSELF, ADMIN2_ITSELF, OTHER_ITSELF = 0.80, 0.24, 0.06, 0.15
CONTINENT_ITSELF = 0.6
YIELDS = 0.45
NAMED_BESIDE, LISTED = 0.35, 0.20
_FULL_SCORE = 1.35
_CLOSE = 0.05  # two candidates nearer than this in score are both possible
_SAME_SPOT_M = 25_000
_NEAR_M = 150_000
_MOST_CANDIDATES = 60
_GREAT_CITY = 1_000_000
_MOST_OF_TEXT = 0.5

_ITSELF = {"country": COUNTRY_ITSELF, "adm1": ADMIN1_ITSELF, "adm2": ADMIN2_ITSELF, "adm3": ADMIN2_ITSELF}


@dataclass(slots=True)
class Context:
    """What the rest of the text says: the country focus of its source, countries and areas named, places found."""

    focus: frozenset[str] = frozenset()
    countries: Mapping[str, float] = field(default_factory=dict)  # share of the text's plain places
    named_areas: frozenset[int] = frozenset()  # ids of the admin areas and countries that the text names
    points: Points = field(default_factory=Points)  # the plain places


@dataclass(frozen=True, slots=True)
class Variant:
    """A place and how its name fits the words: a key of ``_FIT``; ``closeness`` (0 to 1) says how alike they sound."""

    place: IndexedPlace
    fit: str
    curated: bool = False
    closeness: float = 1.0


@dataclass(frozen=True, slots=True)
class Beside:
    """What the names beside a name say: the ids of the areas named right after it, the kind of a list's places."""

    within: frozenset[int] = frozenset()
    listed: str = ""


ALONE = Beside()

_FIT = {
    "exact": (EXACT_NAME, "exact name"),
    "key": (SAME_KEY, "same name, spelt otherwise"),
    "byname": (BYNAME, "another name of the place"),
    "spelt": (SAME_CONSONANTS, "same consonants, spelt otherwise"),
    "part": (SAME_CONSONANTS, "a part of the village, or the village of a part"),
    "misspelt": (ONE_LETTER_OFF, "one letter off"),
    "sound": (SOUNDS_ALIKE, "sounds alike"),
    "inside": (SOUNDS_ALIKE, "named inside the words"),
}


def rank(
    variants: Iterable[Variant], kinds: Sequence[str], context: Context, beside: Beside = ALONE
) -> list[Candidate]:
    """The candidates, best first. ``kinds`` are those that the words beside the name say (empty: nothing said)."""
    listed = list(variants)
    # A name does not speak for itself: California the state makes no California in it likelier.
    own = frozenset(variant.place.id for variant in listed if variant.place.kind != "country")
    others = replace(context, named_areas=context.named_areas - own) if own & context.named_areas else context
    ranked = [_score(variant, kinds, others, beside) for variant in listed]
    if not kinds:
        ranked = [_yielding(candidate, ranked, others, beside) for candidate in ranked]
    ranked.sort(key=lambda candidate: (-candidate.score, -candidate.place.population, candidate.place.id))
    return ranked[:_MOST_CANDIDATES]


def rivals_of(country: IndexedPlace, others: Iterable[IndexedPlace]) -> list[IndexedPlace]:
    """The provinces and great cities elsewhere that bear a country's name: Georgia of the United States, Amman."""
    return [
        place
        for place in others
        if place.country != country.country and (place.kind == "adm1" or place.population >= _GREAT_CITY)
    ]


def _yielding(candidate: Candidate, ranked: Sequence[Candidate], context: Context, beside: Beside) -> Candidate:
    """A country or a town yields to a province of its name, if the text is about the province's country.

    To the state of Georgia, where nothing else is of Georgia the country; to California the state, the town in
    Pennsylvania, unless the text says "California, Pennsylvania".
    """
    place, others = candidate.place, (other.place for other in ranked)
    if place.kind == "country":
        if context.countries.get(place.country) or place.country in context.focus:
            return candidate
        if not any(context.countries.get(rival.country, 0.0) >= _MOST_OF_TEXT for rival in rivals_of(place, others)):
            return candidate
        reason = "the text is about another country with a place of this name"
    else:
        if place.kind == "adm1" or place.population >= _GREAT_CITY or beside.within.intersection(place.parents):
            return candidate
        if not any(_is_province_elsewhere(other, place, context) for other in others):
            return candidate
        reason = "a province bears the name"
    return replace(candidate, score=round(max(candidate.score - YIELDS, 0.0), 4), reasons=(*candidate.reasons, reason))


def _is_province_elsewhere(other: IndexedPlace, place: IndexedPlace, context: Context) -> bool:
    """True for a province that the place does not lie in, of its country or of one that the text is about."""
    if other.kind != "adm1" or other.id in place.parents:
        return False
    return (
        other.country == place.country or bool(context.countries.get(other.country)) or other.country in context.focus
    )


def _score(variant: Variant, kinds: Sequence[str], context: Context, beside: Beside) -> Candidate:
    place = variant.place
    score, reason = _FIT[variant.fit]
    score -= SOUNDS_APART * (1 - variant.closeness)
    reasons = [reason]
    if kinds and place.kind in kinds:
        score += KIND_SAID * (1.0 if place.kind == kinds[0] else 0.6)
        reasons.append(f"the text says {place.kind}")
    elif kinds and place.kind != "country":
        score += KIND_DENIED
    if beside.within.intersection(place.parents):
        score += NAMED_BESIDE
        reasons.append("the next name is of the area around it")
    if beside.listed == place.kind:
        score += LISTED
        reasons.append(f"in a list of {place.kind}")
    if place.country in context.focus:
        score += IN_FOCUS
        reasons.append("country of the source")
    score += _of_country_and_province(place, context, reasons)
    if place.kind not in ("country", "adm1", "region"):
        nearest = context.points.nearest_m(place.latitude, place.longitude, place.id)
        if nearest < _NEAR_M:
            score += NEAR_OTHERS * (1 - nearest / _NEAR_M)
            reasons.append(f"{nearest / 1000:.0f} km from another place of the text")
    if place.kind == "region" and not place.country:
        score += CONTINENT_ITSELF
    elif place.kind in _ITSELF:
        score += _ITSELF[place.kind]
    elif place.kind == "settlement":
        score += POPULATION * math.log10(max(place.population, 1))
        if place.population:
            reasons.append(f"population {place.population:,}")
    else:
        score += OTHER_ITSELF
    if variant.curated:
        score += REVIEWED
    return Candidate(place, round(min(max(score, 0.0) / _FULL_SCORE, 1.0), 4), tuple(reasons))


def _of_country_and_province(place: IndexedPlace, context: Context, reasons: list[str]) -> float:
    """What the text's other places say for the country and the province of this one."""
    if place.kind in ("country", "region") or not place.parents:
        return 0.0
    *areas, country = place.parents
    said = IN_COUNTRY_OF_TEXT * min(1.0, context.countries.get(place.country, 0.0) * 2)
    if said:
        reasons.append("country of the text")
    if country in context.named_areas:
        said = max(said, PARENT_NAMED / 2)
        reasons.append("its country is named in the text")
    if context.named_areas.intersection(areas):
        said += PARENT_NAMED
        reasons.append("its province is named in the text")
    return said


def is_ambiguous(ranked: Sequence[Candidate]) -> bool:
    """True where another place, elsewhere, is about as good as the first."""
    return bool(rivals(ranked))


def rivals(ranked: Sequence[Candidate], elsewhere_m: float = _SAME_SPOT_M) -> list[Candidate]:
    """Those about as good as the first that are farther off than that, and neither hold it nor lie in it."""
    found: list[Candidate] = []
    for other in ranked[1:]:
        best = ranked[0]
        if best.score - other.score >= _CLOSE:
            break
        if best.place.id in other.place.parents or other.place.id in best.place.parents:
            continue
        apart = distance_m(best.place.latitude, best.place.longitude, other.place.latitude, other.place.longitude)
        if apart > max(elsewhere_m, min(best.place.radius_m, 100_000)):
            found.append(other)
    return found


def context_of(plain: Sequence[Candidate], weights_of: Sequence[float], focus: frozenset[str]) -> Context:
    """What the plain places of a text say for the others, each with a weight: a government says less than a land."""
    weights: dict[str, float] = defaultdict(float)
    for candidate, weight in zip(plain, weights_of, strict=True):
        weights[candidate.place.country] += weight
    total = sum(weights.values())
    return Context(
        focus=focus,
        countries={country: count / total for country, count in weights.items() if country} if total else {},
        named_areas=frozenset(
            candidate.place.id for candidate in plain if candidate.place.kind in ("country", "adm1", "adm2", "adm3")
        ),
        points=Points(
            {
                (candidate.place.latitude, candidate.place.longitude, candidate.place.id)
                for candidate in plain
                if candidate.place.kind not in ("country", "region", "adm1")
            }
        ),
    )
