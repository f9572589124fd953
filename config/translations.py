"""Translations without system gettext: Babel finds, keeps and compiles the strings of Django's one domain."""

import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

KEYWORDS: dict[str, tuple | None] = {
    "_": None,
    **dict.fromkeys(("gettext", "gettext_lazy", "gettext_noop")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}


def template_as_python(text: str, origin: str) -> str:
    """What Django makes of a template for xgettext; Babel's tokenizer, unlike xgettext, minds indentation."""
    return "\n".join(line.lstrip() for line in templatize(text, origin=origin).splitlines())


def strings_of(path: Path) -> Iterator[tuple[str | tuple[str, ...], str | None, list[str]]]:
    """(message id, context, comments for translators) of each translatable string of a .py, .html or .txt file."""
    text = path.read_text(encoding="utf-8")
    source = text if path.suffix == ".py" else template_as_python(text, str(path))
    file = io.BytesIO(source.encode())
    for _line, message, comments, context in extract(
        "python", file, KEYWORDS, ("Translators:",), {"encoding": "utf-8"}
    ):
        yield message, context, comments


def source_files(base: Path, rooms: list[str]) -> list[Path]:
    """Every file below `base` that may hold a string: the rooms' Python and the templates."""
    python = [path for room in rooms for path in (base / room).rglob("*.py") if "migrations" not in path.parts]
    folders = [base / "templates", *(base / room / "templates" for room in rooms)]
    templates = [path for folder in folders for kind in ("*.html", "*.txt", "*.xml") for path in folder.rglob(kind)]
    return sorted(python + templates)


def extracted(base: Path, rooms: list[str]) -> Catalog:
    """A catalog of all strings of the source, with the files that hold them."""
    found = Catalog(project="Strikeline", charset="utf-8")
    for path in source_files(base, rooms):
        for message, context, comments in strings_of(path):
            found.add(
                message, locations=[(path.relative_to(base).as_posix(), 0)], auto_comments=comments, context=context
            )
    return found


def read(path: Path, language: str) -> Catalog:
    """The catalog kept at `path`; an empty one where there is none."""
    if not path.exists():
        return Catalog(locale=language, project="Strikeline", charset="utf-8", fuzzy=False)
    with open(path, "rb") as file:
        return read_po(file, locale=language)


def update(catalog: Catalog, found: Catalog) -> None:
    """Bring `catalog` up to the source. A string that left stays as obsolete, and comes back with its translation."""
    for message in catalog.obsolete.values():
        catalog[message.id] = message
    catalog.obsolete.clear()
    catalog.update(found, no_fuzzy_matching=True)


def write(catalog: Catalog, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "wb") as file:
        write_po(file, catalog, width=120, include_lineno=False)


def untranslated(catalog: Catalog, found: Catalog) -> list[str]:
    """The strings of the source that `catalog` lacks, leaves empty (in any plural form) or marks as fuzzy."""
    return [str(message.id) for message in found if message.id and not _translated(catalog, message)]


def _translated(catalog: Catalog, wanted: Message) -> bool:
    kept = catalog.get(wanted.id, wanted.context)
    if kept is None or kept.fuzzy:
        return False
    forms = kept.string if isinstance(kept.string, tuple | list) else [kept.string]
    return all(forms) and (not wanted.pluralizable or len(forms) == catalog.num_plurals)


def broken(catalog: Catalog) -> list[str]:
    """The translations whose placeholders differ from those of their string."""
    return [f"{message.id}: {error}" for message, errors in catalog.check() for error in errors]


def compile_catalog(source: Path) -> None:
    """Write the .mo beside a .po; whole or not at all, so that a running server never reads half of one."""
    target = source.with_suffix(".mo")
    written = target.with_suffix(".mo.new")
    with open(written, "wb") as file:
        write_mo(file, read(source, source.parent.parent.name))
    written.replace(target)
