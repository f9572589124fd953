"""Links to pictures, films and documents of an incident. Nothing of them is fetched, kept or shown here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.utils.translation import gettext as _

from incidents import moves
from incidents.addresses import canonical_url
from incidents.errors import AlreadyThere, Refused
from incidents.models import Incident, IncidentMedia
from incidents.models.choices import MediaKind
from incidents.services import public_log
from incidents.services.revisions import change
from incidents.text import one_line, storable

MOST_MEDIA = 100
LONGEST_CAPTION = 300


def add_medium(
    *,
    by: AbstractBaseUser,
    incident: Incident,
    lock_version: int,
    kind: str,
    url: str,
    caption_en: str = "",
    caption_ar: str = "",
    is_graphic: bool = False,
    public_note: str = "",
) -> Incident:
    """An address with a caption in either language. AlreadyThere where the incident has it."""
    values = _checked(kind, url, caption_en, caption_ar, is_graphic)
    with _changed(incident, lock_version, "add_medium", by, public_note, values) as locked:
        if locked.media.filter(url=values["url"]).exists():  # type: ignore[attr-defined]
            raise AlreadyThere(_("This address is among the media already."), existing=locked)
        if locked.media.count() >= MOST_MEDIA:  # type: ignore[attr-defined]
            raise Refused(_("These are too many media for one incident."))
        IncidentMedia.objects.create(incident=locked, **values)
    return locked


def correct_medium(
    *,
    by: AbstractBaseUser,
    incident: Incident,
    lock_version: int,
    medium_id: int,
    kind: str,
    url: str,
    caption_en: str = "",
    caption_ar: str = "",
    is_graphic: bool = False,
    public_note: str = "",
) -> Incident:
    """Put other values in place of a link's."""
    values = _checked(kind, url, caption_en, caption_ar, is_graphic)
    with _changed(incident, lock_version, "correct_medium", by, public_note, values) as locked:
        medium = _medium(locked, medium_id)
        if locked.media.filter(url=values["url"]).exclude(pk=medium.pk).exists():  # type: ignore[attr-defined]
            raise AlreadyThere(_("This address is among the media already."), existing=locked)
        IncidentMedia.objects.filter(pk=medium.pk).update(**values)
    return locked


def remove_medium(
    *, by: AbstractBaseUser, incident: Incident, lock_version: int, medium_id: int, public_note: str = ""
) -> Incident:
    """Take a link away; the history keeps it."""
    with _changed(incident, lock_version, "remove_medium", by, public_note, {}) as locked:
        _medium(locked, medium_id).delete()
    return locked


@contextmanager
def _changed(
    incident: Incident, lock_version: int, verb: str, by: AbstractBaseUser, public_note: str, yours: dict[str, Any]
) -> Iterator[Incident]:
    """The incident, locked; what the public sees of the change needs a note for it, as every correction does."""
    note = storable(public_note, "public_note").strip()
    told = None if note else public_log.needs_note
    changing = change(incident, lock_version, by=by, verb=verb, yours=yours, public_note=note, told=told)
    with changing as locked:
        moves.check(locked, "edit", by)
        yield locked


def _checked(kind: str, url: str, caption_en: str, caption_ar: str, is_graphic: bool) -> dict[str, Any]:
    if kind not in MediaKind.values:
        raise Refused(_("“%(code)s” is not one of the codes.") % {"code": kind}, "kind")
    address = canonical_url(url)
    if not address:
        raise Refused(_("Give the address."), "url")
    captions = {"caption_en": caption_en, "caption_ar": caption_ar}
    tidy = {name: one_line(words, name, LONGEST_CAPTION) for name, words in captions.items()}
    return {"kind": kind, "url": address, "is_graphic": bool(is_graphic), **tidy}


def _medium(incident: Incident, number: int) -> IncidentMedia:
    found: IncidentMedia | None = incident.media.filter(pk=number).first()  # type: ignore[attr-defined]
    if found is None:
        raise Refused(_("This link is not there any more."))
    return found
