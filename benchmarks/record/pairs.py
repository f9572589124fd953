"""Pairs of verbs that two people do at the same moment to the same records, and what must come of each.

Either the verbs took place one after the other, in one of the two orders, or one of the two is told of a conflict and
shown both versions. Whoever was told that it is saved finds it in the record or in its history.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.contrib.auth.models import User
from django.db import models

from benchmarks.record.world import World
from incidents.errors import AlreadyThere, Conflict, Refused
from incidents.facts import CasualtyInput
from incidents.history import revisions_of, state_of
from incidents.models import Claim, Incident
from incidents.services import claims, incidents, merging

WHY = "A reason."
# What one of the two is given, in plain values: {"does", "person", "incident", "claim", "words"}; a merge also "gone".
Given = dict[str, Any]


@dataclass
class Pair:
    """`both` where neither stands in the other's way, so that both have to be saved."""

    kind: str
    first: Given
    second: Given
    both: bool = False
    records: list[models.Model] = field(default_factory=list)


@dataclass(frozen=True)
class Outcome:
    """`problem` is empty where the pair ended as it must."""

    saved: int
    conflicts: int
    problem: str = ""


ACTS: dict[str, Callable[[Given, User, Any, Any], object]] = {
    "edit": lambda given, by, incident, claim: incidents.edit_incident(
        by=by, incident=incident, lock_version=incident.lock_version, summary_en=given["words"]
    ),
    "reword": lambda given, by, incident, claim: incidents.correct_incident(
        by=by,
        incident=incident,
        lock_version=incident.lock_version,
        public_note="It was wrong.",
        summary_en=given["words"],
    ),
    "publish": lambda given, by, incident, claim: incidents.publish_incident(
        by=by, incident=incident, lock_version=incident.lock_version
    ),
    "withdraw": lambda given, by, incident, claim: incidents.withdraw_incident(
        by=by, incident=incident, lock_version=incident.lock_version, reason=given["words"]
    ),
    "delete": lambda given, by, incident, claim: incidents.delete_incident(
        by=by, incident=incident, lock_version=incident.lock_version, reason=given["words"]
    ),
    "correct": lambda given, by, incident, claim: claims.correct_claim(
        by=by, claim=claim, lock_version=claim.lock_version, facts=_said(claim, given["words"])
    ),
    "merge": lambda given, by, incident, claim: _merged(given, by, incident),
    "accept": lambda given, by, incident, claim: claims.accept_claim(
        by=by, claim=claim, lock_version=claim.lock_version, incident=incident
    ),
}


_VERB_OF = {"reword": "correct"}  # where the revision calls it otherwise


def _merged(given: Given, by: User, incident: Any) -> object:
    """The other record into this one."""
    gone, version = given["gone"]
    return merging.merge_incidents(
        by=by,
        kept=incident,
        kept_version=incident.lock_version,
        gone=Incident.objects.get(pk=gone),
        gone_version=version,
        reason=given["words"],
    )


def _said(claim: Claim, words: str) -> Any:
    facts = claims.ClaimFacts.of(claim)
    return replace(facts, casualties=[CasualtyInput("injured", minimum=1, text=words)], spans=[])


def reads(given: Given) -> Callable[[], dict[str, Any]]:
    """In one of the two processes: the records as they stand before either acts; then the act, and what came of it."""
    by = User.objects.get(pk=given["person"])
    incident = Incident.objects.get(pk=given["incident"]) if given["incident"] else None
    claim = Claim.objects.select_related("report_version").get(pk=given["claim"]) if given["claim"] else None

    def act() -> dict[str, Any]:
        try:
            ACTS[given["does"]](given, by, incident, claim)
        except Conflict as conflict:
            by_whom = conflict.changed_by and conflict.changed_by.pk
            return {"ends": "conflict", "current": conflict.current, "yours": conflict.yours, "by": by_whom}
        except AlreadyThere:
            return {"ends": "there"}
        except Refused as refusal:
            return {"ends": "refused", "message": refusal.message}
        return {"ends": "saved"}

    return act


def pairs(world: World, count: int) -> Iterator[Pair]:
    """So many, of each kind in turn, on drafts that are made for them."""
    for number in range(count):
        make = KINDS[number % len(KINDS)]
        yield make(world)


def _given(world: World, does: str, by: User, incident: Incident | None = None, claim: Claim | None = None) -> Given:
    return {
        "does": does,
        "person": by.pk,
        "incident": incident and incident.pk,
        "claim": claim and claim.pk,
        "words": world.name(),
    }


def _of_one(first: str, second: str, *, published: bool = False) -> Callable[[World], Pair]:
    """Two verbs of one incident, by an editor and a reviewer."""

    def make(world: World) -> Pair:
        incident = world.draft()
        if published:
            incident = incidents.publish_incident(
                by=world.editor, incident=incident, lock_version=incident.lock_version
            )
        one, other = _given(world, first, world.editor, incident), _given(world, second, world.reviewer, incident)
        return Pair(f"{first} and {second}", one, other, records=[incident])

    return make


def _corrections_of_one_claim(world: World) -> Pair:
    claim = world.claim()
    one, other = (_given(world, "correct", by, claim=claim) for by in (world.editor, world.reviewer))
    return Pair("corrections of one claim", one, other, records=[claim])


def _corrections_of_two_claims(world: World) -> Pair:
    """Of one incident, which is computed from both."""
    incident, second = world.draft(), world.claim()
    second = claims.accept_claim(by=world.editor, claim=second, lock_version=second.lock_version, incident=incident)
    first = incident.claims.exclude(pk=second.pk).get()  # type: ignore[attr-defined]
    one, other = (
        _given(world, "correct", by, claim=claim) for by, claim in ((world.editor, first), (world.reviewer, second))
    )
    return Pair("corrections of two claims of one incident", one, other, both=True, records=[first, second, incident])


def _correction_and_edit(world: World) -> Pair:
    incident = world.draft()
    claim = incident.claims.get()  # type: ignore[attr-defined]
    one, other = _given(world, "correct", world.editor, claim=claim), _given(world, "edit", world.reviewer, incident)
    return Pair("a correction of a claim and an edit", one, other, records=[claim, incident])


def _merged_into_each_other(world: World) -> Pair:
    one_incident, other_incident = world.draft(), world.draft()
    one = _merge_of(world, world.editor, one_incident, other_incident)
    other = _merge_of(world, world.reviewer, other_incident, one_incident)
    return Pair("two merges, each into the other", one, other, records=[one_incident, other_incident])


def _merged_into_two(world: World) -> Pair:
    kept, also, gone = world.draft(), world.draft(), world.draft()
    one, other = _merge_of(world, world.editor, kept, gone), _merge_of(world, world.reviewer, also, gone)
    return Pair("one record merged into two", one, other, records=[kept, also, gone])


def _merge_and(does: str, *, of_the_kept: bool) -> Callable[[World], Pair]:
    def make(world: World) -> Pair:
        kept, gone = world.draft(), world.draft()
        one = _merge_of(world, world.editor, kept, gone)
        other = _given(world, does, world.reviewer, kept if of_the_kept else gone)
        which = "kept" if of_the_kept else "gone"
        return Pair(f"a merge and {does} of the record that is {which}", one, other, records=[kept, gone])

    return make


def _merge_and_correction(world: World) -> Pair:
    kept, gone = world.draft(), world.draft()
    claim = gone.claims.get()  # type: ignore[attr-defined]
    one, other = _merge_of(world, world.editor, kept, gone), _given(world, "correct", world.reviewer, claim=claim)
    return Pair("a merge and a correction of a claim that moves", one, other, records=[kept, gone, claim])


def _merge_of(world: World, by: User, kept: Incident, gone: Incident) -> Given:
    return {**_given(world, "merge", by, kept), "gone": (gone.pk, gone.lock_version)}


def _accepted_into_two(world: World) -> Pair:
    claim, one_incident, other_incident = world.claim(), world.draft(), world.draft()
    one = _given(world, "accept", world.editor, one_incident, claim)
    other = _given(world, "accept", world.reviewer, other_incident, claim)
    return Pair("one claim into two incidents", one, other, records=[claim, one_incident, other_incident])


KINDS: list[Callable[[World], Pair]] = [
    _of_one("edit", "edit"),
    _of_one("edit", "publish"),
    _of_one("publish", "publish"),
    _of_one("withdraw", "reword", published=True),
    _of_one("withdraw", "withdraw", published=True),
    _of_one("delete", "publish"),
    _corrections_of_one_claim,
    _corrections_of_two_claims,
    _correction_and_edit,
    _accepted_into_two,
    _merged_into_each_other,
    _merged_into_two,
    _merge_and("edit", of_the_kept=True),
    _merge_and("edit", of_the_kept=False),
    _merge_and("publish", of_the_kept=True),
    _merge_and_correction,
]


def judged(pair: Pair, answers: list[Any]) -> Outcome:
    """What came of the pair; the records are read anew."""
    problems = [answer for answer in answers if not isinstance(answer, dict)]
    if problems:
        return Outcome(0, 0, problems[0].strip().splitlines()[-1])
    saved = [given for given, answer in zip((pair.first, pair.second), answers, strict=True) if _is(answer, "saved")]
    conflicts = sum(_is(answer, "conflict") for answer in answers)
    if not saved or (pair.both and len(saved) < 2):
        problems.append(f"of two {len(saved)} saved: {answers}")
    for record in pair.records:
        problems += _wrong_in_history(record)
    problems += [
        f"{given['does']} was told to be saved and left no trace" for given in saved if not _found(pair, given)
    ]
    for given, answer in zip((pair.first, pair.second), answers, strict=True):
        problems += _wrong_in_answer(pair, given, answer)
    return Outcome(len(saved), conflicts, f"{pair.kind}: {problems[0]}" if problems else "")


def _is(answer: dict[str, Any], ends: str) -> bool:
    return bool(answer["ends"] == ends)


def _wrong_in_history(record: models.Model) -> Iterator[str]:
    """Every revision counted once, one after the other, and the last one what stands."""
    revisions = list(revisions_of(record))
    if [row.number for row in revisions] != list(range(1, len(revisions) + 1)):
        yield f"{record} has revisions {[row.number for row in revisions]}"
    versions = [row.state["lock_version"] for row in revisions]
    if versions != sorted(set(versions)):
        yield f"{record} was saved over itself: versions {versions}"
    if revisions[-1].state != state_of(type(record)._default_manager.get(pk=record.pk)):
        yield f"{record} is not what its last revision says"


def _says_that_it_was_merged(pair: Pair, message: str) -> bool:
    """As it would be had the other merge been asked for long before."""
    gone = Incident.objects.filter(pk__in=[row.pk for row in pair.records if isinstance(row, Incident)]).exclude(
        merged_into=None
    )
    return any(row.code in message and str(row.merged_into) in message for row in gone)


def _found(pair: Pair, given: Given) -> bool:
    """Whether a revision of the person holds what was done; a word that was typed has to stand in it."""
    verb = _VERB_OF.get(given["does"]) or given["does"]
    for record in pair.records:
        for row in revisions_of(record).filter(made_by=given["person"], verb__startswith=verb):
            typed = given["does"] in ("edit", "reword", "correct", "withdraw", "delete", "merge")
            if not typed or given["words"] in json.dumps([row.state, row.reason], ensure_ascii=False):
                return True
    return False


def _wrong_in_answer(pair: Pair, given: Given, answer: dict[str, Any]) -> Iterator[str]:
    """Whoever comes second sees the version that stands, whose it is, and the own words."""
    if _is(answer, "refused") and not _says_that_it_was_merged(pair, answer["message"]):
        yield f"{given['does']} was refused without a conflict: {answer['message']}"
    if not _is(answer, "conflict"):
        return
    states = [row.state for record in pair.records for row in revisions_of(record)]
    if answer["current"] not in states:
        yield "the conflict shows a version that never stood"
    if answer["by"] == given["person"]:
        yield "the conflict says that it was oneself"
    if given["does"] in ("edit", "reword", "correct") and given["words"] not in json.dumps(
        answer["yours"], ensure_ascii=False
    ):
        yield "the conflict has lost what was typed"
