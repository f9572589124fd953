"""The verbs of an incident: computed from its claims, edited, published, withdrawn, deleted, restored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone
from django.utils.translation import gettext as _

from geo.boundaries import country_at
from incidents import moves
from incidents.applying import apply_claims, hold
from incidents.codes import next_code
from incidents.dates import check_dates
from incidents.errors import AlreadyThere, Refused
from incidents.facts import LARGEST_TOLL
from incidents.history import plain
from incidents.models import Claim, Incident
from incidents.models.choices import (
    Attribution,
    HarmGrade,
    IncidentStatus,
    Kind,
    Sensitivity,
    StrikeStatus,
)
from incidents.services import public_log
from incidents.services.revisions import change, follow
from incidents.text import one_line, storable

LONGEST_NOTE = 20_000


def _code_of(choices: Any) -> Callable[[Any, str], Any]:
    def check(value: Any, field: str) -> Any:
        if value not in choices.values:
            raise Refused(_("“%(code)s” is not one of the codes.") % {"code": value}, field)
        return value

    return check


def _title(value: Any, field: str) -> str:
    return one_line(str(value), field, 300)


def _note(value: Any, field: str) -> str:
    if len(str(value)) > LONGEST_NOTE:
        raise Refused(_("This is too long."), field)
    return storable(str(value), field)


def _yes_or_no(value: Any, field: str) -> bool:
    if not isinstance(value, bool):
        raise Refused(_("This is neither yes nor no."), field)
    return value


def _count(value: Any, field: str) -> int:
    if type(value) is not int or not 0 <= value <= LARGEST_TOLL:
        raise Refused(_("A number of people is a whole number that is not negative."), field)
    return value


def _day(value: Any, field: str) -> dt.date:
    if type(value) is not dt.date:
        raise Refused(_("This is not a date."), field)
    return value


def _moment(value: Any, field: str) -> dt.datetime | None:
    if value is not None and (not isinstance(value, dt.datetime) or timezone.is_naive(value)):
        raise Refused(_("This is not a time with its zone."), field)
    return value


# What only a person decides.
DECIDED: dict[str, Callable[[Any, str], Any]] = {
    "summary_en": _note,
    "summary_ar": _note,
    "strike_status": _code_of(StrikeStatus),
    "harm_grade": _code_of(HarmGrade),
    "sensitivity": _code_of(Sensitivity),
    "is_graphic": _yes_or_no,
    "embargo_until": _moment,
}
# What is computed until a person writes it; empty or None gives it back to the computation.
WRITTEN: dict[str, Callable[[Any, str], Any]] = {
    "title_en": _title,
    "title_ar": _title,
    "attribution": _code_of(Attribution),
}
# What is computed from the quoted words: whoever overrides it says why.
OVERRIDDEN: dict[str, Callable[[Any, str], Any]] = {
    "kind": _code_of(Kind),
    "main_place": _title,  # one of the places that its claims give, by its name
    "date_start": _day,
    "date_end": _day,
    "date_precision": lambda value, field: value,  # checked together with the dates
    "time_of_day": lambda value, field: one_line(str(value), field, 32),
    "killed_min": _count,
    "killed_max": _count,
    "injured_min": _count,
    "injured_max": _count,
}
_DATE_FIELDS = ("date_start", "date_end", "date_precision")


def new_incident(claim: Claim, by: AbstractBaseUser | None) -> Incident:
    """An empty draft with a code of the claim's country and year (internal: the caller links, computes, records)."""
    main = next((place for place in claim.places.all() if place.is_main), None)
    country = main.place.country if main and main.place else ""
    if not country and main and main.latitude is not None and main.longitude is not None:
        country = country_at(main.latitude, main.longitude) or ""
    made = Incident.objects.create(
        code=next_code(country, claim.date_start or claim.not_after or timezone.now().date()),
        kind=claim.kind,
        is_demo=bool(claim.report_version and claim.report_version.report.is_demo),
        created_by=by,  # type: ignore[misc]
    )
    for part in ("places", "actors", "casualties", "notes", "media", "former_codes"):
        hold(made, part, [])  # there is nothing yet to be read
    return made


def recompute_of(claim: Claim, by: AbstractBaseUser | None, reason: str) -> None:
    """Compute the incident of the claim again, where it is in one (internal)."""
    if claim.incident_id:
        recompute(Incident(pk=claim.incident_id), by, reason)


def recompute(incident: Incident, by: AbstractBaseUser | None = None, reason: str = "") -> Incident:
    """Compute the incident again from its accepted claims, after one of them changed (internal)."""
    with follow(incident, by=by, verb="recompute", reason=reason) as locked:
        apply_claims(locked)
        check_against_claims(locked)
    return locked


def publish_incident(*, by: AbstractBaseUser, incident: Incident, lock_version: int) -> Incident:
    """Show it to the public. AlreadyThere where somebody has done so, Refused where `moves` says that it cannot be."""

    def refuse(locked: Incident) -> None:
        if locked.status == IncidentStatus.PUBLISHED and not locked.is_deleted:
            raise AlreadyThere(_("%(code)s is published already.") % {"code": locked.code}, existing=locked)

    with change(incident, lock_version, by=by, verb="publish_incident", refuse=refuse) as locked:
        moves.check(locked, "publish", by)
        apply_claims(locked)
        check_against_claims(locked)
        locked.status = IncidentStatus.PUBLISHED
        locked.withdrawal_reason = ""
        locked.submitted_by = None
        locked.first_published_at = locked.first_published_at or timezone.now()
    return locked


def withdraw_incident(*, by: AbstractBaseUser, incident: Incident, lock_version: int, reason: str) -> Incident:
    """Take it back from the public; its code keeps saying that it was withdrawn, and why."""
    why = reason_given(reason)
    with change(incident, lock_version, by=by, verb="withdraw_incident", reason=why) as locked:
        moves.check(locked, "withdraw", by)
        locked.status = IncidentStatus.WITHDRAWN
        locked.withdrawal_reason = why
        locked.submitted_by = None
    return locked


def edit_incident(
    *, by: AbstractBaseUser, incident: Incident, lock_version: int, reason: str = "", **fields: Any
) -> Incident:
    """Set what a person decides or writes, and override computed values with a reason.

    None for an overridden value, an empty title, give it back to the computation. What the public sees is not edited
    but corrected: Refused with the field `public_note`.
    """
    return _edited("edit", by, incident, lock_version, reason, "", public_log.needs_note, fields)


def correct_incident(
    *, by: AbstractBaseUser, incident: Incident, lock_version: int, public_note: str, reason: str = "", **fields: Any
) -> Incident:
    """Change what the public sees of a published incident; the note goes to the public log.

    Refused where the public sees no change. An overridden value takes the note for its reason, where none is given.
    """
    note = _note(public_note, "public_note").strip()
    if not note:
        raise Refused(_("Say for the public what is corrected, and why."), "public_note")

    def told(is_told: bool) -> None:
        if not is_told:
            raise Refused(_("The public sees no change by this: leave the note for the public empty."), "public_note")

    return _edited("correct", by, incident, lock_version, reason, note, told, fields)


def delete_incident(*, by: AbstractBaseUser, incident: Incident, lock_version: int, reason: str = "") -> Incident:
    """Flag it as deleted: no list shows it, its code is never given again, and it can be restored."""
    with change(incident, lock_version, by=by, verb="delete_incident", reason=reason) as locked:
        moves.check(locked, "delete", by)
        locked.is_deleted = True
    return locked


def restore_incident(*, by: AbstractBaseUser, incident: Incident, lock_version: int, reason: str = "") -> Incident:
    """Undo a deletion. It is what it was, but for what was published: that is a draft, to be published knowingly."""
    with change(incident, lock_version, by=by, verb="restore_incident", reason=reason) as locked:
        moves.check(locked, "restore", by)
        locked.is_deleted = False
        if locked.status == IncidentStatus.PUBLISHED:
            locked.status = IncidentStatus.DRAFT
            locked.submitted_by = None
    return locked


def _edited(
    verb: str,
    by: AbstractBaseUser,
    incident: Incident,
    lock_version: int,
    reason: str,
    public_note: str,
    told: Callable[[bool], None],
    fields: dict[str, Any],
) -> Incident:
    """The incident with the values set and its claims applied, saved."""
    values = _checked(fields)
    why = _note(reason, "reason").strip() or public_note
    if not why and any(field in OVERRIDDEN and value is not None for field, value in values.items()):
        raise Refused(_("Say why the computed value is overridden."), "reason")
    name = f"{verb}_incident"
    tells = change(
        incident, lock_version, by=by, verb=name, reason=why, yours=fields, public_note=public_note, told=told
    )
    with tells as locked:
        moves.check(locked, verb, by)
        for field, value in values.items():
            if field in DECIDED:
                setattr(locked, field, value)
            elif value is None and not (field in _DATE_FIELDS and values["date_precision"]):
                locked.overrides.pop(field, None)
            else:
                stamp = {"reason": why, "by": by.get_username(), "at": plain(timezone.now())}
                locked.overrides[field] = {"value": plain(value), **stamp}
        apply_claims(locked)
        if values.get("main_place") not in (None, locked.main_place):
            raise Refused(_("None of its claims gives this place: correct or add a claim first."), "main_place")
        check_dates(locked.date_start, locked.date_end, locked.date_precision)
        _check_tolls(locked)
    return locked


def _checked(fields: dict[str, Any]) -> dict[str, Any]:
    known = {**DECIDED, **WRITTEN, **OVERRIDDEN}
    if unknown := sorted(set(fields) - set(known)):
        raise Refused(_("“%(field)s” cannot be edited.") % {"field": unknown[0]}, unknown[0])
    if given := [field for field in _DATE_FIELDS if field in fields]:
        if len(given) < len(_DATE_FIELDS):
            raise Refused(_("Give both days and how exactly they are known."), given[0])
        if fields["date_precision"] is not None:
            check_dates(fields["date_start"], fields["date_end"], fields["date_precision"])
    checked = {}
    for field, value in fields.items():
        blank = value is None or (field in WRITTEN and not str(value).strip())
        checked[field] = None if blank and field not in DECIDED else known[field](value, field)
    return checked


def _check_tolls(incident: Incident) -> None:
    if harm := _upside_down(incident):
        raise Refused(_("The least number is larger than the most."), f"{harm}_max")


def check_against_claims(incident: Incident) -> None:
    """Refused where one bound of a toll was set by hand and the claims now put the other one beyond it."""
    if _upside_down(incident):
        message = _("A number that was set by hand in %(code)s contradicts its claims now; correct it there first.")
        raise Refused(message % {"code": incident.code})


def _upside_down(incident: Incident) -> str:
    """The harm whose least number is larger than its most; empty where there is none."""
    for harm in ("killed", "injured"):
        least, most = getattr(incident, f"{harm}_min"), getattr(incident, f"{harm}_max")
        if least is not None and most is not None and least > most:
            return harm
    return ""


def reason_given(reason: str) -> str:
    why = _note(reason, "reason").strip()
    if not why:
        raise Refused(_("Say why."), "reason")
    return why
