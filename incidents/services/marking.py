"""Marking words that the reader missed, or taking a mark away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from geo.folding import key_of
from incidents.actors import actors_by_key
from incidents.claim_rows import published_on
from incidents.errors import Refused
from incidents.facts import CasualtyInput
from incidents.marked_words import MarkedWords
from incidents.models import Claim, ClaimActor, ClaimCasualty, ClaimPlace, ClaimSpan
from incidents.models.choices import ClaimState, SpanField
from incidents.models.facts import ACTOR_VALUES, PLACE_VALUES, TOLL_VALUES, values_of
from incidents.reading import read_place
from incidents.services.incidents import recompute_of
from incidents.services.revisions import change

MOST_WORDS = 12  # a span is the shortest stretch that says the fact (contract)


@dataclass(frozen=True)
class Marking:
    """The claim with its new span; `was_read`: False where the field takes a value and the words gave none."""

    claim: Claim
    was_read: bool


def mark_words(*, by: AbstractBaseUser, claim: Claim, lock_version: int, field: str, start: int, end: int) -> Marking:
    """Add code points `start` to `end` as words that say the field, and the value that they are read to say.

    A date replaces the claim's date where the words resolve to one; a place, a toll or a party is added.
    """
    text, start, end = _checked(claim, field, start, end)
    marked = MarkedWords(text, start, end, published_on(claim))
    yours = {"field": field, "start": start, "end": end, "text": marked.words}
    with transaction.atomic():
        with change(claim, lock_version, by=by, verb="mark_words", yours=yours) as locked:
            _must_be_open(locked)
            ClaimSpan.objects.get_or_create(
                claim=locked, field=field, start=start, end=end, defaults={"text": marked.words}
            )
            propose = _PROPOSALS.get(field)
            was_read = propose is None or propose(locked, marked)
        recompute_of(locked, by, gettext_noop("Words were marked."))
    return Marking(locked, was_read)


def unmark_words(*, by: AbstractBaseUser, claim: Claim, lock_version: int, span_id: int) -> Claim:
    """Take one mark away; the value that it bore out stays until it is corrected."""
    with transaction.atomic():
        with change(claim, lock_version, by=by, verb="unmark_words", yours={"span_id": span_id}) as locked:
            _must_be_open(locked)
            if not locked.spans.filter(pk=span_id).delete()[0]:
                raise Refused(_("These words are not marked any more."), "spans")
        recompute_of(locked, by, gettext_noop("A mark was taken away."))
    return locked


def _checked(claim: Claim, field: str, start: int, end: int) -> tuple[str, int, int]:
    if field not in SpanField.values:
        raise Refused(_("“%(code)s” is not one of the codes.") % {"code": field}, "field")
    if claim.report_version is None:
        raise Refused(_("A claim without a text has no words to mark."), "spans")
    text = claim.report_version.text
    if not 0 <= start < end <= len(text):
        raise Refused(_("The marked words are not in the text."), "spans")
    words = text[start:end]
    # A selection by mouse takes blanks along.
    start += len(words) - len(words.lstrip())
    end -= len(words) - len(words.rstrip())
    if start >= end:
        raise Refused(_("There are no words in what was marked."), "spans")
    if len(text[start:end].split()) > MOST_WORDS:
        message = _("Mark the shortest words that say it: at most %(most)d.")
        raise Refused(message % {"most": MOST_WORDS}, "spans")
    return text, start, end


def _must_be_open(claim: Claim) -> None:
    if claim.state == ClaimState.REJECTED:
        raise Refused(_("This claim was rejected; reopen it first."))


def _propose_date(claim: Claim, marked: MarkedWords) -> bool:
    fact = marked.date()
    if fact is None:
        return False
    claim.date_text = (fact.text or marked.words)[:200]
    claim.date_rule = (fact.rule or "")[:200]
    claim.date_anchor = fact.anchor
    claim.time_of_day = (fact.time_of_day or claim.time_of_day)[:32]
    if fact.start is None:
        return False
    claim.date_start, claim.date_end, claim.date_precision = fact.start, fact.end, fact.precision
    claim.edtf, claim.not_before, claim.not_after = fact.edtf, fact.not_before, fact.not_after
    return True


def _propose_place(claim: Claim, marked: MarkedWords) -> bool:
    place = read_place(marked.text, marked.start, marked.end, claim.report_version)
    if place is None or place.place_id is None:
        return False
    if not claim.places.filter(place_id=place.place_id, text=place.text).exists():
        first = not claim.places.filter(is_main=True).exists()
        ClaimPlace.objects.create(claim=claim, is_main=first, **values_of(place, PLACE_VALUES))
    return True


def _propose_toll(claim: Claim, marked: MarkedWords) -> bool:
    toll: CasualtyInput | None = marked.toll()
    if toll is None:
        return False
    if not claim.casualties.filter(harm=toll.harm, group=toll.group).exists():
        ClaimCasualty.objects.create(claim=claim, **values_of(toll, TOLL_VALUES))
    return True


def _propose_actor(claim: Claim, marked: MarkedWords) -> bool:
    actor = marked.actor()
    if known := actors_by_key().get(key_of(actor.name)):
        actor = replace(actor, actor_id=known.pk, name=known.name)
    if claim.actors.filter(name=actor.name, role=actor.role).exists():
        return True
    ClaimActor.objects.create(claim=claim, **values_of(actor, ACTOR_VALUES))
    return True


# Each writes what the words say into the claim, and tells whether they say anything.
_PROPOSALS: dict[str, Callable[[Claim, MarkedWords], bool]] = {
    SpanField.DATE: _propose_date,
    SpanField.PLACE: _propose_place,
    SpanField.CASUALTY: _propose_toll,
    SpanField.ACTOR: _propose_actor,
}
