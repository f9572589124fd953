"""How romanised names sound, so that one name in two transliterations is found and told from another name.

Each writing tradition has its ways to spell one sound: kh and x, q, k and g, dh, d and z, ou, oo and u for those of
Arabic and Persian (BGN/PCGN 1956, French maps, newspapers); h and g, -ivka and -ovka, -e and -oye for Ukrainian and
Russian. ``sound_of`` rewrites a name in one letter a sound, ``skeleton_of`` keeps what all writers agree on, by which
names are found, and ``closeness`` compares two sounds by an edit distance whose costs follow classes of letters that
stand for one another (Freeman, Condon and Ackerman, "Cross linguistic name matching in English and Arabic", 2006).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from geo import lexicon
from geo.folding import ARTICLES, pieces_of

VOWELS = frozenset("AEIOU")
_VOWEL_WEIGHT = 0.25  # of a consonant's, in how long a name is
_ANOTHER_CONSONANT = 1.3
_ARTICLE_APART = 0.01
DEFINITE = "*"
_LEAST_AFTER_HEAD = 3  # consonants
# By the number of consonants. Of names of the given province the share that was right fell under a half below these.
_LEAST_CLOSENESS, _LEAST_CLOSENESS_LONG = {0: 1.0, 1: 0.98, 2: 0.93, 3: 0.89}, 0.87
_LEFT_OUT = {"A": 0.22, "E": 0.22, "I": 0.3, "O": 0.3, "U": 0.3, "h": 0.5}
_REPEATED = re.compile(r"A+(?=[IU])|(.)(?=\1)")  # "ai", "aw"; doubled letters

_NOTHING = re.compile("(?!)")
_TA_MARBUTA = re.compile("(?<=[aeiy])h$|ه$")
_CONSTRUCT = re.compile("(?<=..[ae])t$|(?<=..)ت$")  # "Khirbat", "Khirbet": a ta marbuta before the next word


@dataclass(frozen=True, slots=True, eq=False)
class Tradition:
    """A way to write names in Latin letters.

    ``spellings`` are rewritten in their order, then ``letters`` one by one; ``costs`` are those of taking one sound for
    another (0 to ``_ANOTHER_CONSONANT``); sounds of one ``skeleton`` letter are one when names are looked up.
    """

    code: str
    spellings: tuple[tuple[str, str], ...]
    letters: Mapping[int, str]
    costs: Mapping[tuple[str, str], float]
    skeleton: Mapping[int, str | None]
    starts: re.Pattern[str]  # left out or not
    ends: re.Pattern[str]  # written in many ways, or not at all
    end: str = ""


def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    return tuple((pair.split("=")[0], pair.split("=")[1]) for pair in text.split())


def _letters(text: str) -> dict[int, str]:
    return {ord(letter): sound for letter, sound in _pairs(text)}


def _costs(text: str, vowels: str) -> dict[tuple[str, str], float]:
    """ "kK=.1" both ways; vowels not named cost as ``vowels`` says."""
    costs = {(one, other): float(vowels) for one in VOWELS for other in VOWELS if one != other}
    for pair, cost in _pairs(text):
        costs[pair[0], pair[1]] = costs[pair[1], pair[0]] = float(cost)
    return costs


def _skeleton(text: str) -> dict[int, str | None]:
    merged = {ord(letter): classed[0] for classed in text.split() for letter in classed}
    return merged | dict.fromkeys(map(ord, f"AEIOUh{DEFINITE}"))


# The sounds of Arabic, Persian, Pashto, Kurdish and Turkish. Big letters are sounds that Latin writes with two letters
# or not at all: X kh, G gh, S sh, T th, D dh and the emphatic d and z, J j, K q.
ARABIC = Tradition(
    code="a",
    spellings=_pairs(
        "tch=S sch=S sh=S ch=S kh=X gh=G th=T dh=D zh=D ph=f dj=J dg=J ee=i oo=u ou=u ow=u"
        " ا=A ب=b ت=t ث=T ج=J ح=h خ=X د=d ذ=D ر=r ز=z س=s ش=S ص=s ض=D ط=t ظ=D"
        " ع= غ=G ف=f ق=K ك=k ل=l م=m ن=n ه=h و=U ي=I"
    ),
    letters=_letters("x=X q=K c=k v=f p=b j=J a=A e=A i=I y=I o=U u=U w=U"),
    costs=_costs(
        "kK=.1 Kg=.2 kg=.3 Jg=.3 Dd=.2 Dz=.25 DT=.4 Tt=.2 Ts=.35 Dt=.5 dz=.6 sz=.4 Xh=.35 Xk=.4 Gg=.2 GK=.4 SJ=.6 Ss=.5"
        " td=.5 bf=.7 mn=.6 lr=.9 Gr=.6 Uf=.5 Ub=.6",
        vowels=".3",
    ),
    skeleton=_skeleton("tTdDz kKgGX"),
    starts=re.compile("^[AIU]l(?=[^AIU]{1,2}[AIU])"),  # a glued article: Albukamal, Elbab
    ends=_NOTHING,
)
SLAVIC = Tradition(
    code="s",
    spellings=_pairs(
        "shch=S sch=S tch=C tsch=C sh=S ch=C cz=C zh=Z kh=g tz=c ts=c ph=f ck=k"
        " iy=I yi=I ii=I ij=I yj=I yy=I ia=A ya=A ja=A ie=E ye=E je=E io=O yo=O jo=O iu=U yu=U ju=U ou=U oo=U"
    ),
    letters=_letters("g=g h=g x=g w=v q=k j=I y=I i=I e=E a=A o=O u=U"),
    costs=_costs(
        "EI=.1 OI=.2 EO=.25 OA=.2 OU=.2 AE=.25 vf=.3 vU=.3 Cc=.4 CS=.5 ZS=.6 Zz=.4 zs=.5 td=.7 mn=.6", vowels=".3"
    ),
    skeleton=_skeleton("vf cCS zZs"),
    starts=_NOTHING,
    ends=re.compile("(?:OE|OI|UE|II|EI|IE|AI|I|E)$"),
    end="E",
)
PLAIN = Tradition(
    code="p",
    spellings=_pairs(
        "tch=C sch=S sh=S ch=C ph=f ck=k qu=k kh=k gh=g dh=d th=t bh=b dj=j hp=p hk=k ht=t ou=U oo=U ee=I"
    ),
    letters=_letters("q=k c=k x=s y=I i=I w=U u=U a=A e=E o=O"),
    costs=_costs(
        "EI=.2 OU=.2 AE=.35 AO=.35 bv=.3 sz=.3 SC=.3 Ss=.4 Cj=.4 Ck=.6 jI=.3 jz=.5 kg=.4 td=.5 bp=.5 fp=.5 fv=.4 lr=.6"
        " mn=.6 vU=.4 hj=.3",
        vowels=".45",
    ),
    skeleton=_skeleton("kgC bpvf td sSz"),
    starts=_NOTHING,
    ends=re.compile("(?<=[AEIOU])h$"),
)

_ARABIC_COUNTRIES = (
    "AE AF BH DJ DZ EG IL IQ IR JO KM KW LB LY MA MR OM PK PS QA SA SD SO SY TN TR YE"  # and Persian, Pashto, Turkish
)
_SLAVIC_COUNTRIES = "AM AZ BA BG BY GE KG KZ MD ME MK RS RU TJ TM UA UZ"  # and what is romanised out of Cyrillic
ROMANISED = tuple(_ARABIC_COUNTRIES.split())  # where a name of the script is likeliest to come in many spellings
_OF_COUNTRY = {
    country: tradition
    for tradition, countries in ((ARABIC, _ARABIC_COUNTRIES), (SLAVIC, _SLAVIC_COUNTRIES))
    for country in countries.split()
}


def tradition_of(country: str) -> Tradition:
    """How the names of a country (ISO 3166-1) are romanised."""
    return _OF_COUNTRY.get(country, PLAIN)


@lru_cache(maxsize=32_768)
def sound_of(folded: str, tradition: Tradition) -> str:
    """The folded name (``geo.folding.fold``) in one letter a sound, without articles and limits of words.

    ``DEFINITE`` stands before the sounds of a name that begins with an article, since of two villages one has it.
    """
    words = folded.split(" ")
    pieces = [piece for piece in pieces_of(words) if piece] or words
    definite = words[0] in ARTICLES and len(words) > 1 or words[0].startswith("ال")
    if tradition is ARABIC:
        pieces = [*(_CONSTRUCT.sub("", piece) for piece in pieces[:-1]), pieces[-1]]
        pieces = [_TA_MARBUTA.sub("a", piece) for piece in pieces]
    sound = _sounds("".join(pieces), tradition)
    return DEFINITE + sound if definite else tradition.starts.sub("", sound)


def parts_of(folded: str) -> list[str]:
    """How a romanised Arabic name sounds without what tells it from its neighbours and writers leave out.

    That is an adjective at its end, "Khuwayn al Kabir", or a head, "Tall al Albawi".
    """
    words = folded.split(" ")
    if len(words) < 2:
        return []
    parts = []
    if _skeleton_of_word(words[-1]) in _ADJECTIVES:
        end = -2 if len(words) > 2 and words[-2] in ARTICLES else -1
        parts.append(sound_of(" ".join(words[:end]), ARABIC))
    if _skeleton_of_word(words[0]) in _HEADS:
        rest = sound_of(" ".join(words[1:]), ARABIC)
        # "Madi" and "Jubb Madi" are two; of a longer name the head is left out.
        parts += [rest] if len(skeleton_of(rest, ARABIC)) >= _LEAST_AFTER_HEAD else []
    return parts


def _skeleton_of_word(word: str) -> str:
    return skeleton_of(sound_of(word, ARABIC), ARABIC)


def _sounds(letters: str, tradition: Tradition) -> str:
    for spelling, sound in tradition.spellings:
        if spelling in letters:
            letters = letters.replace(spelling, sound)
    return tradition.ends.sub(tradition.end, _REPEATED.sub("", letters.translate(tradition.letters)))


def skeleton_of(sound: str, tradition: Tradition) -> str:
    """The consonants of a name's sound: "dayr az zawr", "deir ezzor" and "der zor" have the same."""
    return _REPEATED.sub("", sound.translate(tradition.skeleton))


def closeness(one: str, other: str, tradition: Tradition) -> float:
    """How alike two sounds are: 1 for the same, below 0.9 hardly ever two spellings of one name."""
    first, second = one.lstrip(DEFINITE), other.lstrip(DEFINITE)
    length = (_weight(first) + _weight(second)) / 2
    apart = _distance(first, second, tradition.costs) / length if length else 0.0
    if (first == one) != (second == other):
        apart += _ARTICLE_APART
    return max(0.0, 1.0 - apart)


def least_closeness(sound: str, tradition: Tradition) -> float:
    """How close a name must come to a sound to be another spelling of it: the shorter, the closer."""
    return _LEAST_CLOSENESS.get(len(skeleton_of(sound, tradition)), _LEAST_CLOSENESS_LONG)


def _weight(sound: str) -> float:
    return sum(_VOWEL_WEIGHT if letter in VOWELS else 1.0 for letter in sound)


def _distance(one: str, other: str, costs: Mapping[tuple[str, str], float]) -> float:
    """The least cost of turning one string of sounds into the other."""
    above = [0.0]
    for letter in other:
        above.append(above[-1] + _LEFT_OUT.get(letter, 1.0))
    for letter in one:
        left_out = _LEFT_OUT.get(letter, 1.0)
        line = [above[0] + left_out]
        for column, facing in enumerate(other):
            change = 0.0 if letter == facing else costs.get((letter, facing), _ANOTHER_CONSONANT)
            line.append(
                min(above[column] + change, above[column + 1] + left_out, line[column] + _LEFT_OUT.get(facing, 1.0))
            )
        above = line
    return above[-1]


_ADJECTIVES = frozenset(map(_skeleton_of_word, lexicon.PART_ADJECTIVES))
_HEADS = frozenset(map(_skeleton_of_word, lexicon.VILLAGE_HEADS))
