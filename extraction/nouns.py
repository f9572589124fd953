"""The forms that a language's nouns of people take, by the endings that its file gives.

``[endings.CLASS]`` says what an ending makes of a noun: ``one``, ``two`` or ``many``. ``[nouns.TABLE.GROUP]`` lists the
nouns of a class, each by its stem, with "/" before a plural that is formed within the word (``طفل/أطفال``).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def noun_rows(settings: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """(table, "GROUP-NUMBER", form) of every noun of the file, as the lexicon takes them."""
    for table, groups in settings.get("nouns", {}).items():
        for group, classes in groups.items():
            for name, nouns in classes.items():
                for noun in nouns:
                    for number, form in _forms(noun, settings["endings"][name]):
                        yield table, f"{group}-{number}", form


def _forms(noun: str, endings: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    singular, *plurals = noun.split("/")
    for number, added in endings.items():
        stems = plurals if plurals and number == "many" else [singular]
        for stem in stems:
            yield from ((number, stem + ending) for ending in added)
