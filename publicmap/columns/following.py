"""The map's data follow the published version: a few changed incidents rewrite a few chunks.

What changed since the last snapshot is told by revisions and by the clock (`incidents.changed`), and by the gazetteer
(names); where none of them tells why the version went up, the snapshot is made from nothing. A crash at any moment
leaves the former snapshot whole, and the next run does what is missing.
"""

from __future__ import annotations

import gc
import json
import logging
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from geo.models import GazetteerSource, Place
from geo.naming import names_of
from incidents.changed import Seen
from incidents.models import Incident
from incidents.models.choices import Sensitivity
from incidents.public_columns import PublicPlace, merged_into, names_of_parties, names_of_places, public_columns
from incidents.published import unreal_kinds
from publicmap.columns import chunks, folder
from publicmap.columns.layout import Column, pack
from publicmap.columns.memory import USES, Chunk, Memory, forget_others
from publicmap.columns.numbering import Numbering
from publicmap.columns.reading import BOX, OFF_MAP, OWN, SHARED, content_of
from publicmap.columns.rows import LISTS, Dictionaries, Rows, micro, numbered

logger = logging.getLogger(__name__)


def follow() -> bool:
    """Bring the files up to the published version; whether anything was to be done. One process at a time."""
    with folder.one_writer() as is_ours:
        return is_ours and _follow()


def _follow() -> bool:
    seen, gazetteer = Seen.now(), _gazetteer()
    manifest = folder.read_manifest()
    if manifest and manifest["format"] == folder.FORMAT and _is_of(manifest, seen, gazetteer):
        _sweep(manifest)  # what a process that was killed before its last step has left
        return False
    folder.public_folder().mkdir(parents=True, exist_ok=True)
    memory = Memory.of(manifest)
    changed = _changed(memory, seen, gazetteer) if memory else None
    is_anew = memory is None or changed is None or not _is_updated(memory, changed)
    if memory is None or is_anew:
        dictionaries, parts = _from_nothing()
        written = [_written(rows, is_anew=True) for rows in parts]
        memory = Memory(seen, gazetteer, dictionaries, [], written)
    memory.seen = seen
    _finish(memory, gazetteer, is_anew)
    return True


def _is_of(manifest: dict[str, Any], seen: Seen, gazetteer: dict[str, str]) -> bool:
    is_same = (manifest["version"], manifest["changed_at"]) == (seen.number, seen.changed_at)
    return is_same and manifest["gazetteer"] == _digest(gazetteer)


def _gazetteer() -> dict[str, str]:
    """What changes where an import or an editor changes what places are called."""
    return dict(GazetteerSource.objects.values_list("name", "version"))


def _digest(gazetteer: dict[str, str]) -> str:
    return folder.name_of("gazetteer", json.dumps(gazetteer, sort_keys=True).encode(), "json")


def _changed(memory: Memory, seen: Seen, gazetteer: dict[str, str]) -> set[int] | None:
    """The incidents to read again; None where that is all of them."""
    changed = memory.seen.changed_until(seen)
    if changed is None or gazetteer == memory.gazetteer:
        return changed
    # Which parties of a coarsened record may be told depends on what the places around it are called.
    return changed | set(Incident.objects.filter(sensitivity=Sensitivity.COARSE).values_list("pk", flat=True))


def _from_nothing() -> tuple[Dictionaries, list[Rows]]:
    dictionaries = Dictionaries()
    with _without_collecting():
        batches = [numbered(batch, dictionaries) for batch in public_columns()]
    if not batches:
        return dictionaries, []
    rows = Rows.together(batches)
    columns = rows.columns
    columns["place"] = dictionaries.places.by_frequency(columns["place"])
    columns["prefix"] = dictionaries.prefixes.by_frequency(columns["prefix"])
    columns["actors"] = dictionaries.actor_sets.by_frequency(columns["actors"])
    return dictionaries, list(chunks.cut(rows.in_order(dictionaries.prefixes)))


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Millions of short-lived tuples, none in a circle: looking for circles among them took a third of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _is_updated(memory: Memory, changed: set[int]) -> bool:
    """Whether the chunks could be brought up to date; not where one of them is damaged."""
    try:
        _update(memory, changed)
    except (OSError, EOFError, ValueError, zlib.error) as error:
        logger.warning("The map's data are made from nothing: they cannot be read (%s).", error)
        return False
    return True


def _update(memory: Memory, changed: set[int]) -> None:
    """Take the changed incidents out of their chunks, and put those that are still public where they belong."""
    known = memory.dictionaries
    gone = np.array(sorted(changed), np.int64)
    fresh = [numbered(batch, known) for batch in public_columns(changed)]
    new = Rows.together(fresh) if fresh else None
    homes = _homes(memory.chunks, new) if new else np.zeros(0, int)
    updated: list[Chunk] = []
    for number, chunk in enumerate(memory.chunks or [None]):  # type: ignore[list-item]
        stays = ~np.isin(chunk.pks, gone) if chunk else np.zeros(0, bool)
        comes = np.flatnonzero(homes == number)
        if chunk and stays.all() and not len(comes):
            updated.append(chunk)
            continue
        parts = []
        if chunk and stays.any():
            content = content_of(folder.public_folder(), chunk.entry["file"])
            parts.append(chunks.unpacked(content, chunk.pks, chunk.is_own).take(stays))
        if new and len(comes):
            parts.append(new.take(comes))
        if parts:
            rows = Rows.together(parts).in_order(known.prefixes)
            updated.extend(_written(part) for part in chunks.divided(rows))
    memory.chunks = updated


def _homes(there: list[Chunk], new: Rows) -> np.ndarray[Any, Any]:
    """The number of the chunk that each new row belongs to."""
    first = new.columns["first"]
    homes = np.zeros(len(new), int)
    if not there:
        return homes
    dated = [number for number, chunk in enumerate(there) if not chunk.entry.get("undated")]
    # Of chunks from the newest on, the first that begins no later than the day; the oldest for what is older yet.
    for number in reversed(dated):
        homes[first >= (there[number].entry["first"] if number != dated[-1] else chunks.UNDATED + 1)] = number
    homes[first == chunks.UNDATED] = len(there) - 1
    return homes


def _written(rows: Rows, *, is_anew: bool = False) -> Chunk:
    entry = folder.put("chunk", chunks.packed(rows), "bin", is_anew=is_anew) | chunks.described(rows)
    return Chunk.of(entry | {"largest": chunks.largest(rows)}, rows)


def _finish(memory: Memory, gazetteer: dict[str, str], is_anew: bool) -> None:
    """Everything that is no chunk, then the manifest, then away with what it does not name."""
    known = memory.dictionaries
    known.keep({name: _used(memory.chunks, name) for name in USES})
    _name_places(memory, gazetteer)
    entries = [chunk.entry for chunk in memory.chunks]
    dated = [entry for entry in entries if not entry.get("undated")]
    manifest = {
        "format": folder.FORMAT,
        "version": memory.seen.number,
        "changed_at": memory.seen.changed_at,
        "gazetteer": _digest(gazetteer),
        "count": sum(entry["count"] for entry in entries),
        "undated": sum(entry["count"] for entry in entries if entry.get("undated")),
        "own": sum(entry["own"] for entry in entries),
        "first_day": min((entry["first"] for entry in dated), default=None),
        "last_day": max((entry["until"] for entry in dated), default=None),
        "largest": {name: max((entry["largest"][name] for entry in entries), default=0) for name in chunks.MEASURED},
        "unreal": unreal_kinds(),
        "files": _files(known, memory.names, is_anew),
        "chunks": entries,
    }
    memory.keep(manifest, is_anew=is_anew)
    folder.write_manifest(manifest)
    _sweep(manifest)


def _sweep(manifest: dict[str, Any]) -> None:
    named = [*manifest["files"].values(), *manifest["chunks"]]
    folder.sweep(folder.public_folder(), {folder.MANIFEST, *(f"{entry['file']}.gz" for entry in named)})
    forget_others(manifest)


def _used(there: list[Chunk], name: str) -> set[int]:
    return set(np.unique(np.concatenate([chunk.uses[name] for chunk in there])).tolist()) if there else set()


def _name_places(memory: Memory, gazetteer: dict[str, str]) -> None:
    """Names of the places that have none yet; of all of them where the gazetteer has changed."""
    places = memory.dictionaries.places.values
    names = memory.names + [{} for _ in range(len(places) - len(memory.names))]
    if gazetteer != memory.gazetteer:
        names = [{} for _ in places]
    memory.gazetteer = gazetteer
    missing = [number for number, place in enumerate(places) if place is not None and not names[number]]
    found = names_of_places([PublicPlace(*places[number]) for number in missing])  # type: ignore[misc]
    for number, called in zip(missing, found, strict=True):
        names[number] = called
    memory.names = [{} if place is None else called for place, called in zip(places, names, strict=True)]


def _files(known: Dictionaries, names: list[dict[str, str]], is_anew: bool) -> dict[str, Any]:
    places = [None if place is None else PublicPlace(*place) for place in known.places.values]
    countries, regions, areas = Numbering([""]), Numbering([""]), Numbering[str]()
    table = _table(places, countries, regions, areas)
    written = {
        "dictionary": _json(_dictionary(known, countries, regions)),
        "names": _json({language: [called.get(language, "") for called in names] for language in ("en", "ar")}),
        "areas": ("[" + ",".join(area or "null" for area in areas.values) + "]").encode(),
    }
    files = {name: folder.put(name, content, "json", is_anew=is_anew) for name, content in written.items()}
    return files | {"places": folder.put("places", table, "bin", is_anew=is_anew)}


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _table(
    places: list[PublicPlace | None], countries: Numbering[str], regions: Numbering[str], areas: Numbering[str]
) -> bytes:
    """The places file; fills in the lists that its columns index."""
    columns: dict[str, list[float]] = {
        name: [] for name in ("where", "precision", "area", "country", "admin1", "radius")
    }
    degrees: dict[str, list[float]] = {name: [] for name in ("longitude", "latitude", *BOX)}
    precisions = LISTS["precisions"]
    for place in places:
        shown = place is not None and place.latitude is not None
        columns["where"].append(OFF_MAP if place is None else SHARED if shown else OWN if place.is_own else OFF_MAP)
        columns["precision"].append(precisions.index(place.precision) if place else 0)
        columns["area"].append(areas.of(place.area) + 1 if place and place.area else 0)
        columns["country"].append(countries.of(place.country) if place else 0)
        columns["admin1"].append(regions.of(_region(place.country, place.admin1)) if place else 0)
        columns["radius"].append(place.radius_m or 0 if place else 0)
        for name in degrees:
            middle = "longitude" if name in ("longitude", "west", "east") else "latitude"
            value = getattr(place, name, None)
            degrees[name].append(getattr(place, middle, None) or 0 if value is None else value)
    return pack(
        {"count": len(places)},
        [
            *(Column(name, np.array(values, np.int64)) for name, values in columns.items()),
            *(Column(name, micro(np.array(values, np.float64)), "signed") for name, values in degrees.items()),
        ],
    )


def _region(country: str, admin1: str) -> str:
    return f"{country}.{admin1}" if admin1 else ""


def _dictionary(known: Dictionaries, countries: Numbering[str], regions: Numbering[str]) -> dict[str, Any]:
    parties = [(number, party) for number, party in enumerate(known.actors.values) if party is not None]
    actors: list[dict[str, Any] | None] = [None] * len(known.actors)
    merged = merged_into(party[0] for _, party in parties if party[0])
    for (number, party), called in zip(parties, names_of_parties([party for _, party in parties]), strict=True):
        was = merged.get(party[0] or 0)
        actors[number] = {"id": party[0], **called} | ({"was": was} if was else {})
    return {
        **LISTS,
        "languages": known.languages.as_json(str),
        "language_sets": [list(members or ()) for members in known.language_sets.values],
        "actors": actors,
        "actor_sets": [list(members or ()) for members in known.actor_sets.values],
        "prefixes": [prefix or "" for prefix in known.prefixes.values],
        "countries": countries.values,
        "admin1": regions.values,
        "admin1_names": _region_names({region for region in regions.values if region}),
    }


def _region_names(regions: set[str]) -> dict[str, dict[str, str]]:
    countries = {region.partition(".")[0] for region in regions}
    places = Place.objects.filter(kind=Place.Kind.ADM1, country__in=countries).defer("area")
    wanted = {place.pk: region for place in places if (region := _region(place.country, place.admin1)) in regions}
    called = names_of([place for place in places if place.pk in wanted])
    return dict(sorted((wanted[pk], names) for pk, names in called.items()))
