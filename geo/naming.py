"""What a place is called in Arabic and in English, as far as the gazetteer knows for certain.

GeoNames' alternate names come without their languages (``geo.packages``), and in the Arabic script they mix Arabic
with Persian, Urdu, Kurdish and Uyghur. What only Arabic writes tells them apart.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher

from django.db.models import Q

from geo.folding import fold, is_arabic, key_of
from geo.lexicon import without_kind_words
from geo.models import Place, PlaceName

LANGUAGES = ("en", "ar")
_MARKS = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670]")  # short vowels and tatweel: not part of a spelling
# Words of the 36 letters and forms that Arabic uses, so that a name with گ چ پ ژ ی ک ە ڤ ێ ۆ ہ is another language's.
# Kurdish and Uyghur also begin words with ئ, the seat of their initial vowels, and put ة inside them.
_ARABIC_WORDS = re.compile(r"(?:(?!ئ|\w*ة\w)[\u0621-\u063a\u0641-\u064a]+(?: |$))+")
# Of the letters that Persian and its neighbours share with Arabic these stand in Arabic loan words only: of طهران and
# تهران the first is the Arabic name.
_NATIVE = frozenset("ةأإؤثحذصضطظعق")
# Persian, Ottoman and hasty spelling drop these: of أنقرة and انقره the first is spelt out.
_SPELT_OUT = frozenset("ةأإ")
_PERSIAN = re.compile("(?:استان|فرماندارئ|شهرستان|بخش) ")  # "province", "district" in Persian, which use Arabic letters
# How English writes the letters that are left when a name is folded (``geo.folding.fold``).
_ROMAN = str.maketrans(
    {"ث": "th", "خ": "kh", "ذ": "dh", "ش": "sh", "غ": "gh"}
    | dict(zip("ابتجحدرزسصضطظعفقكلمنهوي", "abtjhdrzssdtzafkklmnhui", strict=True))
)
_SOUNDS = str.maketrans("qowyeg", "kuuiik")
_ONE_NAME = 0.6  # Hasaka and Al Hasakah
_AS_LIKE = 0.12  # a short vowel more or less
_CERTAIN: dict[str, int] = {PlaceName.Kind.PREFERRED: 2, PlaceName.Kind.OFFICIAL: 1}
_AREAS = (Place.Kind.ADM1, Place.Kind.ADM2, Place.Kind.ADM3)
Names = dict[str, str]
_Row = tuple[str, str, str]  # name, language, kind


def names_of(places: Iterable[Place]) -> dict[int, Names]:
    """``{place id: {"en": …, "ar": …}}`` for all the places, with one query; the main name where none is certain."""
    by_id = {place.pk: place for place in places}
    rows: dict[int, list[_Row]] = {}
    wanted = Q(language__in=("en", "ar", "und-Arab")) | Q(language="und-Latn", folded__in=_romanised_keys(by_id))
    named = PlaceName.objects.filter(wanted, place__in=by_id).exclude(kind=PlaceName.Kind.FORMER).order_by("pk")
    if by_id:
        for place_id, *row in named.values_list("place_id", "name", "language", "kind"):
            rows.setdefault(place_id, []).append((row[0], row[1], row[2]))
    return {
        number: {"en": _english(place, rows.get(number, [])), "ar": _arabic(place, rows.get(number, []))}
        for number, place in by_id.items()
    }


def names_in(language: str, places: Iterable[Place]) -> dict[int, str]:
    """``{place id: name}`` in one of ``LANGUAGES``, in English for any other, with one query."""
    chosen = language if language in LANGUAGES else "en"
    return {number: names[chosen] for number, names in names_of(places).items()}


def _romanised_keys(places: dict[int, Place]) -> list[str]:
    return [key_of(place.name) for place in places.values() if not place.name.isascii()]


def _english(place: Place, rows: list[_Row]) -> str:
    """The main name, unless it is a scholar's romanisation and a plain name is certain: Homs for Ḩimş."""
    plain = _plain(place.name)
    if place.name == plain and place.kind not in _AREAS:
        return place.name
    english = [(name, kind) for name, language, kind in rows if language == "en" and name.isascii()]
    if found := [name for name, kind in english if kind == PlaceName.Kind.PREFERRED]:
        return plain if plain in found else found[0]
    if place.name == plain:
        return place.name
    if any(name == plain for name, _kind in english):
        return plain  # Baghdad, although ISO 3166-2 writes Bagdad
    for name, kind in english:
        # ISO also translates: "Green Mountain" for Al Jabal al Akhḑar is no name that anybody uses.
        if kind == PlaceName.Kind.OFFICIAL and _likeness(name, plain) >= _ONE_NAME:
            return name
    # The same romanisation without its marks, where somebody writes it: only of Arabic names, since ü is no mark of u.
    attested = {_plain(name) for name, language, _kind in rows if language == "und-Latn" and name.isascii()}
    is_romanised = any(language == "ar" for _name, language, _kind in rows)
    return plain if is_romanised and plain in attested else place.name


def _plain(name: str) -> str:
    """The name in ASCII letters: without diacritics, and without the signs for ʿayn and hamza."""
    letters = (letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    return re.sub("[`'‘’ʻʼʾʿ]", "", "".join(letters))


def _arabic(place: Place, rows: list[_Row]) -> str:
    """The name that Arabic writers use: a certain one, else the best of those written as only Arabic writes."""
    if is_arabic(place.name):
        return place.name
    certain = [(_MARKS.sub("", name), kind) for name, language, kind in rows if language == "ar" and kind in _CERTAIN]
    if certain:
        return max(certain, key=lambda row: _CERTAIN[row[1]])[0]
    for tag in ("ar", "und-Arab"):
        spelt = [_MARKS.sub("", name) for name, language, _kind in rows if language == tag]
        if fitting := [name for name in spelt if _ARABIC_WORDS.fullmatch(name) and not _PERSIAN.match(name)]:
            return _best(fitting, _known_as(place))
    return place.name


def _known_as(place: Place) -> list[str]:
    """The main name, and for a capital its governorate's: "Jerusalem" says less about القدس than "Al Quds" does."""
    return [place.name, place.admin1_name] if place.feature_code == "PPLC" else [place.name]


def _best(names: list[str], known_as: list[str]) -> str:
    """Of the spellings that sound like one of its names the one that most share, with its article, spelt in full."""
    keys = Counter(key_of(name) for name in names)
    likeness = {name: max(_likeness(name, known) for known in known_as) for name in names}
    closest = max(likeness.values())

    def rank(name: str) -> tuple[bool, bool, bool, int, bool, int, bool, int]:
        bare, kinds = without_kind_words(fold(name))
        return (
            not (kinds and key_of(bare) in keys),  # «محافظة كركوك» beside «كركوك»
            closest - likeness[name] <= _AS_LIKE,
            any(letter in _NATIVE for letter in name),
            keys[key_of(name)],
            name.startswith("ال"),
            -name.count(" "),
            any(letter in _SPELT_OUT for letter in name),
            -len(name),  # Arabic writes no short vowels: نابلس rather than نابلوس
        )

    return max(names, key=rank)


def _likeness(one: str, other: str) -> float:
    """From 0 to 1: how alike two names sound, in either script, whatever vowels and letters for ق the writers chose."""
    sounds = [key_of(name).translate(_ROMAN).translate(_SOUNDS) for name in (one, other)]
    return SequenceMatcher(None, sounds[0], sounds[1]).ratio()
