"""Which words of claiming take responsibility for an act, and which assert something or own up to a loss.

"The group claimed an air strike" may go on as "by Israel" or "killed three": then it says what others did, and who says
so did nothing. A party is called the author of an act only where the words leave no such reading.
"""

from __future__ import annotations

from extraction.document import CLAUSE_ENDS, Document
from extraction.lexicon import Mark

CLAIMS = frozenset({"claimed", "claimed_act", "acknowledged"})
PARTIES = ("named", "actor", "short", "state", "homonym")
LOSS_REACH = 8  # words between "acknowledged" and the dead: «أقرت الحركة اليوم بمقتل ثلاثة»


def takes_responsibility(document: Document, why: Mark, last: int) -> bool:
    """Whether a mark of claiming or acknowledging makes its party the author; ``last``: where the mention ends."""
    settings = document.language.settings
    stop = _clause_stop(document, why.last, last)
    if why.label == "acknowledged" and document.within("loss", why.last, min(last, why.last + LOSS_REACH)):
        return False
    if settings["verb_first"] or document.word(why.last - 1) in settings["passive_by"]:
        return True
    if _by_another(document, why.last, stop):
        return False
    names_act = bool(document.within("event", why.first, why.last) or document.within("event", why.last, why.last + 4))
    bare = document.word(why.last) not in settings["that_words"]
    return not (names_act and bare and why.label in {"claimed_act", "acknowledged"} and _finite(document, why, stop))


def _clause_stop(document: Document, first: int, last: int) -> int:
    """Where a comma or a word such as "which" or "and" opens another clause."""
    openers = document.language.settings["subordinators"]
    ends = (i for i in range(first, last) if document.word(i) in CLAUSE_ENDS or document.word(i) in openers)
    return next(ends, last)


def _by_another(document: Document, first: int, stop: int) -> bool:
    """ "An air strike in Idlib by Israel", but not "on a village controlled by the army"."""
    passive = document.language.settings["passive_by"]
    for link in document.within("link", first, stop):
        if link.label != "by" or document.word(link.last - 1) not in passive:
            continue
        if link.last - link.first == 1 and _is_participle(document.word(link.first - 1)):
            continue
        if any(document.at(table, index) for table in PARTIES for index in (link.last, link.last + 1)):
            return True
    return False


def _finite(document: Document, why: Mark, stop: int) -> bool:
    """Whether a verb follows that has the act for its subject: "claimed an air strike had killed three"."""
    settings = document.language.settings
    verbs = settings["auxiliaries"] | settings["past_verbs"]
    attributive = settings["determiners"] | settings["placing"] | settings["articles"]
    for index in range(why.last, stop):
        word = document.word(index)
        if word in verbs:
            return True
        named = document.tokens[index].capital or document.word(index - 1) in attributive
        if _is_participle(word) and not named and document.word(index + 1) not in settings["passive_by"]:
            return not _carried_out(document, index)
    return False


def _is_participle(word: str) -> bool:
    return word.endswith("ed") and len(word) > len("need") or word in {"held", "run", "taken"}


def _carried_out(document: Document, index: int) -> bool:
    """ "Carried out by its fighters": a participle, and no finite verb."""
    return any(link.last - link.first > 1 for link in document.within("link", index, index + 3))
