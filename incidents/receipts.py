"""What the reader wrote down about a date and a speaker, in the language of the page.

`extraction` knows no interface and writes English: the rule of a date as parts joined by "; " (``calendar_rules``),
the speaker under the name that its lexicon has for all spellings.
"""

from __future__ import annotations

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

RULES = (
    gettext_noop("lies after the publication date"),
    gettext_noop("relative date, and the report's publication date is not known"),
    gettext_noop("no year in the text, and the report's publication date is not known"),
    gettext_noop("the text does not say how long ago"),
    gettext_noop("counted from another day, which the text does not name before"),
    gettext_noop("no such day in the calendar"),
    gettext_noop("the words name no date"),
    gettext_noop("after midnight may fall on either day"),
    gettext_noop("full date"),
    gettext_noop("full date in figures"),
    gettext_noop("day and month cannot be told apart in figures"),
    gettext_noop("the latest such day up to the publication date"),
    gettext_noop("a day of the month named before"),
    gettext_noop("the day of the incident told before"),
    gettext_noop("range of days"),
    gettext_noop("range of days, the latest up to the publication date"),
    gettext_noop("Hijri date by the Umm al-Qura calendar"),
    gettext_noop("Hijri date by the Umm al-Qura calendar, the latest up to the publication date"),
    gettext_noop("the latest such month up to the publication date"),
    gettext_noop("month and year"),
    gettext_noop("spring of the northern hemisphere"),
    gettext_noop("summer of the northern hemisphere"),
    gettext_noop("autumn of the northern hemisphere"),
    gettext_noop("winter of the northern hemisphere"),
    gettext_noop("the latest such weekday up to the publication date"),
    gettext_noop("the latest such weekdays up to the publication date"),
    gettext_noop("after midnight in the night between two weekdays: the second"),
    gettext_noop("the week of the publication date"),
    gettext_noop("the week before that of the publication date"),
    gettext_noop("the month of the publication date"),
    gettext_noop("the month before that of the publication date"),
    gettext_noop("the year of the publication date"),
    gettext_noop("the year before that of the publication date"),
    gettext_noop("year"),
    gettext_noop("set by an editor"),
)
# Parts with a number in them: how they are written, and how they are told.
COUNTED = tuple(
    (re.compile(pattern), message)
    for pattern, message in (
        (r"early in a month: days (?P<first>\d+) to (?P<last>\d+)",
         gettext_noop("early in a month: days %(first)s to %(last)s")),
        (r"mid in a month: days (?P<first>\d+) to (?P<last>\d+)",
         gettext_noop("in the middle of a month: days %(first)s to %(last)s")),
        (r"late in a month: days (?P<first>\d+) to (?P<last>\d+)",
         gettext_noop("late in a month: days %(first)s to %(last)s")),
        (r"publication date \+0 days", gettext_noop("the publication date itself")),
        (r"\+0 days from the day named before", gettext_noop("the very day named before")),
        (r"publication date (?P<offset>[+-]\d+) days", gettext_noop("publication date, %(offset)s in days")),
        (r"(?P<offset>[+-]\d+) days from the day named before",
         gettext_noop("the day named before, %(offset)s in days")),
        (r"(?P<count>\d+) hour\(s\) before the publication date",
         gettext_noop("before the publication date, hours: %(count)s")),
        (r"(?P<count>\d+) day\(s\) before the publication date",
         gettext_noop("before the publication date, days: %(count)s")),
        (r"(?P<count>\d+) week\(s\) before the publication date",
         gettext_noop("before the publication date, weeks: %(count)s")),
        (r"(?P<count>\d+) month\(s\) before the publication date",
         gettext_noop("before the publication date, months: %(count)s")),
        (r"(?P<count>\d+) year\(s\) before the publication date",
         gettext_noop("before the publication date, years: %(count)s")),
    )
)  # fmt: skip
SPEAKERS = (
    gettext_noop("local sources"),
    gettext_noop("medical sources"),
    gettext_noop("security sources"),
    gettext_noop("military sources"),
    gettext_noop("witnesses"),
    gettext_noop("police"),
    gettext_noop("health ministry"),
    gettext_noop("defence ministry"),
    gettext_noop("interior ministry"),
    gettext_noop("state media"),
    gettext_noop("activists"),
    gettext_noop("a monitor"),
    gettext_noop("Syrian Observatory for Human Rights"),
    gettext_noop("Deir Ezzor 24"),
    gettext_noop("Syrian Network for Human Rights"),
    gettext_noop("White Helmets"),
    gettext_noop("Pentagon"),
    gettext_noop("United Nations"),
    gettext_noop("Iraqi military"),
    gettext_noop("Security Media Cell"),
    gettext_noop("Reuters"),
    gettext_noop("AFP"),
    gettext_noop("AP"),
    gettext_noop("SANA"),
    gettext_noop("Anadolu"),
    gettext_noop("North Press"),
    gettext_noop("Xinhua"),
    gettext_noop("TASS"),
    gettext_noop("INA"),
    gettext_noop("Al Jazeera"),
)
_LEFT_TO_RIGHT, _END = "\u2066", "\u2069"


def rule_words(rule: str) -> str:
    """The rule of a date, each of its parts translated; a part that is not known stays as it is."""
    # Translators: stands between the steps by which a date was found.
    return _("; ").join(_part(part) for part in rule.split("; ")) if rule else ""


def speaker_words(said_by: str) -> str:
    """Who says so, translated where the lexicon knows the speaker."""
    return _(said_by) if said_by in SPEAKERS else said_by


def _part(part: str) -> str:
    if part in RULES:
        return _(part)
    for pattern, message in COUNTED:
        if match := pattern.fullmatch(part):
            # A minus sign would change sides in an Arabic sentence.
            return _(message) % {name: f"{_LEFT_TO_RIGHT}{number}{_END}" for name, number in match.groupdict().items()}
    return part
