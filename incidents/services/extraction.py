"""Storing what was read out of a report as proposed claims. What a person has touched is never touched by this."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from extraction.facts import Claim as ReadClaim
from extraction.facts import Reading
from geo.folding import key_of
from incidents.actors import actors_by_key
from incidents.claim_rows import write_rows
from incidents.facts import ActorInput, CasualtyInput, ClaimFacts, PlaceInput, SpanInput
from incidents.history import touched_by_people
from incidents.models import Claim, ReportVersion
from incidents.models.choices import ClaimState
from incidents.models.facts import PLACE_VALUES, values_of
from incidents.services.locking import lock_rows
from incidents.services.revisions import made, record
from incidents.services.versions import compare_with_former

READ = "propose_claim"
READ_AGAIN = gettext_noop("The report was read again.")


def store_reading(version: ReportVersion, reading: Reading, extractor_version: str) -> list[Claim]:
    """The proposed claims of the version, in place of those that were proposed before and that nobody has touched.

    To be called in the transaction that finishes the work. A claim that a person has accepted, rejected or corrected
    stays, and is not proposed a second time.
    """
    _note_what_was_read(version, reading, extractor_version)
    kept = _take_back_untouched(version)
    actors = {key: actor.pk for key, actor in actors_by_key().items()}
    claims = []
    for position, read in enumerate(reading.claims):
        facts = facts_of(read, actors)
        if any(_rests_on_the_same_words(facts, claim) for claim in kept):
            continue
        claim = Claim.objects.create(
            report_version=version,
            kind=read.kind,
            role=read.role,
            date_start=read.date.start,
            date_end=read.date.end,
            date_precision=read.date.precision,
            edtf=read.date.edtf,
            not_before=read.date.not_before,
            not_after=read.date.not_after,
            time_of_day=facts.time_of_day,
            date_text=facts.date_text,
            date_anchor=read.date.anchor,
            date_rule=(read.date.rule or "")[:200],
            rules=list(read.rules),
            extractor_version=extractor_version,
            position=position,
        )
        write_rows(claim, facts, version.text)
        claims.append(claim)
    compare_with_former(version, claims, kept)
    for claim in claims:
        claim.save()
        made(claim, READ, by=None)
    return claims


def facts_of(read: ReadClaim, actors: dict[str, int]) -> ClaimFacts:
    """The reader's claim as facts; `actors` gives the ids of known parties by the key of their name.

    A report may put one event in several places at once ("in the towns of X and Y"); the first of them is the one that
    the map and the code follow.
    """
    main = next((number for number, place in enumerate(read.places) if place.main), None)
    return ClaimFacts(
        kind=read.kind,
        role=read.role,
        date_text=(read.date.text or "")[:200],
        time_of_day=(read.date.time_of_day or "")[:32],
        places=[
            PlaceInput(
                is_main=number == main,
                **{**values_of(place, PLACE_VALUES), "text": place.text[:300], "name": (place.name or "")[:200]},
            )
            for number, place in enumerate(read.places)
        ],
        actors=[
            ActorInput(
                name=actor.name[:200],
                role=actor.role,
                text=actor.text[:300],
                attribution=actor.attribution,
                actor_id=actor.actor_id or actors.get(key_of(actor.name)),
            )
            for actor in read.actors
        ],
        casualties=[
            CasualtyInput(row.harm, row.group, row.min, row.max, row.text[:300], row.part_of_total)
            for row in read.casualties
        ],
        spans=[SpanInput(span.field, span.start, span.end) for span in read.spans],
    )


def _note_what_was_read(version: ReportVersion, reading: Reading, extractor_version: str) -> None:
    # An editor may have set the language since the work was taken.
    version.refresh_from_db(fields=["language"], from_queryset=ReportVersion.objects.select_for_update())
    if version.language in ("", "und"):
        version.language = reading.language
    version.said_by = (reading.said_by or "")[:200]
    version.origin_named = (reading.origin or "")[:200]
    version.extractor_version = extractor_version
    version.save(update_fields=["language", "said_by", "origin_named", "extractor_version"])


def _take_back_untouched(version: ReportVersion) -> list[Claim]:
    """Delete what was proposed and never touched, each with a last revision; gives the machine's other claims."""
    # Locked, so that nobody decides on one that is about to go; with those of former versions, which may be marked.
    told = Claim.objects.filter(report_version__report=version.report_id)
    lock_rows(Claim, told.values_list("pk", flat=True))
    machine = list(version.claims.exclude(extractor_version="").prefetch_related("spans", "later"))
    touched = touched_by_people(machine)
    kept = []
    for claim in machine:
        if claim.state == ClaimState.PROPOSED and claim.pk not in touched and not claim.later.all():
            record(claim, "replace_claim", None, READ_AGAIN)
            claim.delete()
        else:
            kept.append(claim)
    return kept


def _rests_on_the_same_words(facts: ClaimFacts, claim: Claim) -> bool:
    """Of one text, claims with most of their words in common are readings of one statement."""
    ours = {(span.field, span.start, span.end) for span in facts.spans}
    theirs = {(span.field, span.start, span.end) for span in claim.spans.all()}
    return 2 * len(ours & theirs) > min(len(ours), len(theirs))
