"""Whether two texts are one text: reprinted, shortened, with another head or foot.

Texts are compared as sets of shingles, runs of four folded words (Broder, "On the resemblance and containment of
documents", 1997). MinHash sketches cut into bands (locality-sensitive hashing) find the few texts worth comparing.
"""

from __future__ import annotations

import re
from hashlib import blake2b

from rensa import RMinHash

from extraction.words import fold

WORDS_A_SHINGLE = 4
# A text that shares half of its shingles with another has a band in common with it 96 times in a hundred, one that
# shares a twentieth three times in a thousand.
BANDS, ROWS_A_BAND = 24, 3
SEED = 42
# One changed word takes four shingles with it. In a long text an editor's hand changes some; in a short one, which may
# be a form that is filled in day by day, two, and no number.
SHORT = 60  # shingles
LEAST_KEPT, LEAST_KEPT_OF_SHORT = 0.75, 0.8
LEAST_RESEMBLANCE = 0.4  # a sentence that is quoted in a long text does not make that text a reprint
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\b\d+\b")

Shingles = frozenset[str]


def shingles(text: str) -> Shingles:
    """The runs of four words of the text, folded; the whole text where it has fewer words."""
    words = _WORD.findall(fold(text))
    last = max(len(words) - WORDS_A_SHINGLE, 0)
    return frozenset(" ".join(words[first : first + WORDS_A_SHINGLE]) for first in range(last + 1))


def band_keys(of: Shingles) -> list[int]:
    """A signed 64-bit number for each band of the sketch; texts that are much alike have some of them in common.

    They are kept in a table: another library version or another rule for shingles needs all of them made anew.
    """
    sketch = RMinHash(num_perm=BANDS * ROWS_A_BAND, seed=SEED)
    sketch.update(sorted(of))
    values = sketch.digest()
    bands = (values[first : first + ROWS_A_BAND] for first in range(0, len(values), ROWS_A_BAND))
    return [_key(number, band) for number, band in enumerate(bands)]


def is_reprint(one: Shingles, other: Shingles) -> bool:
    """True where nearly all of the shorter text stands in the longer one, which is not much longer."""
    shorter, longer = sorted((one, other), key=len)
    shared = len(shorter & longer)
    if shared / len(shorter | longer) < LEAST_RESEMBLANCE:
        return False
    if len(shorter) >= SHORT:
        return shared / len(shorter) >= LEAST_KEPT
    fewer, more = sorted((_numbers(one), _numbers(other)), key=len)
    return shared / len(shorter) >= LEAST_KEPT_OF_SHORT and fewer <= more


def _numbers(of: Shingles) -> set[str]:
    return {number for shingle in of for number in _NUMBER.findall(shingle)}


def _key(number: int, band: list[int]) -> int:
    written = b"".join(value.to_bytes(8, "big") for value in (number, *band))
    return int.from_bytes(blake2b(written, digest_size=8).digest(), "big", signed=True)
