"""How many: digits of both scripts, number words, and what bounds them."""

from __future__ import annotations

import pytest

from extraction.document import prepare
from extraction.lexicon import load
from extraction.numbers import count
from extraction.words import tokenise


def counted(text: str, language: str) -> tuple[int | None, int | None] | None:
    tokens = tokenise(text)
    found = count(prepare(text, load(language), tokens, ()), 0, len(tokens))
    return (found.min, found.max) if found else None


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("14", (14, 14)),
        ("1,200", (1200, 1200)),
        ("twenty-five", (25, 25)),
        ("one hundred and fifty", (150, 150)),
        ("three thousand", (3000, 3000)),
        ("at least 14", (14, None)),
        ("more than two dozen", (24, None)),
        ("up to twenty", (None, 20)),
        ("fewer than ten", (None, 9)),
        ("between 8 and 10", (8, 10)),
        ("8 to 10", (8, 10)),
        ("8-10", (8, 10)),
        ("dozens", (12, None)),
        ("about 12", (12, 12)),
        ("several", (1, None)),
        ("people", None),
        ("2.5", None),
    ],
)
def test_english_count(text: str, bounds: tuple[int | None, int | None] | None) -> None:
    assert counted(text, "en") == bounds


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("١٤", (14, 14)),
        ("١٬٢٠٠", (1200, 1200)),
        ("ثلاثة", (3, 3)),
        ("أربعة عشر", (14, 14)),
        ("خمسة وعشرين", (25, 25)),
        ("مئة وخمسين", (150, 150)),
        ("ما لا يقل عن ثمانية", (8, None)),
        ("أكثر من 70", (70, None)),
        ("ما بين 8 و10", (8, 10)),
        ("ما بين ثمانية وعشرة", (8, 10)),
        ("عشرات", (10, None)),
        ("بعض", (1, None)),
        ("نحو 12", (12, 12)),
        ("مقاتلون", None),
    ],
)
def test_arabic_count(text: str, bounds: tuple[int | None, int | None] | None) -> None:
    assert counted(text, "ar") == bounds
