"""Finding the stretches of a text that name places: the longest names of the index that start at each word.

A word of the language is no village: what stands in ``data/common_words.csv`` is passed over, or, where it is also a
town of the region, needs a word beside it that says so. In Latin script a name starts with a capital.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from geo import lexicon
from geo.folding import (
    ARTICLES,
    FATHER,
    Token,
    is_arabic,
    key_of_folded,
    pieces_of,
    without_article,
)

_MOST_WORDS = 6
# What may stand between two words of one name: spaces, a hyphen without any, an apostrophe, a hashtag's underscore.
_WITHIN_NAME = re.compile(r"[ \u00a0\t]+|[-‐‑–'’_]|[ \u00a0]['’]")
_ABBREVIATION = re.compile(r"\.[ \u00a0]?")  # "St. Louis"


class Names(Protocol):
    """What recognition asks of the name index."""

    def keys_starting(self, text: str) -> list[str]:
        """The keys that the text starts with."""
        ...

    def starts_name(self, text: str) -> bool:
        """True where any key starts with the text."""
        ...

    def is_known(self, key: str) -> bool:
        """True where any place bears a name of the key, written in whatever way."""
        ...

    def is_name(self, key: str, folded: str) -> bool:
        """True where a name with this key is written so, article and all, and not by a machine's transliteration."""
        ...


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text. ``first``/``last`` are its tokens, ``clitic`` what was cut off before it.

    ``doubtful``: also a common word, and nothing beside it says that it is a place. ``vouched``: what the words before
    it say, that a name of a place follows (``place``: «بادية», «مدينة»), that one may (``preposition``) or nothing.
    ``is_word``: a word of the language as well. ``border``: the countries whose border it names.
    ``suspected``: no name, but a noun of place before it says that it is one. ``marked``: a caller chose it
    (``geo.marked``); ``kinds`` and ``setting`` are then what its own words say of it.
    """

    start: int
    end: int
    text: str
    key: str
    folded: str
    first: int
    last: int
    doubtful: bool = False
    clitic: str = ""
    vouched: str = ""
    is_word: bool = False
    border: tuple[str, ...] = ()
    marked: bool = False
    suspected: bool = False
    kinds: tuple[str, ...] = ()
    setting: str = ""


def recognise(text: str, tokens: Sequence[Token], names: Names) -> list[Mention]:
    """The names of the text from left to right, without overlaps, the longest first at each place."""
    joined = [_is_joined(text, token, following) for token, following in pairwise(tokens)] + [False]
    run = _Run(text, tokens, joined, names)
    found: list[Mention] = []
    number = 0
    while number < len(tokens):
        openings = run.openings(number)
        mention = next(_mentions_from(run, number, openings), None) if openings else None
        if mention is None:
            number += 1
        else:
            found.append(mention)
            number = mention.last + 1
    return found


class _Run:
    """A text being read: its tokens, which of them may stand together in a name, and what is asked of each often."""

    def __init__(self, text: str, tokens: Sequence[Token], joined: Sequence[bool], names: Names) -> None:
        self.text, self.tokens, self.joined, self.names = text, tokens, joined, names
        self.arabic = [is_arabic(token.folded) for token in tokens]
        self.plain = [without_article(token.folded) for token in tokens]
        self.last = list(range(len(tokens)))  # the last token that a name starting at each may reach
        for number in range(len(tokens) - 2, -1, -1):
            if joined[number]:
                self.last[number] = min(self.last[number + 1], number + _MOST_WORDS - 1)

    def openings(self, number: int) -> list[tuple[int, str]]:
        """The ways to read the word (its ``cuts``) with which a name may start: most words start none."""
        token = self.tokens[number]
        if not self.arabic[number]:
            return [*token.cuts] if _may_start_latin(self.text, self.tokens, number, self.last[number]) else []
        return [
            (cut, rest)
            for cut, rest in token.cuts
            if self.names.starts_name(without_article(rest)) or rest.startswith(_KUNYA)
        ]

    def pieces(self, number: int, first: str) -> list[str]:
        """What each word adds to the key (``geo.folding.pieces_of``), the first one read as ``first``."""
        last = self.last[number]
        if self.arabic[number] and not first.startswith(_KUNYA):
            return [without_article(first), *self.plain[number + 1 : last + 1]]
        return pieces_of([first, *(token.folded for token in self.tokens[number + 1 : last + 1])])


_KUNYA = tuple(FATHER)


def _is_joined(text: str, token: Token, following: Token) -> bool:
    if token.end + 1 == following.start and text[token.end] == " ":
        return True
    if _WITHIN_NAME.fullmatch(text, token.end, following.start):
        return True
    return len(token.text) <= 2 and _ABBREVIATION.fullmatch(text, token.end, following.start) is not None


def _mentions_from(run: _Run, number: int, openings: Sequence[tuple[int, str]]) -> Iterator[Mention]:
    """The acceptable names that start at the token, the longest first."""
    text, tokens, joined, names = run.text, run.tokens, run.joined, run.names
    latin = not run.arabic[number]
    options: list[tuple[int, int, int, str, str]] = []
    for rank, (cut, rest) in enumerate(openings):
        if latin and rest in lexicon.WHERE:
            # "In Kyiv": the preposition is an article to some romanisations, and no part of the name.
            following = tokens[number + 1].folded if number + 1 < len(tokens) else ""
            named = {key for _ends, key in _keys_from(run, number + 1, following)} if following else set()
            options += [(n, -rank, cut, key, rest) for n, key in _keys_from(run, number, rest) if key not in named]
            continue
        if cut and lexicon.is_whole(tokens[number].folded):
            continue  # «وكالة» is a word of its own
        options += [(ends, -rank, cut, key, rest) for ends, key in _keys_from(run, number, rest)]
    for offset, _rank, cut, key, rest in sorted(options, reverse=True):
        end = number + offset
        words = [rest, *(token.folded for token in tokens[number + 1 : end + 1])]
        folded = " ".join(words)
        if not names.is_name(key, folded):
            continue
        level = _commonness(words, tokens, number)
        if level == "common" or (latin and not _is_capitalised(tokens, number, end)):
            continue
        if latin and offset == 0 and _is_agency(tokens, number):
            continue
        if latin and offset == 0 and _is_part_of_longer_name(text, tokens, number, joined, names):
            continue
        start = tokens[number].start + cut
        clitic = text[tokens[number].start : start]
        vouched = _vouched(tokens, number, "" if level else clitic)
        doubtful = bool(level) and (
            not vouched or (vouched != "place" and (level == "frequent" or _is_noun_here(tokens, number, end, names)))
        )
        yield Mention(
            start,
            tokens[end].end,
            text[start : tokens[end].end],
            key,
            folded,
            number,
            end,
            doubtful,
            clitic,
            vouched,
            bool(level),
        )


def _keys_from(run: _Run, number: int, first: str) -> Iterator[tuple[int, str]]:
    """The keys of the names whose words start at the token, and how many words follow it in each."""
    pieces = run.pieces(number, first)
    position, length = 0, len(pieces[0])
    for key in run.names.keys_starting("".join(pieces)):
        while length < len(key):
            position += 1
            length += len(pieces[position])
        # An article after the name adds nothing to the key: "Mayadin in" ends with Mayadin.
        if length == len(key):
            yield position, key
    if len(pieces) > 1 and pieces[0] != without_article(first) and run.names.is_known(first):
        yield 0, first  # «ابو» is «بو» before another word only; alone it keeps its own key


def _commonness(words: Sequence[str], tokens: Sequence[Token], number: int) -> str:
    """``common``, ``guarded``, ``frequent`` or nothing.

    Only names of one word, an article aside, can be words of the language.
    """
    if len(words) > 1 and not (len(words) == 2 and words[0] in ARTICLES):
        return ""
    word = words[-1]
    if len(word) < 3 and not tokens[number].text.isupper():
        return "common"
    if word.isdigit() or tokens[number].folded in lexicon.PARTICLES:
        return "common"
    known = lexicon.common_words()
    # A capital within a sentence does not make "March" a place, and "US" is not "us".
    if tokens[number].text.isupper() and len(word) <= 3:
        return ""
    if word in NO_NAMES:
        return "common"
    if word in known:
        return known[word]
    if is_arabic(word) and known.get(f"ال{word}") == "guarded":
        return "guarded"  # «ميادين» is as much a noun as «الميادين» is
    return "frequent" if word in lexicon.frequent_words() else ""


NO_NAMES = frozenset(lexicon.KIND_WORDS) | frozenset(lexicon.DIRECTIONS) | lexicon.COUNTRYSIDE | lexicon.DESERT
NO_NAMES |= lexicon.NOT_PLACES


def _vouched(tokens: Sequence[Token], number: int, clitic: str) -> str:
    """What the words before a name say of it: ``place``, ``preposition`` or nothing."""
    before = [token.folded for token in tokens[max(0, number - 2) : number]]
    beside = before[-1] if before else ""
    if any(beside[letters:] in _PLACE_NOUNS for letters in (0, 1, 2)):
        return "place"
    if beside in ("من", "عن", "علي"):
        earlier = before[0] if len(before) == 2 else ""
        if beside == "علي":
            return "preposition" if earlier in lexicon.ATTACKS else ""
        return "place" if any(earlier[letters:] in _BEFORE_FROM for letters in (0, 1, 2)) else ""
    if any(beside[letters:] in lexicon.PLACE_PREPOSITIONS for letters in (0, 1)) or beside in lexicon.STRUCK:
        return "preposition"
    return "preposition" if clitic.endswith("ب") else ""


_PLACE_NOUNS = (
    frozenset(lexicon.KIND_WORDS)
    | frozenset(lexicon.DIRECTIONS)
    | lexicon.COUNTRYSIDE
    | lexicon.DESERT
    | lexicon.AROUND
    | lexicon.NEAR
)
_BEFORE_FROM = lexicon.NEAR | frozenset(lexicon.DIRECTIONS) | lexicon.KILOMETRES  # «بالقرب من», «شرق من», «كم من»


def _is_noun_here(tokens: Sequence[Token], first: int, last: int, names: Names) -> bool:
    """True for «المدينة», "the city", and for «ميادين القتال», "fields of battle", after a preposition alone.

    An indefinite noun before a definite one or a name («ميادين بغداد») is no name itself. A feminine adjective, which
    agrees with a town, and a day of the week are no such noun.
    """
    word = tokens[last].folded
    if without_article(word) in lexicon.KIND_WORDS:
        return True
    if first != last or last + 1 == len(tokens) or word.startswith("ال"):
        return False
    following = tokens[last + 1].folded
    if following in lexicon.DAYS or following in lexicon.common_words():
        return False
    if names.is_name(key_of_folded(following), following):
        return True
    return following.startswith("ال") and len(following) > 4 and not following.endswith("ه")


def _may_start_latin(text: str, tokens: Sequence[Token], number: int, last: int) -> bool:
    word = tokens[number]
    if word.text[0].isupper():
        return True
    # "al-Mayadin", "the al Bab road": an article in lower case, its noun with a capital.
    return (
        word.folded in ARTICLES
        and last > number
        and tokens[number + 1].text[0].isupper()
        and (word.folded in ("al", "el", "ul") or text[word.end] == "-")
    )


_LOWER_CASE_PARTS = frozenset(
    ["of", "the", "and", "on", "upon", "de", "la", "le", "du", "des", "del", "di", "da", "do", "sur", "les", "en", "y"]
    + ["san", "am", "an", "der", "den", "e"]
)


def _is_capitalised(tokens: Sequence[Token], first: int, last: int) -> bool:
    return (
        all(
            not token.text.islower()  # "ezZor" of a hashtag too
            or token.text[0].isdigit()
            or token.folded in ARTICLES
            or token.folded in _LOWER_CASE_PARTS
            for token in tokens[first : last + 1]
        )
        and (
            tokens[last].text[0].isupper()
            or last == first
            or not tokens[last].text.islower()
            or "-" in tokens[last].text
        )
    )


_SHORTEST_AGENCY = 4  # letters: UAE and USA say something too, and are countries


def _is_agency(tokens: Sequence[Token], number: int) -> bool:
    """True for "SANA reported" and "according to SANA": initials that speak are an agency's, and no town's.

    The words beside it must be in small letters, since in a headline in capitals every name is.
    """
    name = tokens[number].text
    if not name.isupper() or len(name) < _SHORTEST_AGENCY:
        return False
    if number + 1 < len(tokens) and tokens[number + 1].text.islower() and tokens[number + 1].folded in lexicon.SAYING:
        return True
    before = [token for token in tokens[max(0, number - 2) : number] if not token.text.isupper()]
    words = tuple(token.folded for token in before)
    return any(words[-len(phrase) :] == phrase for phrase in lexicon.QUOTED)


def _is_part_of_longer_name(
    text: str, tokens: Sequence[Token], number: int, joined: Sequence[bool], names: Names
) -> bool:
    """True where a capitalised neighbour shows that the word is a part of a person's or body's name.

    A dash before or after another place parts two names: "the Homs-Palmyra road".
    """

    def belongs(left: int, neighbour: int) -> bool:
        if not joined[left] or not _is_name_like(tokens[neighbour]):
            return False
        dash = text[tokens[left].end : tokens[left + 1].start] in _DASHES
        return not (dash and names.starts_name(tokens[neighbour].folded))

    before = number > 0 and belongs(number - 1, number - 1)
    after = number + 1 < len(tokens) and belongs(number, number + 1)
    if before and _starts_sentence(text, tokens, number - 1) and lexicon.common_words().get(tokens[number - 1].folded):
        before = False
    return before or after


_DASHES = frozenset("-‐‑–")


def _is_name_like(token: Token) -> bool:
    known = token.folded in lexicon.KIND_WORDS or token.folded in lexicon.DIRECTIONS or token.folded in lexicon.CENTRAL
    return token.text[0].isupper() and not known and token.folded not in lexicon.PLACE_PREPOSITIONS


def _starts_sentence(text: str, tokens: Sequence[Token], number: int) -> bool:
    gap = text[tokens[number - 1].end : tokens[number].start] if number else "."
    return any(mark in gap for mark in ".!?\n:")
