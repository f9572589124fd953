"""The verbs of a place: editors add what the gazetteer lacks and correct what is wrong; nothing of it is ever imported
over (``is_edited``, ``RemovedName``), and all processes know it within a second or two (``geo.opening``).
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from geo.changes import note_change
from geo.folding import key_of
from geo.geodesy import distance_m
from geo.identifiers import EDITOR, place_id
from geo.importing.matching import JOINED_WITHIN_M
from geo.importing.records import languages_of
from geo.models import GazetteerSource, Place, PlaceName, RemovedName
from geo.naming import names_of
from geo.packages import language_of
from incidents import published
from incidents.addresses import canonical_url
from incidents.errors import AlreadyThere, Refused
from incidents.history import State, before_and_after, changes_between, revisions_of, state_of
from incidents.models import ClaimPlace, Incident, IncidentPlace, Revision
from incidents.place_facts import PlaceFacts, checked_name
from incidents.policies import require
from incidents.services.checks import LONGEST_URL, checked_language
from incidents.services.renaming import note_renamed
from incidents.services.revisions import change, made, record
from incidents.text import one_line

LONGEST_REASON = 500
MOST_NAMES = 50  # given with one new place
IMPORTED = "import_place"
Names = Sequence[tuple[str, str]]


def add_place(
    *,
    by: AbstractBaseUser,
    facts: PlaceFacts,
    names: Names = (),
    source_url: str = "",
    reason: str = "",
    is_another: bool = False,
) -> Place:
    """A new place with its other names, each a (name, language) pair, the language empty where the script tells it.

    AlreadyThere where a place of the kind bears one of the names nearby, unless the editor says that it is another.
    """
    require(by, "add_place")
    number = place_id(EDITOR, secrets.token_hex(16))
    columns = facts.columns(number)
    address, why = _source(source_url, reason)
    if len(names) > MOST_NAMES:
        raise Refused(_("These are too many names for one place."), "names")
    listed = [_name(columns["name"], "", columns["country"])]
    listed += [_name(name, language, columns["country"]) for name, language in names]
    with transaction.atomic():
        note_change(number, places=1)  # first: it lets one editor at a time look whether the place is there
        if not is_another and (there := _same_place(columns, [name for name, _language in listed])):
            message = _("The gazetteer has a place of this name here already: %(place)s.")
            raise AlreadyThere(message % {"place": there}, existing=there)
        place = Place.objects.create(
            id=number, **columns, source=GazetteerSource.EDITORS, source_url=address, is_edited=True
        )
        named: set[str] = set()
        for name, language in dict.fromkeys(listed):
            # The first in a language is what the place is called in it.
            kind = PlaceName.Kind.ALTERNATE if language in named else PlaceName.Kind.PREFERRED
            named.add(language)
            PlaceName.objects.create(place=place, name=name, language=language, kind=kind, folded=key_of(name))
        return made(place, "add_place", by, why)


def correct_place(
    *,
    by: AbstractBaseUser,
    place: Place,
    lock_version: int,
    facts: PlaceFacts,
    source_url: str = "",
    reason: str = "",
) -> Place:
    """Move, rename or reshape a place. Its former name stays one of its names until it is removed.

    Incidents keep the position that their claims were read with.
    """
    require(by, "correct_place", place)
    address, why = _source(source_url, reason, known=place.source_url)
    with _changed(place, lock_version, "correct_place", by, why, asdict(facts)) as locked:
        columns = facts.columns(locked.pk, locked)
        for column, value in columns.items():
            setattr(locked, column, value)
        locked.source_url = address or locked.source_url
        locked.is_edited = True
        name, language = _name(locked.name, "", locked.country)
        if not locked.names.filter(name=name).exists():
            _put_name(locked, name, language, preferred=True)
    return locked


def add_place_name(
    *,
    by: AbstractBaseUser,
    place: Place,
    lock_version: int,
    name: str,
    language: str = "",
    preferred: bool = False,
    reason: str = "",
) -> Place:
    """One more name of a place, or with ``preferred`` what it is called in the language."""
    require(by, "add_place_name", place)
    tidy, code = _name(name, language, place.country)
    yours = {"name": name, "language": language}
    with _changed(place, lock_version, "add_place_name", by, _reason(reason), yours) as locked:
        existing = locked.names.filter(name=tidy, language=code).first()
        if existing and (existing.kind == PlaceName.Kind.PREFERRED or not preferred):
            raise AlreadyThere(_("The place has this name already."), existing=locked)
        _put_name(locked, tidy, code, preferred)
    return locked


def remove_place_name(
    *, by: AbstractBaseUser, place: Place, lock_version: int, name_id: int, reason: str = ""
) -> Place:
    """Take a name from a place, in whatever languages it is listed; no import gives it back."""
    require(by, "remove_place_name", place)
    with _changed(place, lock_version, "remove_place_name", by, _reason(reason), {"name_id": name_id}) as locked:
        name = locked.names.filter(pk=name_id).first()
        if name is None:
            raise Refused(_("The place does not have this name any more."), "name")
        if name.name == locked.name:
            raise Refused(_("This is the name that the place is listed by: rename the place first."), "name")
        locked.names.filter(name=name.name).delete()
        RemovedName.objects.get_or_create(place=locked, name=name.name)
    return locked


def undo_place(*, by: AbstractBaseUser, place: Place, lock_version: int) -> Place:
    """Take back the last change that a person made; undone once more, it is made again."""
    with _changed(place, lock_version, "undo_place", by, "", {}) as locked:
        last = _last_change(locked)
        if last is None:
            raise Refused(_("There is no change to take back."))
        _take_back(locked, last.changes)
    return locked


def restore_place(*, by: AbstractBaseUser, place: Place, lock_version: int, state: State, reason: str) -> Place:
    """Position, area and names as they stood in the state; `restoring` has checked that it is one of this place's."""
    with _changed(place, lock_version, "restore_revision", by, reason, {}) as locked:
        _take_back(locked, changes_between(state, state_of(locked)))
        locked.is_edited = True
    return locked


def can_undo(place: Place) -> bool:
    """Whether a person has changed the place since it came."""
    return _last_change(place) is not None


def remove_place(*, by: AbstractBaseUser, place: Place, lock_version: int, reason: str = "") -> None:
    """Take out a place that an editor added by mistake; Refused where it was imported or anything refers to it."""
    require(by, "remove_place", place)
    why = _reason(reason)
    with transaction.atomic():
        locked = Place.objects.select_for_update().filter(pk=place.pk, lock_version=lock_version).first()
        if locked is None:
            raise Refused(_("Somebody else has changed or removed this place since you opened it."))
        if locked.source != GazetteerSource.EDITORS:
            raise Refused(_("Only a place that an editor added can be taken out: the next import would bring it back."))
        if is_used(locked):
            raise Refused(_("Claims or incidents lie in this place, or other places do: it stays."))
        record(locked, "remove_place", by, why)
        note_change(locked.pk, places=-1)
        locked.delete()


def is_used(place: Place) -> bool:
    """Whether a claim, an incident or another place refers to the place."""
    facts = (model.objects.filter(place=place).exists() for model in (ClaimPlace, IncidentPlace))
    return any(facts) or place.children.exists()  # type: ignore[attr-defined]


def _last_change(place: Place) -> Revision | None:
    last = revisions_of(place).filter(made_by__isnull=False).last()
    return None if last is None or last.verb == "add_place" else last


@contextmanager
def _changed(
    place: Place, lock_version: int, verb: str, by: AbstractBaseUser, reason: str, yours: dict[str, Any]
) -> Iterator[Place]:
    """The place, locked, to be changed by the block; with a revision before it of what imports did, and what follows
    from its names afterwards."""
    with transaction.atomic():
        with change(place, lock_version, by=by, verb=verb, reason=reason, yours=yours) as locked:
            last = revisions_of(locked).last()
            if last is None or last.state != state_of(locked):
                record(locked, IMPORTED, None)
            called = names_of([locked])
            yield locked
            note_change(locked.pk)
        if called != names_of([locked]):
            if Incident.objects.published().filter(places__place=locked).exists():
                published.bump(is_explained=True)
            note_renamed(by, place=locked)


def _take_back(place: Place, changes: dict[str, list[Any]]) -> None:
    columns = {field.attname for field in Place._meta.concrete_fields} - {"id", "lock_version"}
    for column, (before, _after) in changes.items():
        if column in columns:
            setattr(place, column, before)
    if place.parent_id and not Place.objects.filter(pk=place.parent_id).exists():
        place.parent = None
    before, after = (
        {(name["name"], name["language"]): name["kind"] for name in names}
        for names in before_and_after(changes, "names")
    )
    for name, language in after.keys() - before.keys():
        place.names.filter(name=name, language=language).delete()  # type: ignore[attr-defined]
    for (name, language), kind in before.items():
        if after.get((name, language)) != kind:
            fields = {"kind": kind, "folded": key_of(name)}
            PlaceName.objects.update_or_create(place=place, name=name, language=language, defaults=fields)
    removed_before, removed_after = before_and_after(changes, "removed_names")
    RemovedName.objects.filter(place=place, name__in=set(removed_after) - set(removed_before)).delete()
    for name in set(removed_before) - set(removed_after):
        RemovedName.objects.get_or_create(place=place, name=name)


def _put_name(place: Place, name: str, language: str, preferred: bool) -> None:
    kind = PlaceName.Kind.PREFERRED if preferred else PlaceName.Kind.ALTERNATE
    if preferred:
        others = place.names.filter(language=language, kind=PlaceName.Kind.PREFERRED)  # type: ignore[attr-defined]
        others.update(kind=PlaceName.Kind.ALTERNATE)
    PlaceName.objects.update_or_create(
        place=place, name=name, language=language, defaults={"kind": kind, "folded": key_of(name)}
    )
    RemovedName.objects.filter(place=place, name=name).delete()


def _name(name: str, language: str, country: str) -> tuple[str, str]:
    """The name as it is kept, and its language: the one given, else what its script and the country tell."""
    tidy, code = checked_name(name), checked_language(language)
    return tidy, code if code not in ("", "und") else language_of(tidy, languages_of(country))


def _same_place(columns: dict[str, Any], names: Sequence[str]) -> Place | None:
    """A place that bears one of the names, of the kind and as near as imports take two rows for one place."""
    keys = {key_of(name) for name in names}
    bearers = Place.objects.filter(names__folded__in=keys, kind=columns["kind"]).defer("area").distinct()
    point, within = (columns["latitude"], columns["longitude"]), JOINED_WITHIN_M.get(columns["kind"], 0)
    near = ((distance_m(*point, place.latitude, place.longitude), place.pk, place) for place in bearers)
    away, _number, place = min(near, default=(within + 1, 0, None))
    return place if away <= within else None


def _source(source_url: str, reason: str, known: str = "") -> tuple[str, str]:
    """The address and the reason, of which one has to be given; the address ``known`` before is no new reason."""
    try:
        address = canonical_url(source_url)
    except Refused as refusal:
        raise Refused(refusal.message, "source_url") from None
    if len(address) > LONGEST_URL:
        raise Refused(_("The address is too long."), "source_url")
    why = one_line(reason, "reason", LONGEST_REASON)
    if not why and address in ("", known):
        raise Refused(_("Say where this is known from: an address, or a sentence."), "reason")
    return address, why or address


def _reason(reason: str) -> str:
    why = one_line(reason, "reason", LONGEST_REASON)
    if not why:
        raise Refused(_("Say why."), "reason")
    return why
