"""Which acts of a sentence were plans, threats, denials, habits or figures of speech, and so did not happen."""

from __future__ import annotations

from extraction.document import Document, Sentence
from extraction.lexicon import Mark
from extraction.words import is_definite

HABIT_REACH = 9
SEIZURE_REACH = 10
WHOLE_SENTENCE = frozenset({"statistic", "sport", "accident", "anniversary", "exercise", "court", "aftermath"})
# Fires and crashes also follow attacks, and what is rebuilt is also hit: such words yield to a weapon at work.
YIELDING = frozenset({"accident", "aftermath"})
ARMED_ACTS = frozenset({"air", "drone", "missile", "artillery", "bombing", "gun", "clash"})


def is_no_event(document: Document, sentence: Sentence) -> bool:
    """Whether the whole sentence speaks of something else: a match, a trial, a drill, a year's figures."""
    first, last = sentence.first, sentence.last
    labels = {mark.label for mark in document.within("modality", first, last)}
    if "cumulative" in labels:
        return True  # the dead of a whole war or year
    if "superlative" in labels:
        labels.discard("statistic")  # "the deadliest since the war began" tells of one event
    harmed = any(document.within(table, first, last) for table in ("killed", "injured"))
    if "clearance" in labels:  # "a controlled explosion": an incident only where it harmed somebody
        return not harmed
    found = labels & WHOLE_SENTENCE
    if found and found <= YIELDING and harmed:
        acts = {mark.label for table in ("event", "means") for mark in document.within(table, first, last)}
        return not acts & ARMED_ACTS
    return bool(found)


def is_governed(document: Document, act: Mark, modality: list[Mark], stated: bool, first: int) -> bool:
    """Whether a word of plan, threat, denial, habit or negation takes the act out of what happened.

    ``modality`` are the marks of the clause that begins at token ``first``; ``stated``: it has a toll or a day.
    """
    for mark in modality:
        before = mark.last <= act.first
        gap = document.word_count(mark.last, act.first) if before else document.word_count(act.last, mark.first)
        match mark.label:
            case "seizure":
                if before and gap <= SEIZURE_REACH and document.within("means", act.first, act.last):
                    return True
            case "plan" | "threat" | "foiled":
                if before and not _released(document, mark.last, act.first):
                    return True
            case "event_denied":
                # "denied that its aircraft had carried out the strike" takes the strike for granted
                if before and not is_told_before(document, act):
                    return True
            case "occurrence":
                if before and _denied(document, mark.first, first):
                    return True
            case "habitual":
                if not stated and gap <= HABIT_REACH:
                    return True
            case "negation":
                if before and _denies(document, mark, act):
                    return True
    return False


def is_told_before(document: Document, mark: Mark) -> bool:
    """Whether the words name something that the reader knows: "the strike", «القصف»."""
    if is_definite(document.word(mark.first)) or document.word(mark.first - 1).endswith("'s"):
        return True  # "Saturday's attack"
    return document.word(mark.first - 1) in document.language.settings["determiners"]


def _denies(document: Document, negation: Mark, act: Mark) -> bool:
    """ "No strike", "not an attack", «لم يكن هجوما», but not «لم يكن الانفجار ...», which speaks of one that was."""
    phrase = negation.last - negation.first > 1
    if phrase and is_told_before(document, act):
        return False
    articles = document.language.settings["articles"]
    between = [document.word(index) for index in range(negation.last, act.first)]
    return all(word in articles for word in between)


def _denied(document: Document, index: int, first: int) -> bool:
    marks = document.within("attribution", max(first, index - 6), index)
    return any(mark.label == "denied" for mark in marks)


def _released(document: Document, first: int, last: int) -> bool:
    return any(mark.label == "released" for mark in document.within("modality", first, last))
