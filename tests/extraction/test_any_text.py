"""Whatever the text, reading neither raises nor breaks an offset, and takes time in proportion to its length."""

from __future__ import annotations

import datetime as dt
import time

from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.serialise import reading_as_json
from tests.extraction.cases import check_spans
from tests.extraction.gazetteer import reading
from tests.extraction.test_arabic_cases import CASES as ARABIC
from tests.extraction.test_english_cases import CASES as ENGLISH

WORDS = [
    "قتل",
    "قُتِلَ",
    "12",
    "١٢",
    "۱۲",
    "²",
    "مقاتلا",
    "و",
    "بين",
    "-",
    "—",
    "killed",
    "air",
    "strike",
    "at",
    "least",
    "between",
    "14",
    "and",
    "1,200",
    "1.5",
    "3/4/2021",
    "2021-02-30",
    "31",
    "February",
    "Friday",
    "ليل",
    "الجمعة",
    "مارس",
    "الماضي",
    "(",
    ")",
    "«",
    "»",
    ":",
    "،",
    ".",
    "؟",
    "!",
    "%",
    "99999999999999999999",
    "year",
    "old",
    "dozens",
    "قتلى",
]
MARKS = [
    "\u202b",
    "\u202c",
    "\u200f",
    "\u2067",
    "\u2069",
    "\u0640",
    "\ufeff",
    "😀",
    "👩‍👩‍👧",
    "\n",
    "\r\n",
    "\x00",
    " ",
]
PIECES = st.one_of(
    st.sampled_from([case.text for case in (*ARABIC, *ENGLISH)]),
    st.sampled_from(WORDS),
    st.sampled_from(MARKS),
    st.text(alphabet=st.characters(codec="utf-8"), max_size=8),
)
DATES = st.one_of(st.none(), st.dates(dt.date.min, dt.date.max))


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=25).map(" ".join), DATES)
def test_any_mixture_is_read(text: str, published: dt.date | None) -> None:
    found = reading(text, published)
    for claim in found.claims:
        check_spans(text, claim)
        if claim.date.start and claim.date.end:
            assert claim.date.start <= claim.date.end
    assert set(reading_as_json(found)) == {"language", "said_by", "origin", "claims"}


@settings(max_examples=50, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_glued_pieces_are_read(text: str) -> None:
    for claim in reading(text, None).claims:
        check_spans(text, claim)


def seconds(text: str) -> float:
    start = time.process_time()
    reading(text, dt.date(2021, 5, 12))
    return time.process_time() - start


def test_time_grows_with_length() -> None:
    for texts in (
        [case.text for case in ENGLISH],
        [case.text for case in ARABIC],
        ["killed 12 "],
        ["بين 3 و "],
        ["(", "1 "],
    ):
        body = " ".join(texts)
        small = (body * (10_000 // len(body) + 1))[:10_000]
        large = (body * (50_000 // len(body) + 1))[:50_000]
        seconds(small)  # warms the caches of word forms
        best = min(seconds(small) for _ in range(3))
        assert min(seconds(large) for _ in range(2)) < max(12 * best, 0.5)
