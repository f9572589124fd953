"""Borders as places: "near the Iraqi border", «على الحدود السورية العراقية», "the border with Iraq".

A border is named by the nations on its sides, mostly by one of them, as an adjective; the other side is the country
that the text is about. Pure: tokens in, mentions out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geo.folding import Token, without_article
from geo.recognition import Mention

# ISO 3166-1 codes by the folded adjective: English, and the feminine «السورية» that agrees with «الحدود».
_ADJECTIVES = """
    AF afghan افغانيه, AM armenian ارمنيه, AZ azerbaijani اذربيجانيه, BY belarusian بيلاروسيه, CF - افريقيه,
    CN chinese صينيه, DZ algerian جزايريه, EG egyptian مصريه, ER eritrean اريتريه, ET ethiopian اثيوبيه,
    GE georgian جورجيه, IL israeli اسراييليه, IN indian هنديه, IQ iraqi عراقيه, IR iranian ايرانيه, JO jordanian اردنيه,
    KE kenyan كينيه, KW kuwaiti كويتيه, LB lebanese لبنانيه, LY libyan ليبيه, MA moroccan مغربيه, ML malian ماليه,
    MR mauritanian موريتانيه, NE nigerien نيجريه, NG nigerian نيجيريه, OM omani عمانيه, PK pakistani باكستانيه,
    PL polish بولنديه, PS palestinian فلسطينيه, RU russian روسيه, SA saudi سعوديه, SD sudanese سودانيه,
    SO somali صوماليه, SY syrian سوريه, TD chadian تشاديه, TN tunisian تونسيه, TR turkish تركيه, UA ukrainian اوكرانيه,
    UG ugandan اوغنديه, YE yemeni يمنيه
"""
NATIONS = {word: entry.split()[0] for entry in _ADJECTIVES.split(",") for word in entry.split()[1:] if word != "-"}
BORDERS = frozenset({"border", "borders", "frontier", "حدود", "الحدود"})
_GUARDS = frozenset(
    ["guard", "guards", "police", "patrol", "security", "control", "forces", "crossing", "crossings"]
    + ["town", "towns", "village"]
)
_ARABIC_GUARDS = frozenset({"حرس", "معبر", "معابر"})


@dataclass(frozen=True, slots=True)
class Border:
    """A border as the text names it: where (code points), the countries that it names, the first and last token."""

    start: int
    end: int
    countries: tuple[str, ...]
    first: int
    last: int


def nation_of(token: Token) -> str | None:
    """The country whose adjective the word is, or None."""
    return NATIONS.get(without_article(token.folded))


def borders(text: str, tokens: Sequence[Token]) -> list[Border]:
    """The borders that adjectives name, in the order of the text."""
    found = []
    for number, token in enumerate(tokens):
        if not any(rest in BORDERS for _, rest in token.cuts):
            continue
        border = _english(tokens, number) if token.folded.isascii() else _arabic(tokens, number)
        if border and "\n" not in text[border.start : border.end]:
            found.append(border)
    return found


def _english(tokens: Sequence[Token], number: int) -> Border | None:
    """The "Iraqi border", the "Syrian-Iraqi border"."""
    if number + 1 < len(tokens) and tokens[number + 1].folded in _GUARDS:
        return None
    countries: list[str] = []
    first = number
    while first and len(countries) < 2 and (country := NATIONS.get(tokens[first - 1].folded)):
        countries.insert(0, country)
        first -= 1
    return Border(tokens[first].start, tokens[number].end, tuple(countries), first, number) if countries else None


def _arabic(tokens: Sequence[Token], number: int) -> Border | None:
    """«الحدود العراقية», «الحدود السورية - العراقية»."""
    if number and tokens[number - 1].folded in _ARABIC_GUARDS:
        return None
    countries: list[str] = []
    last = number
    while last + 1 < len(tokens) and len(countries) < 2 and (country := nation_of(tokens[last + 1])):
        countries.append(country)
        last += 1
    cut = next(cut for cut, rest in tokens[number].cuts if rest in BORDERS)
    if not countries:
        return None
    return Border(tokens[number].start + cut, tokens[last].end, tuple(countries), number, last)


def mention_of(border: Border, text: str) -> Mention:
    """The border as a mention of its own."""
    return Mention(
        border.start, border.end, text[border.start : border.end], "", "", border.first, border.last,
        vouched="place", border=border.countries,
    )  # fmt: skip
