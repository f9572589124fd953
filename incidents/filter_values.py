"""Reading the parameters of a filter: what cannot be understood, or is too much, is refused by its name."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable

from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext as _

from incidents.geometry import on_grid
from incidents.polygons import CORNERS, GRID, Corner
from incidents.querysets import Box

LONGEST_WORDS = 200
LARGEST_COUNT = 1_000_000
MOST_VALUES = 50  # of one parameter
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", re.ASCII)
_REGION = re.compile(r"[A-Z]{2}\.[A-Za-z0-9]{1,20}", re.ASCII)
_NUMBER = re.compile(r"\d{1,9}", re.ASCII)


class FilterError(ValueError):
    """A parameter is wrong; `message` is translated and says how."""

    def __init__(self, parameter: str, message: str) -> None:
        super().__init__(f"{parameter}: {message}")
        self.parameter = parameter
        self.message = message


def box(query: QueryDict, parameter: str) -> Box | None:
    """Degrees, rounded to the grid that boxes are kept on."""
    written = query.get(parameter, "")
    if not written:
        return None
    expected = _("four numbers with commas are expected: west, south, east, north")
    west, south, east, north = _numbers(parameter, written, range(4, 5), expected)
    _check_degrees(parameter, (west, east), (south, north))
    if south > north:
        raise FilterError(parameter, _("south lies above north"))
    return on_grid(west, south, east, north)


def polygon(query: QueryDict, parameter: str) -> tuple[Corner, ...]:
    """Corners in ten-thousandths of a degree, closed by itself."""
    written = query.get(parameter, "")
    if not written:
        return ()
    expected = _("%(least)d to %(most)d corners are expected: longitude, latitude, longitude, …, with commas")
    told = expected % {"least": CORNERS[0], "most": CORNERS[-1]}
    numbers = _numbers(parameter, written, range(2 * CORNERS[0], 2 * CORNERS[-1] + 1, 2), told)
    longitudes, latitudes = numbers[::2], numbers[1::2]
    _check_degrees(parameter, longitudes, latitudes)
    return tuple((round(x * GRID), round(y * GRID)) for x, y in zip(longitudes, latitudes, strict=True))


def _numbers(parameter: str, written: str, count: range, expected: str) -> tuple[float, ...]:
    parts = written.split(",", count[-1])
    if len(parts) not in count:
        raise FilterError(parameter, expected)
    try:
        numbers = tuple(float(part) for part in parts)
    except ValueError:
        raise FilterError(parameter, expected) from None
    if not all(math.isfinite(number) for number in numbers):
        raise FilterError(parameter, _("the numbers must be finite"))
    return numbers


def _check_degrees(parameter: str, longitudes: tuple[float, ...], latitudes: tuple[float, ...]) -> None:
    if max(map(abs, latitudes)) > 90 or max(map(abs, longitudes)) > 180:
        raise FilterError(parameter, _("degrees of longitude lie within ±180, of latitude within ±90"))


def date(query: QueryDict, parameter: str) -> dt.date | None:
    written = query.get(parameter, "")
    if not written:
        return None
    try:
        # strptime also reads one-digit months; the round trip keeps to ISO 8601.
        day = dt.datetime.strptime(written, "%Y-%m-%d").date()
    except ValueError:
        raise FilterError(parameter, _("a date is written 2020-06-30")) from None
    if day.isoformat() != written:
        raise FilterError(parameter, _("a date is written 2020-06-30"))
    return day


def codes(query: QueryDict, parameter: str, choices: type[models.TextChoices]) -> tuple[str, ...]:
    return _several(query, parameter, lambda code: code in choices.values, ", ".join(choices.values))


def countries(query: QueryDict, parameter: str) -> tuple[str, ...]:
    given = [code.upper() for code in query.getlist(parameter) if code]
    if not all(len(code) == 2 and code.isascii() and code.isalpha() for code in given):
        raise FilterError(parameter, _("two letters of ISO 3166-1 are expected"))
    return _few(parameter, given)


def regions(query: QueryDict, parameter: str) -> tuple[str, ...]:
    return _several(query, parameter, lambda code: bool(_REGION.fullmatch(code)), "SY.08")


def languages(query: QueryDict, parameter: str) -> tuple[str, ...]:
    return _several(query, parameter, lambda code: len(code) <= 12 and bool(_LANGUAGE.fullmatch(code)), "ar, en, und")


def ids(query: QueryDict, parameter: str) -> tuple[int, ...]:
    written = _several(query, parameter, lambda number: bool(_NUMBER.fullmatch(number)), "1, 2, 3, …")
    return tuple(sorted({int(number) for number in written}))


def count(query: QueryDict, parameter: str) -> int:
    """0 asks for nothing."""
    written = query.get(parameter, "")
    if not written:
        return 0
    if not _NUMBER.fullmatch(written) or int(written) > LARGEST_COUNT:
        raise FilterError(parameter, _("a number of people is expected"))
    return int(written)


def words(query: QueryDict, parameter: str) -> str:
    told = " ".join(query.get(parameter, "").split())
    if len(told) > LONGEST_WORDS:
        raise FilterError(parameter, _("it is too long"))
    return told


def _several(query: QueryDict, parameter: str, is_right: Callable[[str], bool], allowed: str) -> tuple[str, ...]:
    given = [code for code in query.getlist(parameter) if code]
    for code in given:
        if not is_right(code):
            message = _("“%(code)s” is not one of: %(allowed)s")
            raise FilterError(parameter, message % {"code": code[:LONGEST_WORDS], "allowed": allowed})
    return _few(parameter, given)


def _few(parameter: str, given: list[str]) -> tuple[str, ...]:
    distinct = tuple(sorted(set(given)))
    if len(distinct) > MOST_VALUES:
        raise FilterError(parameter, _("there are too many of them"))
    return distinct
