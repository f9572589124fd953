"""What a new version of a report changed: shown on its claims, never applied to those of the version before."""

from __future__ import annotations

from collections.abc import Sequence

from extraction import facts as read
from extraction.compare import compare
from incidents.models import Claim, ReportVersion
from incidents.models.choices import ClaimChange
from incidents.models.facts import ACTOR_VALUES, PLACE_VALUES, values_of
from incidents.services.revisions import follow


def compare_with_former(version: ReportVersion, claims: Sequence[Claim], kept: Sequence[Claim]) -> None:
    """Set on each new claim which one of the version before it continues; mark those that nothing continues.

    What an accepted claim says, and the incident that it bears out, stay as they are; so does what the claims `kept`
    from an earlier reading of the version continue. The caller saves the new claims and writes their first revision.
    """
    former = version.report.versions.filter(number__lt=version.number).exclude(extractor_version="").last()
    if former is None:
        return
    continued = [claim.former_id for claim in kept if claim.former_id]
    old = list(former.claims.exclude(pk__in=continued).with_facts())  # type: ignore[attr-defined]
    before = [_as_read(claim) for claim in old]
    now = [_as_read(claim) for claim in claims]
    row_of = {id(value): row for value, row in zip([*before, *now], [*old, *claims], strict=True)}
    for pair in compare(now, before):
        if pair.new is not None:
            claim = row_of[id(pair.new)]
            claim.former = row_of[id(pair.old)] if pair.old is not None else None
            claim.change = pair.state
            claim.changed_fields = list(pair.fields)
        elif row_of[id(pair.old)].change != ClaimChange.GONE:
            with follow(row_of[id(pair.old)], by=None, verb="compare_versions") as gone:
                gone.change = ClaimChange.GONE


def _as_read(claim: Claim) -> read.Claim:
    """The claim as the reader would have given it; its words do not count in a comparison."""
    return read.Claim(
        kind=claim.kind,
        role=claim.role,
        date=read.DateFact(
            start=claim.date_start,
            end=claim.date_end,
            precision=claim.date_precision,
            edtf=claim.edtf,
            not_before=claim.not_before,
            not_after=claim.not_after,
            text=claim.date_text or None,
            time_of_day=claim.time_of_day or None,
        ),
        places=tuple(
            read.ClaimPlace(main=place.is_main, **values_of(place, PLACE_VALUES)) for place in claim.places.all()
        ),
        actors=tuple(read.ClaimActor(**values_of(row, ACTOR_VALUES)) for row in claim.actors.all()),
        casualties=tuple(
            read.Casualty(row.group, row.harm, row.minimum, row.maximum, row.text, row.part_of_total)
            for row in claim.casualties.all()
        ),
    )
