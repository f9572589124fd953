"""Capturing reports and correcting what is known about them; a captured text itself is never altered."""

from __future__ import annotations

import contextlib
import datetime as dt
import zoneinfo
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from incidents import work
from incidents.addresses import canonical_url
from incidents.errors import AlreadyThere, Refused
from incidents.models import Report, ReportVersion, Source
from incidents.origins import keep_sketch
from incidents.policies import require
from incidents.reading import EXTRACTOR_VERSION
from incidents.services.checks import checked_language
from incidents.services.dates import redate_claims
from incidents.services.origins import find_origin, told_of_report
from incidents.services.revisions import change, follow, made
from incidents.services.sources import create_source
from incidents.text import one_line, sha256_of, stored_text

EARLIEST_REPORT = dt.date(1900, 1, 1)
LONGEST_TITLE = 300
LONGEST_FIRST_LINE = 120  # of a report that has no title of its own


@dataclass(frozen=True)
class CaptureResult:
    """`created`: the report is new; `new_version`: the address was known and its text is new."""

    report: Report
    version: ReportVersion
    created: bool
    new_version: bool


def capture_report(
    *,
    by: AbstractBaseUser,
    text: str,
    source: Source | None = None,
    source_name: str = "",
    url: str = "",
    title: str = "",
    language: str = "",
    published_on: dt.date | None = None,
    published_at: dt.datetime | None = None,
    captured_at: dt.datetime | None = None,
    tool: str = "paste",
    is_demo: bool = False,
    version_of: Report | None = None,
) -> CaptureResult:
    """Keep the text as a version of the report at its address, and ask for its reading.

    The same text at the same address is there already and is given back; another text there is a new version; the
    same text elsewhere, or nearly the same, is a report of the same origin. The day of publication is the source's own.
    A text without an address is a new version of the report that somebody says it is: `version_of`, of the same source.
    """
    require(by, "capture_report")
    stored = stored_text(text)
    address = canonical_url(url)
    moment = captured_at or timezone.now()
    tidy_title = one_line(title, "title", LONGEST_TITLE) or _first_line(stored)
    known_language = checked_language(language)
    name = one_line(source_name, "source_name", 200) or urlsplit(address).hostname or ""
    if source is None and not name:
        raise Refused(_("Say where the report comes from: a source or an address."), "source_name")
    check_published(published_on, published_at)

    def capture() -> CaptureResult:
        with transaction.atomic():
            outlet = source.stands_as if source else _source_named(name, by, is_demo)
            report = _former(version_of, outlet) if version_of and not address else _report_of(address, stored)
            if report and (same := report.versions.filter(sha256=sha256_of(stored)).first()):
                return CaptureResult(report, same, created=False, new_version=False)
            known = report is not None
            if report is None:
                report = Report.objects.create(
                    source=outlet,
                    canonical_url=address,
                    title=tidy_title,
                    published_on=published_on or _day_at(outlet, published_at),
                    published_at=published_at,
                    is_demo=is_demo,
                    created_by=by,  # type: ignore[misc]
                )
            version = ReportVersion.objects.create(
                report=report,
                number=report.versions.count() + 1,
                canonical_url=address,
                text=stored,
                sha256=sha256_of(stored),
                language=known_language or "und",
                captured_at=moment,
                captured_by=by,  # type: ignore[misc]
                tool=tool,
            )
            keep_sketch(version)
            if known:
                with follow(report, by=by, verb="capture_report") as locked:
                    locked.newest_version = version
                    find_origin(locked, version)
                report = locked
            else:
                report.newest_version = version
                find_origin(report, version)
                report.save()
                made(report, "capture_report", by)
            work.enqueue(version, EXTRACTOR_VERSION)
            return CaptureResult(report, version, created=not known, new_version=known)

    # Others captured the same at once: first the source is theirs by now, then the report.
    for _other in range(2):
        with contextlib.suppress(IntegrityError):
            return capture()
    return capture()


def correct_report(
    *,
    by: AbstractBaseUser,
    report: Report,
    lock_version: int,
    source: Source | None = None,
    published_on: dt.date | None = None,
    title: str | None = None,
    language: str | None = None,
) -> Report:
    """Correct what is known about a report; None leaves a field as it is.

    Another day of publication moves the anchor of relative dates: those of all claims are counted again, and
    `undo_day` takes that back. With another source or day the newest version is also read once more, which replaces
    the claims that nobody has touched.
    """
    check_published(published_on, None)
    yours = {"source": source and source.pk, "published_on": published_on, "title": title, "language": language}
    with transaction.atomic():
        with change(report, lock_version, by=by, verb="correct_report", yours=yours) as locked:
            outlet, day = locked.source_id, locked.published_on
            if source is not None:
                locked.source = source.stands_as
            if published_on is not None:
                locked.published_on = published_on
            if title is not None:
                locked.title = one_line(title, "title", LONGEST_TITLE)
            version = locked.newest_version
            # The work before the version: a worker that finishes locks them in this order.
            if version is not None and (outlet, day) != (locked.source_id, locked.published_on):
                work.enqueue(version, EXTRACTOR_VERSION)
            if language is not None and version is not None:
                version.language = checked_language(language) or "und"
                version.save(update_fields=["language"])
        if day != locked.published_on:
            redate_claims(locked, day, by)
        told_of_report(locked)
    return locked


def retry_extraction(*, by: AbstractBaseUser, version: ReportVersion) -> None:
    """Ask once more for a reading that failed."""
    require(by, "retry_extraction", version)
    with follow(version.report, by=by, verb="retry_extraction"):
        work.enqueue(version, EXTRACTOR_VERSION)


def check_published(day: dt.date | None, moment: dt.datetime | None) -> None:
    """Refused where a report cannot have been published then."""
    if moment is not None and timezone.is_naive(moment):
        raise Refused(_("The time of publication needs a time zone."), "published_at")
    for date, field in ((day, "published_on"), (moment.date() if moment else None, "published_at")):
        if date is None:
            continue
        if type(date) is not dt.date:
            raise Refused(_("This is not a date."), field)
        # A day ahead of UTC is today somewhere.
        if not EARLIEST_REPORT <= date <= timezone.now().date() + dt.timedelta(days=1):
            raise Refused(_("No report can have been published on that day."), field)


def _source_named(name: str, by: AbstractBaseUser, is_demo: bool) -> Source:
    try:
        return create_source(by=by, name=name, is_demo=is_demo)
    except AlreadyThere as there:
        assert isinstance(there.existing, Source)
        return there.existing


def _report_of(address: str, text: str) -> Report | None:
    """The report at the address; without an address the one that was pasted without one and has this text."""
    if address:
        return Report.objects.select_for_update().filter(canonical_url=address).first()
    same = ReportVersion.objects.filter(canonical_url="", sha256=sha256_of(text)).select_related("report").first()
    return same.report if same else None


def _former(report: Report, source: Source) -> Report:
    locked = Report.objects.select_for_update().get(pk=report.pk)
    if locked.source_id != source.pk:
        raise Refused(_("A new version comes from the source of the report that it is of."), "source")
    return locked


def _day_at(source: Source, moment: dt.datetime | None) -> dt.date | None:
    return moment.astimezone(zoneinfo.ZoneInfo(source.time_zone)).date() if moment else None


def _first_line(text: str) -> str:
    """The text's first line, cut after a word where it is too long for a title."""
    line = " ".join(next(line for line in text.split("\n") if line.strip()).split())
    if len(line) <= LONGEST_FIRST_LINE:
        return line
    words, _blank, _cut = line[:LONGEST_FIRST_LINE].rpartition(" ")
    return f"{words or line[: LONGEST_FIRST_LINE - 1]}…"
