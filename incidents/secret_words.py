"""Which words tell a place that must not be told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from geo.folding import fold, is_arabic, key_of, key_of_folded, tokenise
from geo.sounds import ARABIC, closeness, least_closeness, skeleton_of, sound_of

_LONGEST_NAME = 5  # words


@dataclass(frozen=True)
class Secret:
    """Keys (`geo.folding.key_of`) of names that no public word may hold.

    `own` are those of the places themselves, which are looked for anywhere, also inside a word; `around` those of what
    lies so near that it tells the place as well, which have to be words of their own.
    """

    own: frozenset[str]
    around: frozenset[str] = frozenset()

    @classmethod
    def of(cls, own: Iterable[str], around: Iterable[str] = ()) -> Secret:
        keys = frozenset(filter(None, map(key_of, own)))
        return cls(keys, frozenset(around) - {""})

    def told_by(self, words: str) -> bool:
        """True where the words hold one of the names, however it is spelt or romanised; in doubt true."""
        if not words:
            return False
        key = key_of(words)
        if any(name in key for name in self.own):
            return True
        return any(self._is_told_by(window) for window in _windows(words))

    def _is_told_by(self, window: str) -> bool:
        """Whether the few folded words are one of the names."""
        if key_of_folded(window) in self.around:
            return True
        if is_arabic(window):
            return False
        sound = sound_of(window, ARABIC)
        alike = self._sounds.get(skeleton_of(sound, ARABIC), ())
        return any(closeness(sound, own, ARABIC) >= least_closeness(own, ARABIC) for own in alike)

    @cached_property
    def _sounds(self) -> dict[str, list[str]]:
        """The sounds of the places' own romanised names, by their skeletons."""
        found: dict[str, list[str]] = {}
        for key in self.own:
            if not is_arabic(key):
                sound = sound_of(key, ARABIC)
                found.setdefault(skeleton_of(sound, ARABIC), []).append(sound)
        found.pop("", None)
        return found


def _windows(words: str) -> Iterator[str]:
    """Each run of up to five words, folded; in Arabic also without the clitics before its first word."""
    tokens = tokenise(words) or []
    for start, token in enumerate(tokens):
        rest = [later.folded for later in tokens[start + 1 : start + _LONGEST_NAME]]
        for _cut, first in token.cuts:
            for length in range(len(rest) + 1):
                yield fold(" ".join([first, *rest[:length]]))
