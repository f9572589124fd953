"""Where every sequence begins, and each verb that a sequence may try, as one call on what is there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.auth.models import User

from incidents.errors import Refused
from incidents.facts import ActorInput, CasualtyInput, ClaimFacts, PlaceInput, SpanInput
from incidents.history import revisions_of
from incidents.models import Claim, Incident, IncidentMerge, Report, Source
from incidents.policies import Role
from incidents.services import (
    claims,
    dates,
    incidents,
    joining,
    marking,
    media,
    merging,
    notes,
    origins,
    reports,
    restoring,
    review,
    sources,
    splitting,
)
from incidents.services.reports import capture_report
from tests.factories import PersonFactory

TEXT = "Aircraft struck a depot near {town} yesterday, killing {dead} people. Two were hurt, said residents of {town}."
TOWNS = {"Mayadin": (35.02, 40.45), "Raqqa": (35.95, 39.01), "Palmyra": (34.56, 38.27)}
DAY = dt.date(2020, 6, 5)


def facts(town: str, dead: int) -> ClaimFacts:
    latitude, longitude = TOWNS[town]
    text = TEXT.format(town=town, dead=dead)
    quoted = {"kind": "struck", "place": f"near {town}", "date": "yesterday", "casualty": str(dead)}
    return ClaimFacts(
        kind="air_strike",
        date_start=DAY,
        date_end=DAY,
        date_precision="day",
        date_text="yesterday",
        places=[PlaceInput(f"near {town}", town, None, latitude, longitude, "near", 20_000, None, True)],
        actors=[ActorInput("A coalition", "perpetrator", "Aircraft", "suspected")],
        casualties=[CasualtyInput("killed", minimum=dead, maximum=dead, text=str(dead))],
        spans=[SpanInput(field, text.index(words), text.index(words) + len(words)) for field, words in quoted.items()],
    )


def begin() -> list[User]:
    """Three people and four reports with a claim each: one published, one a draft, two proposed."""
    contributor, editor, reviewer = people = [
        PersonFactory(role=role) for role in (Role.CONTRIBUTOR, Role.EDITOR, Role.REVIEWER)
    ]
    made = []
    for number, town in enumerate([*TOWNS, "Mayadin"], start=3):
        text, url = TEXT.format(town=town, dead=number), f"https://outlet.example/{number}"
        captured = capture_report(
            by=contributor,
            text=text,
            source_name=f"Outlet {number % 2}",
            url=url,
            language="en",
            published_on=DAY + dt.timedelta(days=1),
        )
        made.append(claims.add_claim(by=contributor, version=captured.version, facts=facts(town, number)))
    for claim in made[:2]:
        claims.accept_claim(by=editor, claim=claim, lock_version=claim.lock_version)
    first = Incident.objects.order_by("pk")[0]
    incidents.publish_incident(by=reviewer, incident=first, lock_version=first.lock_version)
    return people


@dataclass
class Try:
    """One attempt: by whom, on which records, and how they looked to the person, which may be long ago."""

    by: User
    incident: Incident
    other: Incident
    claim: Claim
    report: Report
    number: int  # for whatever differs between one attempt and the next
    is_stale: bool

    def seen(self, record: Any) -> int:
        return int(record.lock_version) - self.is_stale

    def of_incident(self) -> dict[str, Any]:
        return {"by": self.by, "incident": self.incident, "lock_version": self.seen(self.incident)}

    def of_claim(self) -> dict[str, Any]:
        return {"by": self.by, "claim": self.claim, "lock_version": self.seen(self.claim)}

    def of_report(self) -> dict[str, Any]:
        return {"by": self.by, "report": self.report, "lock_version": self.seen(self.report)}

    def of_source(self) -> dict[str, Any]:
        return {"by": self.by, "source": self.report.source, "lock_version": self.seen(self.report.source)}

    def other_source(self) -> Source:
        return Source.objects.exclude(pk=self.report.source_id).order_by("pk")[0]


WHY = "A reason."


def _edited(at: Try) -> dict[str, Any]:
    """One of the things that are edited, by turns."""
    changes: list[dict[str, Any]] = [
        {"summary_en": f"Wording {at.number}."},
        {"sensitivity": "coarse"},
        {"sensitivity": "hidden"},
        {"sensitivity": "open"},
        {"killed_min": at.number, "killed_max": at.number + 2},
        {"killed_min": None, "killed_max": None},
        {"killed_min": 5_000},
        {"title_en": f"Title {at.number}", "harm_grade": "fair"},
        {"embargo_until": dt.datetime(2100, 1, 1, tzinfo=dt.UTC)},
        {"embargo_until": None},
        {"date_start": DAY, "date_end": DAY + dt.timedelta(days=at.number), "date_precision": "range"},
    ]
    return changes[at.number % len(changes)]


def _corrected(at: Try) -> ClaimFacts:
    return replace(facts(list(TOWNS)[at.number % 3], at.number), spans=[])


def _marked(at: Try) -> object:
    assert at.claim.report_version
    start = at.claim.report_version.text.index("Two were hurt")
    return marking.mark_words(**at.of_claim(), field="casualty", start=start, end=start + len("Two were hurt"))


def _unmarked(at: Try) -> object:
    span = at.claim.spans.first()
    return marking.unmark_words(**at.of_claim(), span_id=span.pk if span else 0)


def _unmerged(at: Try) -> object:
    merges = IncidentMerge.objects.order_by("pk")
    if not merges:
        raise Refused("There is no merge.")
    merge = merges[at.number % len(merges)]
    return merging.undo_merge(by=at.by, merge=merge, lock_version=at.seen(merging.holder_of(merge)))


def _restored(at: Try) -> object:
    """Any former version of the incident or of the claim."""
    record = at.incident if at.number % 2 else at.claim
    revisions = revisions_of(record)
    return restoring.restore_revision(
        by=at.by,
        record=record,
        revision=revisions[at.number % len(revisions)],
        lock_version=at.seen(record),
        reason=WHY,
        public_note="It was right before." if at.number % 3 else "",
    )


def _linked(at: Try) -> dict[str, Any]:
    return {"kind": "photo", "url": f"https://outlet.example/{at.number % 4}.jpg", "is_graphic": at.number % 5 == 0}


def _number(rows: Any) -> int:
    """Of the first row; 0 where there is none."""
    first = rows.order_by("pk").first()
    return first.pk if first else 0


# By the name of the policies. Whatever is possible of it and for whom is the services' to know.
VERBS: dict[str, Callable[[Try], object]] = {
    "accept_claim": lambda at: claims.accept_claim(**at.of_claim(), incident=at.incident if at.number % 2 else None),
    "reject_claim": lambda at: claims.reject_claim(**at.of_claim(), reason=WHY),
    "reopen_claim": lambda at: claims.reopen_claim(**at.of_claim(), reason=WHY),
    "correct_claim": lambda at: claims.correct_claim(**at.of_claim(), facts=_corrected(at)),
    "correct_anchor": lambda at: dates.correct_anchor(**at.of_claim(), anchor=DAY + dt.timedelta(days=at.number)),
    "undo_anchor": lambda at: dates.undo_anchor(**at.of_claim()),
    "mark_words": _marked,
    "unmark_words": _unmarked,
    "correct_report": lambda at: reports.correct_report(
        **at.of_report(), published_on=DAY + dt.timedelta(days=at.number), title=f"Title {at.number}"
    ),
    "undo_day": lambda at: dates.undo_day(**at.of_report()),
    "correct_source": lambda at: sources.correct_source(**at.of_source(), note=f"Note {at.number}"),
    "submit_incident": lambda at: review.submit_incident(**at.of_incident()),
    "return_incident": lambda at: review.return_incident(**at.of_incident(), comment="More is needed."),
    "approve_incident": lambda at: review.approve_incident(**at.of_incident()),
    "assign_incident": lambda at: review.assign_incident(**at.of_incident(), person=at.by if at.number % 2 else None),
    "publish_incident": lambda at: incidents.publish_incident(**at.of_incident()),
    "withdraw_incident": lambda at: incidents.withdraw_incident(**at.of_incident(), reason=WHY),
    "edit_incident": lambda at: incidents.edit_incident(**at.of_incident(), reason=WHY, **_edited(at)),
    "correct_incident": lambda at: incidents.correct_incident(
        **at.of_incident(), reason=WHY, public_note="It was wrong.", **_edited(at)
    ),
    "delete_incident": lambda at: incidents.delete_incident(**at.of_incident(), reason=WHY),
    "restore_incident": lambda at: incidents.restore_incident(**at.of_incident(), reason=WHY),
    "merge_incidents": lambda at: merging.merge_incidents(
        by=at.by,
        kept=at.incident,
        kept_version=at.seen(at.incident),
        gone=at.other,
        gone_version=at.other.lock_version,
        reason=WHY,
    ),
    "undo_merge": _unmerged,
    "split_incident": lambda at: splitting.split_incident(
        **at.of_incident(),
        claims=[at.incident.claims.order_by("pk").values_list("pk", flat=True).first() or 0],
        reason=WHY,
    ),
    "restore_revision": _restored,
    "add_claim": lambda at: claims.add_claim(
        by=at.by, version=at.claim.report_version, facts=replace(_corrected(at), date_text="")
    ),
    "add_note": lambda at: notes.add_note(**at.of_incident(), kind="internal", text=f"Note {at.number}"),
    "remove_note": lambda at: notes.remove_note(**at.of_incident(), note_id=_number(at.incident.notes)),
    "add_medium": lambda at: media.add_medium(
        **at.of_incident(), **_linked(at), public_note="A picture came." if at.number % 2 else ""
    ),
    "correct_medium": lambda at: media.correct_medium(
        **at.of_incident(), **_linked(at), medium_id=_number(at.incident.media), public_note="A better picture."
    ),
    "remove_medium": lambda at: media.remove_medium(
        **at.of_incident(), medium_id=_number(at.incident.media), public_note="It shows something else."
    ),
    "separate_origin": lambda at: origins.separate_origin(**at.of_report()),
    "retry_extraction": lambda at: reports.retry_extraction(by=at.by, version=at.claim.report_version),
    "add_source_name": lambda at: sources.add_source_name(**at.of_source(), name=f"Name {at.number}"),
    "undo_source": lambda at: sources.undo_source(**at.of_source()),
    "merge_sources": lambda at: joining.merge_sources(**at.of_source(), into=at.other_source(), reason=WHY),
    "undo_source_merge": lambda at: joining.undo_source_merge(**at.of_source()),
}
# What changes nothing that somebody may have seen otherwise.
OF_NO_VERSION = {"add_claim", "retry_extraction"}
# An independent word on what is possible at all: the status that the verb needs, where it needs one.
NEEDS = {
    "submit_incident": {"draft", "withdrawn"},
    "return_incident": {"in_review"},
    "publish_incident": {"draft", "in_review", "withdrawn"},
    "withdraw_incident": {"published"},
    "correct_incident": {"published"},
    "delete_incident": {"draft", "in_review", "published", "withdrawn"},
    "edit_incident": {"draft", "in_review", "published", "withdrawn"},
    "restore_incident": {"deleted"},
}
