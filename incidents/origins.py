"""Which reports are one origin: three outlets with one agency's words are one witness, not three."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence

from django.db.models import Count, F, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from extraction.similarity import band_keys, is_reprint, shingles
from geo.folding import key_of
from incidents.models import Claim, Report, ReportVersion, Source, TextBand

TEXTS_COMPARED = 20  # those with the most bands in common; a text that is much alike has most of them


def keep_sketch(version: ReportVersion) -> None:
    """Keep the bands by which later reports find this text. To be called in the transaction that captures it."""
    keys = band_keys(shingles(version.text))
    TextBand.objects.bulk_create(TextBand(report_version=version, key=key) for key in keys)


def origin_of(version: ReportVersion) -> Report | None:
    """The earliest report that carries the version's text or nearly so; its own origin where it is a reprint itself.

    An outlet that writes a like text again does not reprint, it reports on: there only the very same text counts.
    What an editor took apart stays apart.
    """
    report, own = version.report, shingles(version.text)
    apart = {report.pk, *report.distinct_from.values_list("pk", flat=True)}
    roots = [
        other.report.origin or other.report
        for other in _alike(version)
        if other.sha256 == version.sha256
        or (other.report.source_id != report.source_id and is_reprint(own, shingles(other.text)))
    ]
    return min((root for root in roots if root.pk not in apart), key=lambda root: root.pk, default=None)


def earlier_of(source: Source, text: str) -> Report | None:
    """The source's report whose newest text is nearly this one, likeliest first: this may be a newer version of it."""
    own = shingles(text)
    newest = TextBand.objects.filter(
        report_version=F("report_version__report__newest_version"), report_version__report__source=source
    )
    alike = _most_in_common(newest.filter(key__in=band_keys(own)))
    return next((other.report for other in alike if is_reprint(own, shingles(other.text))), None)


def origins(claims: Sequence[Claim]) -> list[int]:
    """For each claim the number of its origin, from 1: claims of one number are one witness.

    One are reports with one text, reports that name one agency as theirs, that agency's own, and whatever one outlet
    says. The claims come with their report's and their own source.
    """
    groups: list[tuple[set[Hashable], list[int]]] = []
    for number, claim in enumerate(claims):
        marks, members = set(_marks(claim)), [number]
        for group in [group for group in groups if group[0] & marks]:
            groups.remove(group)
            marks |= group[0]
            members += group[1]
        groups.append((marks, members))
    in_order = sorted(sorted(members) for _marks_of_group, members in groups)
    number_of = {member: number for number, members in enumerate(in_order, start=1) for member in members}
    return [number_of[claim] for claim in range(len(claims))]


def counted_in_words(reports: int, origins: int) -> str:
    """`3 reports, 2 origins as far as is known`; empty for a single report.

    That nothing was found which makes two reports one witness does not prove that they are two.
    """
    if reports < 2:
        return ""
    # Translators: the second half of "3 reports, 2 origins as far as is known".
    of = ngettext("%(count)d origin as far as is known", "%(count)d origins as far as is known", origins)
    told = ngettext("%(count)d report", "%(count)d reports", reports) % {"count": reports}
    return _("%(reports)s, %(origins)s") % {"reports": told, "origins": of % {"count": origins}}


def _alike(version: ReportVersion) -> list[ReportVersion]:
    """Versions of other reports that have bands in common with this one: a few rows of an index, never a scan."""
    bands = TextBand.objects.filter(key__in=version.bands.values("key")).exclude(  # type: ignore[attr-defined]
        report_version__report=version.report
    )
    return _most_in_common(bands)


def _most_in_common(bands: QuerySet[TextBand]) -> list[ReportVersion]:
    in_common = bands.values("report_version").annotate(count=Count("pk")).order_by("-count", "report_version")
    found = [row["report_version"] for row in in_common[:TEXTS_COMPARED]]
    versions = ReportVersion.objects.select_related("report__origin").in_bulk(found)
    return [versions[pk] for pk in found]


def _marks(claim: Claim) -> Iterator[Hashable]:
    """What two claims of one origin have in common."""
    version = claim.report_version
    source = version.report.source if version else claim.source
    if source:
        yield "source", source.pk
        yield "agency", key_of(source.name)
    if version:
        yield "report", version.report.origin_id or version.report_id
        if version.origin_named:
            yield "agency", key_of(version.origin_named)
