"""The part of a day at which something happened, in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

# What the extraction writes where a report names a part of the day; an editor may write any other words.
PARTS_OF_THE_DAY = {
    "dawn": gettext_lazy("at dawn"),
    "morning": gettext_lazy("in the morning"),
    "noon": gettext_lazy("at noon"),
    "afternoon": gettext_lazy("in the afternoon"),
    "evening": gettext_lazy("in the evening"),
    "night": gettext_lazy("at night"),
    "after_midnight": gettext_lazy("after midnight"),
}


def time_words(time_of_day: str) -> str:
    return str(PARTS_OF_THE_DAY.get(time_of_day, time_of_day))
