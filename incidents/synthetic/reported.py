"""Two reports of an incident, one a language, each with the claim that was accepted from it."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence

from incidents.models import (
    Claim,
    ClaimActor,
    ClaimCasualty,
    ClaimPlace,
    ClaimSpan,
    Report,
    ReportVersion,
    Source,
)
from incidents.models.choices import ClaimRole, ClaimState
from incidents.synthetic import rows
from incidents.synthetic.database import TOOL
from incidents.synthetic.draws import Draw
from incidents.synthetic.located import Located
from incidents.synthetic.parties import Pair
from incidents.synthetic.tables import Table
from incidents.synthetic.told import LANGUAGES, Told, date_words, told

OUTLETS = 4  # a language


class Reports:
    """Collects reports with their claims; `write` writes what was collected.

    A report, its version and its claim share an id.
    """

    def __init__(self, pairs: Sequence[Pair]) -> None:
        self.pairs = pairs
        self.outlets = {language: [_outlet(number, language) for number in range(OUTLETS)] for language in LANGUAGES}
        self.reports = Table(
            Report, ("id", "source_id", "canonical_url", "title", "published_on", "newest_version_id", "created_at")
        )
        self.versions = Table(
            ReportVersion,
            ("id", "report_id", "canonical_url", "text", "sha256", "language", "captured_at"),
            number=1,
            tool=TOOL,
            extractor_version=TOOL,
        )
        self.claims = Table(
            Claim,
            ("id", "report_version_id", "incident_id", "kind", *rows.DATES, "date_text", "date_anchor", "created_at"),
            role=ClaimRole.EVENT,
            state=ClaimState.ACCEPTED,
            extractor_version=TOOL,
        )
        self.places = Table(ClaimPlace, ("claim_id", *rows.PLACE), is_main=True)
        self.actors = Table(ClaimActor, ("claim_id", *rows.ACTOR))
        self.tolls = Table(ClaimCasualty, ("claim_id", *rows.TOLL))
        self.spans = Table(ClaimSpan, ("claim_id", "field", "start", "end", "text"))
        self.numbered = (self.reports, self.versions, self.claims)
        self.tables = (*self.numbered, self.places, self.actors, self.tolls, self.spans)

    def add(self, incident: int, draw: Draw, where: Located) -> None:
        """One report in each language, a day apart."""
        for later, language in enumerate(LANGUAGES):
            number = (incident - 1) * len(LANGUAGES) + later + 1
            name = where.spot.names[language] if where.spot else ""
            report = told(number, language, draw, name)
            self._add_report(number, language, report, draw.reported + dt.timedelta(days=later))
            self._add_claim(number, incident, language, report, draw, where, name)

    def _add_report(self, number: int, language: str, report: Told, day: dt.date) -> None:
        outlet = self.outlets[language][number % OUTLETS]
        address = f"{outlet.url}{number}"
        captured = f"{day} 12:00:00"
        self.reports.add(number, outlet.pk, address, report.title, day.isoformat(), number, captured)
        digest = hashlib.sha256(report.text.encode()).hexdigest()
        self.versions.add(number, number, address, report.text, digest, language, captured)

    def _add_claim(
        self, number: int, incident: int, language: str, report: Told, draw: Draw, where: Located, name: str
    ) -> None:
        when = (date_words(draw, language), draw.reported.isoformat() if draw.date_start else None, rows.moment(draw))
        self.claims.add(number, number, incident, draw.kind, *rows.dates(draw), *when)
        if where.spot:
            self.places.add(number, *rows.place(draw, where, name))
        for actor in rows.parties(draw, self.pairs[draw.pair]):
            self.actors.add(number, *actor)
        for toll in rows.tolls(draw):
            self.tolls.add(number, *toll)
        for quote in report.quotes:
            self.spans.add(number, *quote)

    def write(self) -> None:
        for table in self.tables:
            table.write()


def _outlet(number: int, language: str) -> Source:
    """Below the domain that RFC 2606 keeps for examples."""
    name = f"Made-up outlet {number + 1} ({language})"
    url = f"https://made-up-{language}-{number + 1}.example/"
    return Source.objects.get_or_create(name=name, defaults={"language": language, "url": url})[0]
