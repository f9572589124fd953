"""What sources and parties have in common: names in several languages, that no two of them share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from geo.packages import language_of
from incidents.errors import AlreadyThere, Refused
from incidents.history import before_and_after, revisions_of
from incidents.models import Named, Revision
from incidents.services.checks import checked_language
from incidents.text import one_line, without_invisible

Subject = TypeVar("Subject", bound=Named)

LONGEST_NAME = 200
_UNDONE = ("correct_{}", "add_{}_name", "remove_{}_name", "undo_{}")
# A change of these is no correction, or is recorded by a verb of its own.
_KEPT = frozenset({"id", "lock_version", "merged_into_id", "reader_name", "is_demo"})


def checked_name(name: str, missing: str) -> str:
    """The name as it is kept; Refused with the words of `missing` where it is empty."""
    tidy = without_invisible(one_line(name, "name", LONGEST_NAME), "name")
    if not any(map(str.isalnum, tidy)):
        raise Refused(missing, "name")
    return tidy


def language_named(name: str, language: str = "") -> str:
    """The language that somebody gave, else what the script tells (`ar`, `und-Latn`)."""
    code = checked_language(language)
    return code if code not in ("", "und") else language_of(name, {"ar"})


def checked_aliases(names: Sequence[tuple[str, str]], missing: str) -> list[tuple[str, str]]:
    """Each (name, language) once; the language empty where the script tells it."""
    given = ((checked_name(name, missing), language) for name, language in names)
    return list(dict.fromkeys((name, language_named(name, language)) for name, language in given))


def make(model: type[Subject], values: dict[str, Any], aliases: Sequence[tuple[str, str]]) -> Subject:
    """A new one with its names, none of which another one bears: AlreadyThere. In a transaction."""
    for name in (values["name"], *(alias for alias, _language in aliases)):
        must_be_new(model, name)
    subject: Subject = model._default_manager.create(**values)  # type: ignore[assignment]
    for name, language in aliases:
        if name != subject.name:
            subject.aliases.create(name=name, language=language)  # type: ignore[attr-defined]
    return subject


def must_be_new(model: type[Named], name: str, of: Named | None = None) -> None:
    """AlreadyThere, with the one that stands, where another one than `of` bears the name in any language."""
    for bearer in model._default_manager.called(name):  # type: ignore[attr-defined]
        there = bearer.stands_as
        if of is None or there.pk != of.pk:
            raise AlreadyThere(_("%(name)s bears this name already.") % {"name": there}, existing=there)


def must_stand(subject: Named) -> None:
    """Refused where it turned out to be another one."""
    if subject.merged_into is not None:
        raise Refused(_("This was merged into %(name)s: change it there.") % {"name": subject.merged_into})


def put_name(subject: Named, name: str, language: str) -> None:
    """One more name; AlreadyThere where this one or another one has it."""
    must_stand(subject)
    if subject.name == name or subject.aliases.filter(name=name, language=language).exists():  # type: ignore[attr-defined]
        raise AlreadyThere(_("The name is there already."), existing=subject)
    must_be_new(type(subject), name, subject)
    subject.aliases.create(name=name, language=language)  # type: ignore[attr-defined]


def take_name(subject: Named, name_id: int) -> None:
    """One name less, in the language that it is listed in."""
    must_stand(subject)
    if not subject.aliases.filter(pk=name_id).delete()[0]:  # type: ignore[attr-defined]
        raise Refused(_("The name is not there any more."), "name")


def rename(subject: Named, name: str) -> None:
    """The name that it is listed by; the former one stays one of its names."""
    if name == subject.name:
        return
    must_be_new(type(subject), name, subject)
    if not subject.aliases.filter(name=subject.name).exists():  # type: ignore[attr-defined]
        subject.aliases.create(name=subject.name, language=language_named(subject.name))  # type: ignore[attr-defined]
    subject.name = name


def last_change(subject: Named) -> Revision | None:
    """What a person did last to its columns and names; None where that was something else, such as a merge."""
    last = revisions_of(subject).filter(made_by__isnull=False).last()
    word = type(subject).__name__.lower()
    return last if last and last.verb in {verb.format(word) for verb in _UNDONE} else None


def take_back(subject: Named) -> None:
    """The columns and names as they were before the last change of a person; undone once more, it is made again."""
    must_stand(subject)
    last = last_change(subject)
    if last is None:
        raise Refused(_("There is no change to take back."))
    put_back(subject, last.changes)


def put_back(subject: Named, changes: dict[str, list[Any]]) -> None:
    """The columns and names as they were before the changes (field -> before, after)."""
    must_stand(subject)
    columns = {field.attname for field in type(subject)._meta.concrete_fields} - _KEPT
    for column, (before, _after) in changes.items():
        if column in columns:
            setattr(subject, column, before)
    had, has = (
        {(alias["name"], alias["language"]) for alias in aliases} for aliases in before_and_after(changes, "aliases")
    )
    for name, language in has - had:
        subject.aliases.filter(name=name, language=language).delete()  # type: ignore[attr-defined]
    for name in {subject.name, *(name for name, _language in had - has)}:
        must_be_new(type(subject), name, subject)
    for name, language in sorted(had - has):
        subject.aliases.get_or_create(name=name, language=language)  # type: ignore[attr-defined]
