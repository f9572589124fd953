"""The edge where text comes in: stored text has `\\n` line ends, is never stripped, and offsets count code points."""

from __future__ import annotations

import bisect
import hashlib
import re
from itertools import accumulate

from django.utils.translation import gettext as _

from incidents.errors import Refused

# A report of a hundred pages; reading it keeps web and worker together below the 700 MB that a small box has.
MAXIMUM_CHARACTERS = 300_000
_LINE_END = re.compile(r"\r\n?")
_SURROGATE = re.compile("[\ud800-\udfff]")
# Bidi and other format controls, control characters; the joiners of Persian are letters' and stay.
_INVISIBLE = re.compile("[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_BIDI_CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def stored_text(text: str) -> str:
    """The text as it is stored: line ends evened, nothing else touched. Refused where it cannot be kept as it is."""
    if len(text) > 2 * MAXIMUM_CHARACTERS:
        raise _too_long(len(text))
    stored = _LINE_END.sub("\n", text)
    if len(stored) > MAXIMUM_CHARACTERS:
        raise _too_long(len(stored))
    if not any(map(str.isalnum, stored)):
        raise Refused(_("The report has no text."), "text")
    return storable(stored, "text")


def storable(value: str, field: str) -> str:
    """The value itself; Refused where a database or a browser could not give it back unchanged."""
    if "\x00" in value:
        message = _("There is a NUL character at position %(position)d: that is no text.")
        raise Refused(message % {"position": value.index("\x00")}, field)
    if found := _SURROGATE.search(value):
        message = _("There is half a character (a lone surrogate) at position %(position)d.")
        raise Refused(message % {"position": found.start()}, field)
    return value


def one_line(value: str, field: str, longest: int) -> str:
    """A short input on one line, without blanks around it; Refused where it is too long or not storable."""
    tidy = " ".join(storable(value, field).split())
    if len(tidy) > longest:
        message = _("This is %(length)d characters long; at most %(longest)d are allowed.")
        raise Refused(message % {"length": len(tidy), "longest": longest}, field)
    return tidy


def without_invisible(value: str, field: str) -> str:
    """The value itself; Refused where it holds a mark that nobody sees and that may turn the words around it."""
    if found := _INVISIBLE.search(value):
        message = _("There is an invisible mark (%(code)s) at position %(position)d: type it without the mark.")
        raise Refused(message % {"code": f"U+{ord(found[0]):04X}", "position": found.start() + 1}, field)
    return value


def visible_part(value: str) -> str:
    """The value on one line without such marks: of words that are copied out of a report."""
    return " ".join(_INVISIBLE.sub("", value.replace("\n", " ")).split())


def sha256_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def code_points_from_utf16(text: str, offset: int) -> int:
    """The code point offset of a browser's offset (UTF-16 units) into the text. Refused beyond the text's end.

    An offset in the middle of a character counts that character as not reached.
    """
    ends = list(accumulate((2 if ord(character) > 0xFFFF else 1 for character in text), initial=0))
    if not 0 <= offset <= ends[-1]:
        raise Refused(_("The marked words are not in the text."), "spans")
    return bisect.bisect_right(ends, offset) - 1


def utf16_from_code_points(text: str, offset: int) -> int:
    """What a browser calls the code point offset. Refused beyond the text's end."""
    if not 0 <= offset <= len(text):
        raise Refused(_("The marked words are not in the text."), "spans")
    return offset + sum(ord(character) > 0xFFFF for character in text[:offset])


def harmless(quote: str) -> str:
    """A quotation without the invisible controls that could turn the words around it; for what is shown, not kept."""
    return _BIDI_CONTROLS.sub("", quote)


def _too_long(length: int) -> Refused:
    message = _("The text is %(length)s characters long; at most %(longest)s are allowed.")
    return Refused(message % {"length": f"{length:,}", "longest": f"{MAXIMUM_CHARACTERS:,}"}, "text")
