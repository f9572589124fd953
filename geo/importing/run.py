"""Taking the rows of a file into the gazetteer: in small transactions, resumable, and the same however often.

How far it has come is a ``PlaceImport`` row, changed in the transaction that writes the places, so that neither can be
ahead of the other. Areas are written first, since settlements name them as parents.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone

from geo.importing.countries import why_outside
from geo.importing.matching import known_places
from geo.importing.parents import Areas, Parents
from geo.importing.records import AREA_KINDS, LeftOut, NameRecord, Record, Refusal
from geo.importing.report import Report
from geo.loading import add_names, write
from geo.models import GazetteerSource, Place, PlaceCode, PlaceImport
from geo.packages import Row
from geo.precision import radius_of

Item = Record | NameRecord | Refusal | LeftOut
Reader = Callable[[], Iterable[Item]]

_ROWS_IN_A_TRANSACTION = 500
_FEWEST_ROWS = 20
# An editor's save waits for at most one transaction: under half a second, whatever the machine.
_LONGEST_TRANSACTION_S = 0.25
# SQLite has no queue for its lock: who waits looks again every 100 ms, and must find it free.
_PAUSE_S = 0.12
_GENERIC_CODES = ("", "PPL")


class Import:
    """One file's import. ``reader`` gives its rows anew at each call; ``progress`` is told the row reached."""

    def __init__(
        self,
        state: PlaceImport,
        reader: Reader,
        report: Report,
        progress: Callable[[int], None] = lambda row: None,
        pause_s: float = _PAUSE_S,
    ) -> None:
        self.state, self.reader, self.report, self.progress = state, reader, report, progress
        self.pause_s = pause_s
        self.areas = Areas()
        self.size = _ROWS_IN_A_TRANSACTION
        self.left_out = self.good = 0
        self.longest_transaction_s = 0.0

    def run(self) -> None:
        """Writes what is not written yet. Raises what the reader raises for a file that it cannot read at all."""
        self._write_areas()
        batch: list[Record | NameRecord] = []
        for item in self._checked(self.reader()):
            if isinstance(item, Refusal):
                self.report.add(item.number, "refused", item.reason)
            elif isinstance(item, LeftOut):
                self.left_out += 1
            else:
                self.good += 1
                for note in item.notes:
                    self.report.add(item.number, "cleaned", note)
                is_area = isinstance(item, Record) and item.kind in AREA_KINDS
                if item.number > self.state.last_row and not is_area:
                    batch.append(item)
            if len(batch) >= self.size:
                self._write(batch)
                self.progress(item.number)
                batch = []
        self._write(batch)
        self._finish()

    def _checked(self, items: Iterable[Item]) -> Iterator[Item]:
        for item in items:
            if isinstance(item, Record) and (reason := why_outside(item.country, item.latitude, item.longitude)):
                yield Refusal(item.number, reason)
            else:
                yield item

    def _write_areas(self) -> None:
        areas = [item for item in self.reader() if isinstance(item, Record) and item.kind in AREA_KINDS]
        records = [item for item in self._checked(areas) if isinstance(item, Record)]
        for kind in AREA_KINDS:
            level = [record for record in records if record.kind == kind]
            while level:
                batch, level = level[: self.size], level[self.size :]
                if not self.state.areas_written:
                    self._write_places(batch, of_areas=True)
                known = known_places(batch, self.state.source)
                for record in batch:
                    if place := known.get(record.number):
                        self.areas.learn(record, place)
        self.state.areas_written = True
        self.state.save()

    def _write(self, batch: Sequence[Record | NameRecord]) -> None:
        records = [item for item in batch if isinstance(item, Record)]
        names = [item for item in batch if isinstance(item, NameRecord)]
        if records:
            self._write_places(records)
        if names:
            self._write_names(names)

    def _write_places(self, records: Sequence[Record], of_areas: bool = False) -> None:
        """Looks first, outside the transaction, and then writes: the lock is held for the writing alone."""
        source = self.state.source
        known = known_places(records, source)
        rows: list[Row] = []
        codes: list[PlaceCode] = []
        names: list[tuple[int, str, str, str, str]] = []
        changes: dict[int, dict[str, object]] = {}
        added = joined = updated = 0
        for record in records:
            place = known.get(record.number)
            parents = self.areas.above(record)
            if place is None:
                rows.append(row_of(record, source, parents))
                added += 1
            elif place.source == source and place.pk == record.own_id:
                rows.append(row_of(record, source, parents))
                updated += 1
            else:
                names += ((place.pk, name, language, "alternate", key) for name, language, _kind, key in record.names)
                if missing := what_is_missing(place, record, parents):
                    changes[place.pk] = missing
                joined += 1
            number = place.pk if place else record.own_id
            if number != record.own_id or not record.is_geonames_id:
                codes.append(PlaceCode(place_id=number, source=source, code=record.code))
        with self._transaction(len(records)):
            write(rows)
            add_names(names)
            for number, missing in changes.items():
                Place.objects.filter(pk=number, is_edited=False).update(**missing)
            PlaceCode.objects.bulk_create(codes, ignore_conflicts=True)
            self.state.added += added
            self.state.joined += joined
            self.state.updated += updated
            if not of_areas:
                self.state.last_row = records[-1].number
            self.state.save()

    def _write_names(self, records: Sequence[NameRecord]) -> None:
        wanted = {record.geonames_id for record in records}
        place_of = {number: number for number in Place.objects.filter(pk__in=wanted).values_list("pk", flat=True)}
        codes = PlaceCode.objects.filter(code__in=map(str, wanted - place_of.keys()))
        # Only GeoNames' layout has whole numbers for codes.
        place_of |= {int(code): place for code, place in codes.values_list("code", "place_id")}
        names = [(place_of[record.geonames_id], *record.name) for record in records if record.geonames_id in place_of]
        self.left_out += len(records) - len(names)
        with self._transaction(len(records)):
            add_names(names)
            self.state.joined += len(names)
            self.state.last_row = records[-1].number
            self.state.save()

    @contextmanager
    def _transaction(self, rows: int) -> Iterator[None]:
        """One short transaction, then a pause; the next is smaller where this one was long."""
        started = time.monotonic()
        with transaction.atomic():
            yield
        taken = time.monotonic() - started
        self.longest_transaction_s = max(self.longest_transaction_s, taken)
        if taken > _LONGEST_TRANSACTION_S:
            self.size = max(_FEWEST_ROWS, round(rows * _LONGEST_TRANSACTION_S / taken / 2))
        elif taken < _LONGEST_TRANSACTION_S / 4:
            self.size = min(_ROWS_IN_A_TRANSACTION, self.size * 2)
        time.sleep(self.pause_s)

    def _finish(self) -> None:
        self.state.finished_at = timezone.now()
        self.state.save()
        note_source(self.state.source, self.state.digest[:16])


def note_source(source: str, version: str) -> None:
    """Says that the gazetteer changed, so that the name index is built anew."""
    places = Place.objects.filter(source=source).count()
    GazetteerSource.objects.update_or_create(name=source, defaults={"version": version, "places": places})


def row_of(record: Record, source: str, parents: Parents) -> Row:
    return Row(
        record.own_id, record.name, record.kind, record.country, record.latitude, record.longitude,
        record.radius_m or radius_of(record.kind, record.population), source, record.names,
        admin1=parents.admin1 or record.admin1, admin1_name=parents.admin1_name, admin2=parents.admin2,
        parent_id=parents.parent_id if parents.parent_id != record.own_id else None, population=record.population,
        feature_code=record.feature_code, source_id=record.code, source_url=record.source_url,
    )  # fmt: skip


def what_is_missing(place: Place, record: Record, parents: Parents) -> dict[str, object]:
    """What a row adds to a place of another source: it fills gaps, and takes nothing back."""
    changes: dict[str, object] = {}
    if place.is_edited:
        return changes
    if not place.population and record.population:
        changes["population"] = record.population
        if place.kind == "settlement":
            changes["radius_m"] = radius_of(place.kind, record.population)
    if place.feature_code in _GENERIC_CODES and record.feature_code and place.kind == record.kind:
        changes["feature_code"] = record.feature_code
    if place.kind not in AREA_KINDS:
        if not place.admin1 and parents.admin1:
            changes |= {"admin1": parents.admin1, "admin1_name": parents.admin1_name}
        agrees = not place.admin1 or place.admin1 == parents.admin1
        if not place.admin2 and parents.admin2 and agrees and parents.parent_id != place.pk:
            changes |= {"admin2": parents.admin2, "parent_id": parents.parent_id}
    return {name: value for name, value in changes.items() if value != getattr(place, name)}
