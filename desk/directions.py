"""Which way a language is written."""

from babel import Locale, UnknownLocaleError


def direction_of(language: str) -> str:
    """`rtl`, `ltr`, or `auto` where the language is not known (BCP 47)."""
    try:
        return Locale.parse(language, sep="-").text_direction if language and language != "und" else "auto"
    except (UnknownLocaleError, ValueError):
        return "auto"
