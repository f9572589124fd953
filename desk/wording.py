"""The words for codes, fields and whole values of a stored state, for people who read diffs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from geo.models import Place, PlaceName
from incidents.models import choices
from incidents.models.choices import (
    ActorRole,
    Attribution,
    CasualtyGroup,
    ClaimRole,
    ClaimState,
    DatePrecision,
    Harm,
    HarmGrade,
    IncidentStatus,
    Kind,
    Precision,
    Sensitivity,
    SpanField,
    StrikeStatus,
)
from incidents.times_of_day import time_words

_CODES: dict[str, tuple[type[models.TextChoices], ...]] = {
    "kind": (Kind, Place.Kind, PlaceName.Kind),
    "role": (ClaimRole, ActorRole),
    "state": (ClaimState,),
    "status": (IncidentStatus,),
    "precision": (Precision,),
    "date_precision": (DatePrecision,),
    "strike_status": (StrikeStatus,),
    "harm_grade": (HarmGrade,),
    "attribution": (Attribution,),
    "sensitivity": (Sensitivity,),
    "group": (CasualtyGroup,),
    "harm": (Harm,),
    "field": (SpanField,),
    "change": (choices.ClaimChange,),
}

LABELS = {
    "kind": gettext_lazy("Kind"),
    "role": gettext_lazy("Role in the report"),
    "state": gettext_lazy("State"),
    "status": gettext_lazy("Status"),
    "title_en": gettext_lazy("Title (English)"),
    "title_ar": gettext_lazy("Title (Arabic)"),
    "summary_en": gettext_lazy("Summary (English)"),
    "summary_ar": gettext_lazy("Summary (Arabic)"),
    "date": gettext_lazy("Date"),
    "date_start": gettext_lazy("From"),
    "date_end": gettext_lazy("To"),
    "date_precision": gettext_lazy("Precision of the date"),
    "date_text": gettext_lazy("Words of the date"),
    "date_anchor": gettext_lazy("Counted from"),
    "date_rule": gettext_lazy("Rule"),
    "not_before": gettext_lazy("Not before"),
    "not_after": gettext_lazy("Not after"),
    "time_of_day": gettext_lazy("Time of day"),
    "edtf": gettext_lazy("EDTF"),
    "places": gettext_lazy("Places"),
    "actors": gettext_lazy("Actors"),
    "casualties": gettext_lazy("Casualties"),
    "spans": gettext_lazy("Quoted words"),
    "place_name": gettext_lazy("Place"),
    "main_place": gettext_lazy("Main place"),
    "country": gettext_lazy("Country"),
    "latitude": gettext_lazy("Latitude"),
    "longitude": gettext_lazy("Longitude"),
    "precision": gettext_lazy("Precision of the place"),
    "radius_m": gettext_lazy("Radius in metres"),
    "area": gettext_lazy("Area"),
    "killed": gettext_lazy("Killed"),
    "injured": gettext_lazy("Injured"),
    "position": gettext_lazy("Position"),
    "versions": gettext_lazy("Versions"),
    "distinct_from": gettext_lazy("Of another origin than"),
    "incident_id": gettext_lazy("Incident"),
    "source_id": gettext_lazy("Source"),
    "published_at": gettext_lazy("Published at"),
    "canonical_url": gettext_lazy("Address (URL)"),
    "comment": gettext_lazy("Comment"),
    "extractor_version": gettext_lazy("Read by"),
    "change": gettext_lazy("Against the former version"),
    "changed_fields": gettext_lazy("Changed against the former version"),
    "rules": gettext_lazy("Rules"),
    "killed_min": gettext_lazy("Killed, at least"),
    "killed_max": gettext_lazy("Killed, at most"),
    "injured_min": gettext_lazy("Injured, at least"),
    "injured_max": gettext_lazy("Injured, at most"),
    "strike_status": gettext_lazy("Strike status"),
    "harm_grade": gettext_lazy("Grade of civilian harm"),
    "attribution": gettext_lazy("Attribution"),
    "sensitivity": gettext_lazy("Sensitivity"),
    "is_graphic": gettext_lazy("Graphic content"),
    "is_deleted": gettext_lazy("Deleted"),
    "embargo_until": gettext_lazy("Embargo until"),
    "withdrawal_reason": gettext_lazy("Reason of the withdrawal"),
    "internal_note": gettext_lazy("Internal note"),
    "geolocation_note": gettext_lazy("Note on the location"),
    "claims": gettext_lazy("Claims"),
    "former_codes": gettext_lazy("Codes that lead here"),
    "notes": gettext_lazy("Notes"),
    "media": gettext_lazy("Media"),
    "incident": gettext_lazy("Incident"),
    "source": gettext_lazy("Source"),
    "title": gettext_lazy("Title"),
    "language": gettext_lazy("Language"),
    "published_on": gettext_lazy("Published on"),
    "reason": gettext_lazy("Reason"),
    "origin_id": gettext_lazy("Origin (number of the report)"),
    "overrides": gettext_lazy("Values set by hand"),
    "first_published_at": gettext_lazy("First published"),
    "code": gettext_lazy("Code"),
    "end": gettext_lazy("To character"),
    "start": gettext_lazy("From character"),
    "field": gettext_lazy("Field"),
    "part_of_total": gettext_lazy("Part of the total"),
    "harm": gettext_lazy("Harm"),
    "group": gettext_lazy("Group"),
    "maximum": gettext_lazy("At most"),
    "minimum": gettext_lazy("At least"),
    "ambiguous": gettext_lazy("Ambiguous"),
    "is_main": gettext_lazy("Main"),
    "name": gettext_lazy("Name"),
    "text": gettext_lazy("Words"),
    "names": gettext_lazy("Names"),
    "removed_names": gettext_lazy("Names taken away"),
    "admin1_name": gettext_lazy("Governorate"),
    "parent_id": gettext_lazy("Lies in"),
    "source_url": gettext_lazy("Known from (URL)"),
    "is_edited": gettext_lazy("By an editor"),
    "population": gettext_lazy("Population"),
    "aliases": gettext_lazy("Other names"),
    "url": gettext_lazy("Address (URL)"),
    "time_zone": gettext_lazy("Time zone"),
    "country_focus": gettext_lazy("Countries that it reports on"),
    "reliability": gettext_lazy("Reliability"),
    "note": gettext_lazy("Note"),
    "merged_into": gettext_lazy("Merged into"),
    "merged_into_id": gettext_lazy("Merged into"),
    "reader_name": gettext_lazy("Known to the reader as"),
}


VERBS = {
    "capture_report": gettext_lazy("captured"),
    "correct_report": gettext_lazy("corrected the report"),
    "undo_day": gettext_lazy("took a corrected day back"),
    "redate_claim": gettext_lazy("counted a date again"),
    "correct_anchor": gettext_lazy("counted a date from another day"),
    "undo_anchor": gettext_lazy("took the counting of a date back"),
    "retry_extraction": gettext_lazy("asked for another reading"),
    "separate_origin": gettext_lazy("took it apart from its origin"),
    "join_origin": gettext_lazy("joined it with its origin again"),
    "accept_claim": gettext_lazy("accepted a claim"),
    "reject_claim": gettext_lazy("rejected a claim"),
    "reopen_claim": gettext_lazy("undid a decision"),
    "correct_claim": gettext_lazy("corrected a claim"),
    "add_claim": gettext_lazy("added a claim"),
    "add_claim_without_text": gettext_lazy("added a claim without a text"),
    "mark_words": gettext_lazy("marked words"),
    "unmark_words": gettext_lazy("unmarked words"),
    "publish_incident": pgettext_lazy("somebody did", "published"),
    "withdraw_incident": gettext_lazy("withdrew"),
    "edit_incident": gettext_lazy("edited"),
    "restore_revision": gettext_lazy("brought a former version back"),
    "add_note": gettext_lazy("signed a note"),
    "remove_note": gettext_lazy("took a note away"),
    "add_medium": gettext_lazy("added a link"),
    "correct_medium": gettext_lazy("corrected a link"),
    "remove_medium": gettext_lazy("took a link away"),
    "correct_incident": gettext_lazy("corrected in public"),
    "submit_incident": gettext_lazy("submitted for review"),
    "return_incident": gettext_lazy("returned"),
    "approve_incident": gettext_lazy("approved"),
    "assign_incident": gettext_lazy("assigned"),
    "delete_incident": gettext_lazy("deleted"),
    "restore_incident": gettext_lazy("restored"),
    "merge_incidents": gettext_lazy("merged two records"),
    "undo_merge": gettext_lazy("undid a merge"),
    "split_incident": gettext_lazy("split the record"),
    "add_place": gettext_lazy("added the place"),
    "correct_place": gettext_lazy("corrected the place"),
    "add_place_name": gettext_lazy("added a name"),
    "remove_place_name": gettext_lazy("took a name away"),
    "undo_place": gettext_lazy("took the last change back"),
    "import_place": gettext_lazy("as imports brought it"),
    "recompute": gettext_lazy("computed again from its claims"),
    "propose_claim": gettext_lazy("proposed a claim"),
    "replace_claim": gettext_lazy("replaced a proposed claim"),
    "create_source": gettext_lazy("added a source"),
    "correct_source": gettext_lazy("corrected a source"),
    "create_actor": gettext_lazy("added a party"),
    "add_actor_name": gettext_lazy("added a name of a party"),
    "correct_actor": gettext_lazy("corrected a party"),
    "remove_actor_name": gettext_lazy("took a name of a party away"),
    "undo_actor": gettext_lazy("took the last change of a party back"),
    "merge_actors": gettext_lazy("merged two parties"),
    "undo_actor_merge": gettext_lazy("took the merging of two parties back"),
    "load_actors": gettext_lazy("brought by the reader"),
    "add_source_name": gettext_lazy("added a name of a source"),
    "remove_source_name": gettext_lazy("took a name of a source away"),
    "undo_source": gettext_lazy("took the last change of a source back"),
    "merge_sources": gettext_lazy("merged two sources"),
    "undo_source_merge": gettext_lazy("took the merging of two sources back"),
}


def isolated(left_to_right: str) -> str:
    """The words as an island in the sentence: after an Arabic letter 2020-07-01 would be shown as 01-07-2020."""
    return f"\u2066{left_to_right}\u2069"


def verb_label(verb: str) -> str:
    return str(VERBS.get(verb, verb.replace("_", " ")))


def field_label(name: str) -> str:
    return str(LABELS.get(name, name.replace("_", " ")))


def fact_label(name: str) -> str:
    """A fact that the reader's rules give."""
    return str(SpanField(name).label) if name in SpanField.values else field_label(name)


def in_words(name: str, value: Any) -> str:
    """One value of a stored state as a line of text; geometry as what it is, not as its coordinates."""
    if value is None or value == "" or value == [] or value == {}:
        return "–"
    if name in _WHOLE:
        return _WHOLE[name](value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dict):
        return _("an area") if "coordinates" in value else _object_in_words(value)
    if isinstance(value, list | tuple):
        return "\n".join(in_words(name, item) for item in value)
    for codes in _CODES.get(name, ()):
        if value in codes.values:
            return str(codes(value).label)
    return str(value)


def _object_in_words(value: dict[str, Any]) -> str:
    # The words of a span follow from its offsets; a state has them, what was tried does not.
    left_out = {"id", "text"} if "start" in value and "end" in value else {"id"}
    said = [
        f"{field_label(key)}: {in_words(key, value[key])}"
        for key in sorted(value)
        if value[key] not in (None, "", [], {}, False) and not key.endswith("_id") and key not in left_out
    ]
    return "; ".join(said)


def _overrides_in_words(overrides: dict[str, dict[str, Any]]) -> str:
    return "\n".join(
        f"{field_label(name)}: {in_words(name, set_by_hand['value'])} ({set_by_hand.get('reason') or '–'})"
        for name, set_by_hand in overrides.items()
    )


def _claims_in_words(claims: list[dict[str, Any]]) -> str:
    """Which claims, in a word each: their own facts have a history of their own."""
    return "\n".join(f"{in_words('kind', claim['kind'])} ({claim['id']})" for claim in claims)


def _place_in_words(number: int) -> str:
    place = Place.objects.only("name", "country").filter(pk=number).first()
    return str(place) if place else str(number)


_WHOLE: dict[str, Callable[[Any], str]] = {
    "overrides": _overrides_in_words,
    "claims": _claims_in_words,
    "parent_id": _place_in_words,
    "time_of_day": time_words,
}


def toll(minimum: int | None, maximum: int | None) -> str:
    """A range of people as one reads it: 12, 3–5, at least 1, at most 4, a number not stated."""
    if minimum is None and maximum is None:
        return _("number not stated")
    if maximum is None:
        return _("at least %(count)d") % {"count": minimum}
    if minimum is None:
        return _("at most %(count)d") % {"count": maximum}
    return f"{minimum}" if minimum == maximum else f"{minimum}–{maximum}"
