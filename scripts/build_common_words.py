"""Builds geo/data/common_words.csv, words that are names of places, but which a text rarely means as such, and
geo/data/frequent_words.txt, words of the language that no place of the packages bears.

    pip install --target FOLDER wordfreq==3.1.1 countryinfo==1.0.1
    STRIKELINE_DATA=... PYTHONPATH=FOLDER:. python scripts/build_common_words.py

A word that the language uses more often than its largest place explains is a common word. "Explains" is the excess of
the word's Zipf frequency (log10 per billion words, wordfreq, built from OpenSubtitles, Wikipedia, news and others,
CC BY-SA 4.0) over log10 of the population: about -2 for Baghdad, Damascus or London, above -0.5 for «النصر» or "Hope".
The reason column says what decided. A word that is also a town of the region is `guarded` instead of `common`: it is
a place only where the words around say so («مدينة الباب»). A frequent word that names no place of the packages may be
borne by a village of an imported file, which then a noun of place must announce («قرية رياح», "the winds").

English adjectives of nations ("Syrian") are common, whatever a gazetteer lists as a name of a country; they are the
World Factbook's, by countryinfo.

Needs a built name index of the packages alone.
"""

from __future__ import annotations

import csv
import json
import math
import os
import re
from collections.abc import Iterator
from pathlib import Path

import countryinfo
import django
from wordfreq import get_frequency_dict

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from geo.folding import fold, is_arabic, key_of_folded  # noqa: E402
from geo.index import CODE, TRANSLITERATED, NameIndex, name_form  # noqa: E402
from geo.lexicon import without_kind_words  # noqa: E402
from geo.opening import open_index  # noqa: E402
from geo.reviewed import REVIEWED_PLACES  # noqa: E402

DATA = Path(__file__).resolve().parent.parent / "geo" / "data"
TARGET, FREQUENT = DATA / "common_words.csv", DATA / "frequent_words.txt"
REGION = frozenset(["SY", "IQ", "LB", "YE", "PS", "LY", "SD", "IL", "JO", "IR", "TR", "SA", "EG"])
LEAST_ZIPF = 3.0
LEAST_ZIPF_UNKNOWN = 3.5
LEAST_EXCESS = {"ar": -0.9, "en": -0.5}
LEAST_EXCESS_ABROAD = -1.6  # an Arabic word rarely means a foreign town: «ليل» is the night, not Lille
FAMOUS_POPULATION = 500_000
LEAST_POPULATION = 1_000  # unknown and tiny places explain as much as a village does
GUARDED_POPULATION = 5_000
SEAT_POPULATION = 50_000
PROVINCE_POPULATION = 1_000_000


# A word of the language that is also a city so large that no count of words tells it apart.
NOUNS_TOO = frozenset({"بنين", "بوني"})  # sons; ponies
BY_HAND = [("سيول", "ar", "guarded", "floods; in Arabic spelt like Seoul")]


def _is_great(folded: str, index: NameIndex) -> bool:
    """Whether the word is itself the name of a country, a province or a great city («لبنان»), and not also a noun."""
    places = [
        index.place(row)
        for row, flags, form in index.places_named(key_of_folded(folded))
        if form == name_form(folded) and not flags & (TRANSLITERATED | CODE)
    ]
    great = (place.kind in ("country", "adm1") or place.population >= FAMOUS_POPULATION for place in places)
    return folded not in NOUNS_TOO and any(great)


def swallowed_clitics(seen: dict[str, float], index: NameIndex) -> list[tuple[str, str, str, str]]:
    """Words whose first letter looks like a clitic before a place: «وكالة» is no «و» and «كالة» (Calais)."""
    rows = []
    for folded, frequency in seen.items():
        if frequency < 10 ** (LEAST_ZIPF - 9) or folded[0] not in "وفبكل":
            continue
        rest = folded[1:]
        if len(rest) >= 3 and index.places_named(key_of_folded(rest)) and frequency > 2 * seen.get(rest, 0.0):
            level = "whole" if _is_great(folded, index) else "common"
            rows.append((folded, "ar", level, f"more frequent than «{rest}», of which it is no part"))
    return rows


def demonyms() -> Iterator[tuple[str, str, str, str]]:
    """Adjectives and nouns of nations that are no country's name themselves."""
    countries = [json.loads(file.read_text("utf-8")) for file in Path(countryinfo.__file__).parent.rglob("*.json")]
    names = {fold(country.get("name", "")) for country in countries}
    for country in countries:
        for demonym in re.split("[,/]", country.get("demonym") or ""):
            folded = fold(demonym)
            if folded and " " not in folded and folded not in names:
                yield folded, "en", "common", f"of {country['name']}"


def reviewed_names() -> set[str]:
    """The folded names of the reviewed table without their kinds: «العمر» of «حقل العمر».

    The gazetteer leaves out those that are guarded here, so that its index cannot tell.
    """
    with REVIEWED_PLACES.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    written = [name.partition(":")[2] for line in lines for name in line["names"].split("|") if name]
    return {plain for name in written for plain, kinds in [without_kind_words(fold(name))] if kinds and len(plain) > 3}


def main() -> None:
    index = open_index()
    rows = [*BY_HAND, *demonyms()]
    frequent: set[str] = set()
    reviewed = reviewed_names()
    for language, least in LEAST_EXCESS.items():
        seen: dict[str, float] = {}
        for word, frequency in get_frequency_dict(language, "best").items():
            folded = fold(word)
            if " " not in folded and folded and is_arabic(folded) == (language == "ar"):
                seen[folded] = seen.get(folded, 0) + frequency
        rows += swallowed_clitics(seen, index) if language == "ar" else []
        for folded, frequency in seen.items():
            zipf = math.log10(frequency) + 9
            if zipf < LEAST_ZIPF:
                continue
            found = [
                index.place(row)
                for row, flags, form in index.places_named(key_of_folded(folded))
                if form == name_form(folded) and not flags & (TRANSLITERATED | CODE)
            ]
            if not found and folded in reviewed and language == "ar" and zipf - math.log10(LEAST_POPULATION) > least:
                rows.append((folded, language, "guarded", f"Zipf {zipf:.1f}, in the reviewed table"))
            elif not found and zipf >= LEAST_ZIPF_UNKNOWN and len(folded) > 2 and not folded.isdigit():
                frequent.add(folded)
            if not found or any(place.kind == "country" or not place.country for place in found):
                continue
            people = max(place.population for place in found)
            if any(place.kind == "region" for place in found):
                continue  # Darfur, Sinai: the news is why the word is frequent
            if language == "en" and any(place.kind == "adm1" for place in found):
                people = max(people, PROVINCE_POPULATION)
            excess = zipf - math.log10(max(people, LEAST_POPULATION))
            region = [place for place in found if place.country in REGION]
            named_area = any(place.kind in ("adm1", "adm2", "facility", "natural", "region") for place in region)
            seats = {place.country for place in found if place.population >= SEAT_POPULATION}
            if any(place.kind == "adm1" and place.country in seats for place in region):
                continue  # a governorate with its city, «إدلب»: the news is why the word is frequent
            if language == "ar" and not region and people < FAMOUS_POPULATION:
                least_here = LEAST_EXCESS_ABROAD
            else:
                least_here = least
            if excess > least_here:
                town = max((place.population for place in region), default=0) >= GUARDED_POPULATION
                level = "guarded" if (town or named_area) and language == "ar" else "common"
                rows.append((folded, language, level, f"Zipf {zipf:.1f}, largest place {people:,}"))
    rows = sorted({row[0]: row for row in reversed(rows)}.values())
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("word", "language", "level", "reason"))
        writer.writerows(rows)
    frequent -= {row[0] for row in rows}
    FREQUENT.write_text("".join(f"{word}\n" for word in sorted(frequent)), "utf-8")
    print(f"{TARGET.name}: {len(rows)} words; {FREQUENT.name}: {len(frequent)}")


if __name__ == "__main__":
    main()
