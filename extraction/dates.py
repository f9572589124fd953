"""Date phrases found in a text, as calendar dates with their receipt.

The words of a sentence become a string with a letter for each (M a month, W a weekday, N a day number …), and the
shapes of date phrases are regular expressions over those letters: the same shapes serve every language, and what
stands for which letter is the language file's business.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from extraction import calendar_rules as rules
from extraction.calendar_rules import Parts
from extraction.document import Document, prepare
from extraction.facts import DateFact
from extraction.lexicon import Mark, load
from extraction.numbers import figure
from extraction.words import tokenise

TABLE_LETTERS = {
    "after": "A",
    "day": "R",
    "time": "T",
    "weekday": "W",
    "month": "M",
    "hijri": "J",
    "season": "S",
    "part": "P",
    "unit": "U",
    "later": "Z",
    "same_month": "V",
}
WHEN_LETTERS = {"last": "L", "this": "C", "next": "X", "ago": "G", "few": "K"}
PUNCTUATION = frozenset("-—/,(),،")
DATELINE_REACH = 16  # tokens
DATELINE_OPENING = 5
COMPLEMENT_REACH = 20
DATELINE_ENDS = frozenset("(-—:")

FILL = "[fIo]*"
MONTH = r"M(?:[/(]M\)?)?"
YEAR = rf"(?:{FILL},?{FILL}Y)?"
LEAD = rf"(?:[TR]{FILL})?(?:W{FILL}[,(]?{FILL})?(?:T{FILL})?"
TAIL = rf"(?:{FILL}T)?"
SHAPES = re.compile(
    "|".join(
        f"(?P<{name}>{shape})"
        for name, shape in (
            ("iso", r"Y[-/]N[-/]N"),
            ("numeric", r"N[/-]N[/-]Y"),
            ("range", rf"{LEAD}o*N{FILL}(?:{MONTH}{YEAR})?[j—-]{FILL}N{FILL}{MONTH}{YEAR}"),
            ("range_month_first", rf"o*M{FILL}N[f]?[j—-](?:M{FILL})?Nf?{YEAR}"),
            ("hijri", rf"{LEAD}N{FILL}J(?:{FILL}H)?"),
            ("day_month", rf"{LEAD}N{FILL}{MONTH}{YEAR}(?:{FILL}L)?{TAIL}"),
            ("month_day", rf"{LEAD}Mf?Nf?{YEAR}{TAIL}"),
            ("part_of_month", rf"P{FILL}(?:L{FILL})?{MONTH}{YEAR}(?:{FILL}[LC])?"),
            ("part_of_unit", rf"P{FILL}(?:[LC]U|U[LC])"),
            ("month", rf"[LC]?{MONTH}{YEAR}(?:{FILL}[LC])?"),
            ("season", rf"[LC]S|S{FILL}Y|S[LC]"),
            ("night_into", rf"(?:[RT]|W{FILL}T|T{FILL}W){FILL}Q{FILL}W"),
            ("weekdays", rf"(?:T{FILL})?(?:R{FILL})?W(?:[Qj—-]{FILL}|T{FILL})?W{TAIL}"),
            ("day_of_month", rf"{LEAD}N[fIo]+(?:[LC]U|U[LC])"),
            ("same_month", rf"{LEAD}N{FILL}V"),
            ("weekday", rf"(?:R{FILL}[(]?)?(?:T{FILL})?(?:[LC]{FILL})?W(?:{FILL}[LCX])?(?:{FILL}R)?{TAIL}"),
            ("later", "NUZ"),
            ("ago", r"[Nn]?UG|GNU|GU|KUG|GKU"),
            ("unit", r"[LCX]U|U[LCX]"),
            ("relative", rf"(?:T{FILL})?R{TAIL}"),
            ("after", "A"),
            ("year", r"I+Y"),
        )
    )
)


class Atom(NamedTuple):
    letter: str
    first: int
    last: int
    value: str


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date phrase over tokens ``first`` to ``last``; ``reporting`` ones say when something was said."""

    first: int
    last: int
    fact: DateFact
    shape: str
    reporting: bool
    recalls: bool = False  # "last Monday", «الاثنين الماضي»: hardly the day of the report's own news

    @property
    def ahead(self) -> bool:
        return self.fact.rule == rules.AHEAD


def find_dates(document: Document, published: dt.date | None, named: dt.date | None = None) -> list[DateMention]:
    """All date phrases of a report in their order, resolved against its publication date where they need one.

    Without a publication date a full date in the dateline takes its place.
    ``named`` is the day that "the next day" counts from until the text names one itself.
    """
    found: list[DateMention] = []
    words = _date_words(document)
    month = named
    for sentence in document.sentences:
        if not any(document.tokens[i].is_number or i in words for i in range(sentence.first, sentence.last)):
            continue
        atoms = list(_atoms(document, sentence.first, sentence.last, words))
        letters = "".join(atom.letter for atom in atoms)
        for match in SHAPES.finditer(letters):
            shape = str(match.lastgroup)
            picked = atoms[match.start() : match.end()]
            if shape == "year":
                picked = picked[-2:]  # «عام 2019»: the figure alone would be no date to whom it is quoted
            parts = _parts(shape, picked)
            first, last = picked[0].first, picked[-1].last
            quote = document.span("date", first, last).text
            fact = rules.resolve(shape, parts, published, month if shape == "same_month" else named)
            if fact is None:
                continue
            fact = rules.with_text(fact, quote)
            dateline = _is_dateline(document, first, last)
            if dateline and published is None:
                published = fact.start
            reporting = dateline or _is_reporting(document, first, last, sentence.first, sentence.last)
            recalls = shape in {"weekday", "day_month"} and parts.order == "L"
            found.append(DateMention(first, last, fact, shape, reporting, recalls))
            if fact.start and not reporting:
                month = fact.start
                named = fact.start if fact.start == fact.end else named
    return found


def redate(phrase: str, language: str, anchor: dt.date | None) -> DateFact:
    """The dates of a receipt's phrase, counted from another anchor; pure, and the same rules as the reader's.

    ``phrase`` is the ``text`` of a ``DateFact`` and ``language`` that of the report. The anchor is the day of
    publication, or for phrases such as "the next day" the day that they count from. A full date stays what it is.
    Words that name no date come back unresolved with the rule ``calendar_rules.NO_DATE``. The bounds of an
    unresolved date (``not_before``, ``not_after``) belong to the report and stay empty.
    Raises FileNotFoundError for a language that has no file.
    """
    document = prepare(phrase, load(language), tokenise(phrase), ())
    found = find_dates(document, anchor, named=anchor)
    whole = max(found, key=lambda mention: mention.last - mention.first, default=None)
    return rules.with_text(whole.fact if whole else rules.unresolved(rules.NO_DATE), phrase)


def _date_words(document: Document) -> dict[int, list[Mark]]:
    """The marks of words for times, by the token at which they begin."""
    found: dict[int, list[Mark]] = defaultdict(list)
    for table in (*TABLE_LETTERS, "when"):
        for mark in document.marks.get(table, ()):
            found[mark.first].append(mark)
    return found


@cache
def _plain_letters(code: str) -> dict[str, str]:
    """What the small words of a language say between the parts of a date."""
    settings = load(code).settings
    glued = [letter + word for letter in settings["glued_conjunctions"] for word in settings["filler"]]
    letters = {mark: mark for mark in PUNCTUATION} | {"،": ","}
    for letter, words in (
        ("f", (*settings["filler"], *glued)),
        ("I", settings["in_year"]),
        ("j", settings["range_joints"]),
        ("Q", settings["night_joints"]),
        ("o", settings["range_openers"]),
    ):
        letters |= dict.fromkeys(words, letter)
    return letters


def _atoms(document: Document, first: int, last: int, words: Mapping[int, list[Mark]]) -> Iterator[Atom]:
    settings = document.language.settings
    in_year, filler, capitalised = (settings[name] for name in ("in_year", "filler", "capitalised"))
    plain = _plain_letters(document.language.code)
    numbered = {mark.first for mark in document.within("number", first, last)}
    index = first
    while index < last:
        token = document.tokens[index]
        marks = [mark for mark in words.get(index, ()) if mark.last <= last]
        if marks and not (token.word in capitalised and not token.capital):
            best = max(marks, key=lambda mark: mark.last)
            letter = WHEN_LETTERS[best.label] if best.table == "when" else TABLE_LETTERS[best.table]
            announces = token.word in filler or token.word in in_year
            if letter == "U" and announces and _names_a_date(document, best.last):
                letter = (
                    "I" if token.word in in_year else "f"
                )  # «شهر يونيو», «يوم الأحد»: the unit's word only announces the name
            yield Atom(letter, index, best.last, best.label)
            index = best.last
            continue
        number = document.at("ordinal", index)
        counted: tuple[int, int] | None = (number.last, int(number.label)) if number else None
        if number is None and (token.is_number or index in numbered):
            counted = figure(document, index)
        if counted and counted[0] <= last and token.word not in settings["articles"]:
            yield Atom(_number_letter(counted[1]), index, counted[0], str(counted[1]))
            index = counted[0]
            continue
        abbreviates = token.word == "." and document.word(index - 1) in settings["abbreviations"]  # "Feb. 15"
        yield Atom("f" if abbreviates else plain.get(token.word, "_"), index, index + 1, token.word)
        index += 1


def _names_a_date(document: Document, index: int) -> bool:
    if any(document.at(table, index) for table in ("month", "hijri", "weekday")):
        return True
    return index < len(document.tokens) and document.tokens[index].is_number


def _number_letter(value: int) -> str:
    if 1 <= value <= 31:
        return "N"
    if 1900 <= value <= 2099:
        return "Y"
    return "H" if 1300 <= value <= 1500 else "n"


def _parts(shape: str, atoms: list[Atom]) -> Parts:
    def values(letter: str) -> list[str]:
        return [atom.value for atom in atoms if atom.letter == letter]

    def first(letter: str) -> str | None:
        return next(iter(values(letter)), None)

    months = [int(value) for value in values("M")]
    slashed = any(atom.letter in "/(" for atom in atoms)
    return Parts(
        numbers=tuple(int(value) for value in (*values("N"), *values("n"))),
        months=tuple(months[:1] if slashed and shape != "range" else months),
        year=int(first("Y") or first("H") or 0) or None,
        hijri_month=int(first("J") or 0) or None,
        weekdays=tuple(int(value) for value in values("W")),
        season=first("S"),
        part=first("P"),
        unit=first("U"),
        relative=first("R") or first("A") or first("Z"),
        time=first("T"),
        order=next((letter for letter in ("L", "C", "X") if first(letter)), None),
        few=first("K") is not None,
    )


def _before_complement(document: Document, first: int, last: int) -> bool:
    """«أبلغ المصدر اليوم الأربعاء، نقلا عن أطباء، بأن»: nothing has happened yet before what is said begins."""
    marks = [mark for mark in document.within("speech", first, last) if mark.label == "complement"]
    that = next((mark for mark in marks if document.word(mark.first) in document.language.settings["that_words"]), None)
    tables = ("event", "killed", "injured")
    return that is not None and not any(document.within(table, first, that.first) for table in tables)


def _is_dateline(document: Document, first: int, last: int) -> bool:
    """Whether the date stands in the head of the report: "BAGHDAD, May 11 (Agency)", a line that is only a date."""
    if first > DATELINE_REACH:
        return False
    start = next((i + 1 for i in range(first - 1, -1, -1) if document.word(i) == "\n"), 0)
    before = [document.word(i) for i in range(start, first)]
    if "(" in before and ")" not in before:
        return any(document.word(i) == ")" for i in range(last, last + DATELINE_REACH))
    alone = last >= len(document.tokens) or document.word(last) == "\n"
    opens = first - start <= DATELINE_OPENING and not any(document.at("event", i) for i in range(start, first))
    both = document.word(last) == "(" and document.word(last + 1)[:1].isdigit()  # "27 Ramadan (9 May)"
    headed = bool(before) and opens and document.word(last) in DATELINE_ENDS and not both
    return headed or (alone and not before)


def _is_reporting(document: Document, first: int, last: int, start: int, end: int) -> bool:
    """Whether the phrase dates the saying: "said on Monday", «قالت أمس الأحد إن», «أفاد المرصد السبت»."""
    if document.word(last - 1).endswith("'s"):
        return False  # "lowered the toll of Sunday's bombing"
    following = document.within("speech", last, min(last + 3, end))
    if document.word(last) in document.language.settings["according"]:
        return False  # "on Monday, according to", «الخميس بحسب»: it stands behind what it dates
    if any(mark.first == last and mark.label == "said" for mark in following):
        return True  # "the ministry on Wednesday said"
    complement = any(mark.label == "complement" for mark in following)
    speech = document.within("speech", max(start, first - 12), first)
    speech = [mark for mark in speech if mark.label != "complement"]
    if not speech or any(document.at("event", i) or document.at("killed", i) for i in range(speech[-1].last, first)):
        return False
    if any(mark.label == "complement" for mark in document.within("speech", speech[-1].last, first)):
        return False
    if _before_complement(document, last, min(end, last + COMPLEMENT_REACH)):
        return True
    sources = document.within("source", speech[-1].last, first)
    told = [*sources, *document.within("agency", speech[-1].last, first)]
    gap = document.word_count(told[-1].last if told else speech[-1].last, first)
    gap -= any(document.word(i) in document.language.settings["filler"] for i in range(first - 1, first))
    return complement or gap <= 1
