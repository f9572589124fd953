"""How alike two Arabic spellings of a name are: one ear, several hands.

Writers of Arabic agree on most consonants and differ in the rest: the letters of long vowels («ريحانك», «ريحاناك»), the
end («طلحة», «طلحا»), ʿayn and hamza, and the consonants that dialects, and those who take a name back out of Latin
letters, do not keep apart («القصيبة», «الكصيبة»; «ظ» and «ض»). ``consonants_of`` is what all of them agree on, by
which spellings are found; ``difference`` says how far two of them are apart.
"""

from __future__ import annotations

# Consonants that are written one for the other: merged in the dialects of the Levant and Iraq (ق/ك/غ, ذ/د/ز, ث/ت/س,
# ظ/ض), emphatic for plain, and what Latin letters without marks do not tell apart (ح/ه, ص/س, ط/ت, ض/د).
_CLASSES = ("ذدضظز", "ثتط", "صس", "قك", "حه")
_CLASS = {letter: letters[0] for letters in _CLASSES for letter in letters}
_ALSO = frozenset({"ثس", "سث", "غق", "قغ", "جغ", "غج", "قج", "جق", "خح", "حخ"})  # dialect, Latin "g", one dot
_WEAK = frozenset("اويع")  # long vowels and diphthongs, and what stands for a hamza or for nothing
_ENDS = frozenset("هاي")  # ta marbuta, alef, alef maqsura
_WEAK_COST, _ALEF_COST, _END_COST, _CLASS_COST, _FIRST_COST, _SWAP_COST = 0.4, 0.3, 0.2, 0.3, 0.8, 0.8


def consonants_of(key: str) -> str:
    """The consonants of an Arabic key, those of one class under one letter and never twice in a row."""
    letters = ""
    for letter in key.rstrip("ه"):
        sound = _CLASS.get(letter, letter)
        if letter not in _WEAK and not letters.endswith(sound):
            letters += sound
    return letters


def difference(one: str, other: str) -> float:
    """The least cost of turning one Arabic key into the other: 0 for the same, 1 for another consonant.

    A weighted edit distance: little for a vowel's letter, for the end of the word and for a consonant of the same
    class, much for the first letter, which writers seldom change.
    """
    above = [0.0]
    for column, letter in enumerate(other):
        above.append(above[-1] + _presence(other, column, letter))
    before: list[float] = []
    for row, letter in enumerate(one):
        line = [above[0] + _presence(one, row, letter)]
        for column, facing in enumerate(other):
            cost = min(
                above[column] + _exchange(one, row, other, column),
                above[column + 1] + _presence(one, row, letter),
                line[column] + _presence(other, column, facing),
            )
            if row and column and letter != facing and letter == other[column - 1] and one[row - 1] == facing:
                weak = letter in _WEAK or facing in _WEAK
                cost = min(cost, before[column - 1] + (_WEAK_COST if weak else _SWAP_COST))
            line.append(cost)
        before, above = above, line
    return above[-1]


def _presence(word: str, position: int, letter: str) -> float:
    """What it costs that the letter stands in one of the words alone."""
    if position == 0:
        return _FIRST_COST if letter in _WEAK else 1.0
    if position == len(word) - 1 and letter in _ENDS:
        return _END_COST
    if letter == "ا":
        return _ALEF_COST  # what Latin letters without marks leave out
    return _WEAK_COST if letter in _WEAK or letter == word[position - 1] else 1.0


def _exchange(one: str, row: int, other: str, column: int) -> float:
    letter, facing = one[row], other[column]
    if letter == facing:
        return 0.0
    if row == len(one) - 1 and column == len(other) - 1 and letter in _ENDS and facing in _ENDS:
        return _END_COST
    if letter in _WEAK and facing in _WEAK:
        return _WEAK_COST
    if _CLASS.get(letter, letter) == _CLASS.get(facing, facing):
        return _CLASS_COST
    return 0.6 if letter + facing in _ALSO else 1.0
