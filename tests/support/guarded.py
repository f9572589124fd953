"""A site with a record of each kind that is guarded, each with a place, names and words of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from geo.folding import key_of
from geo.models import PlaceName
from incidents.models import ActorAlias, Claim, Incident, IncidentMedia, IncidentMerge, IncidentNote
from incidents.services.claims import accept_claim, reopen_claim
from incidents.services.incidents import delete_incident, edit_incident, publish_incident, withdraw_incident
from incidents.services.merging import merge_incidents, undo_merge
from incidents.services.splitting import split_incident
from tests.factories import (
    ActorFactory,
    ClaimFactory,
    ClaimPlaceFactory,
    ClaimSpanFactory,
    EditorFactory,
    IncidentFactory,
    PlaceFactory,
    ReportVersionFactory,
    ReviewerFactory,
)
from tests.support.secret_terms import Terms

# Made up, each in a scholar's romanisation, in a newspaper's and in Arabic.
_NAMES = {
    "open": ("Zawrābah", "Zawraba", "زورابة"),
    "coarse": ("Qanṭīrah", "Kantira", "قنطيرة"),
    "hidden": ("Khurbūsh", "Kharboush", "خربوش"),
    "embargoed": ("Mishnāfah", "Meshnafa", "مشنافة"),
    "withdrawn": ("Ţalḩūbah", "Talhouba", "طلحوبة"),
    "deleted": ("Darkūlīn", "Darkoulin", "دركولين"),
    "merged": ("Shamrākh", "Chamrakh", "شمراخ"),
    "coarse later": ("Burghūthah", "Bourgoutha", "برغوثة"),
    "hidden later": ("‘Ajlūsīyah", "Ajlousiya", "عجلوسية"),
    "embargoed later": ("Naqrūz", "Nakrouz", "نقروز"),
    "withdrawn later": ("Jadhmūrah", "Jadmoura", "جذمورة"),
    "deleted later": ("Ḩazrānīt", "Hazranit", "حزرانيت"),
    "unmerged later": ("Thal‘ūmah", "Thaloumeh", "ثلعومة"),
    "split later": ("Quzḩābah", "Qouzhaba", "قزحابة"),
    "moved later": ("Zamkhīr", "Zamkheer", "زمخير"),
    "taken back later": ("Fajlūqah", "Fajlouqa", "فجلوقة"),
}
CONTROL = "open"
# What is guarded in the end began in another record, which stays open: as what it took in, or as its second claim.
_MERGED_FIRST = "unmerged later"
_CLAIMS_OF_ANOTHER = ("split later", "moved later", "taken back later")


class Guarded:
    """`codes` and `terms` by the kind of record; `restrict` does what comes later.

    `codes` has the open records too that something leaves: "host of" the kind.
    """

    def __init__(self, at: Callable[[dt.datetime], Any], day: dt.date) -> None:
        self.day = day
        self.editor, self.reviewer = EditorFactory(), ReviewerFactory()
        PlaceFactory(kind="country", name="Syria", admin1="", radius_m=400_000, precision="country")
        PlaceFactory(kind="adm1", name="Deir ez-Zor", radius_m=150_000, precision="adm1")
        self.codes: dict[str, str] = {}
        self.terms: dict[str, Terms] = {}
        self._at = at
        with at(self.moment(day)):
            for number, kind in enumerate(_NAMES):
                self._make(number, kind)
            self._restrict("coarse", sensitivity="coarse")
            self._restrict("hidden", sensitivity="hidden")
            self._restrict("embargoed", embargo_until=timezone.now() + dt.timedelta(days=3650))
            for kind in self.codes:
                self._publish(kind)
            self._withdraw("withdrawn")
            self._delete("deleted")
            self._merge("coarse", "merged", public_note=f"Also {_NAMES['coarse'][1]}.")
            self.undone = self._merge(f"host of {_MERGED_FIRST}", _MERGED_FIRST)

    def restrict(self, day: dt.date) -> None:
        with self._at(self.moment(day)):
            self._restrict("coarse later", sensitivity="coarse")
            self._restrict("hidden later", sensitivity="hidden")
            self._restrict("embargoed later", embargo_until=timezone.now() + dt.timedelta(days=3650))
            self._withdraw("withdrawn later")
            self._delete("deleted later")
            self._undo_merge(self.undone)
            self._restrict(_MERGED_FIRST, sensitivity="hidden")
            self._split("split later")
            self._take_back("moved later", into=self.record("hidden"))
            self._take_back("taken back later", into=None)

    @staticmethod
    def moment(day: dt.date) -> dt.datetime:
        return dt.datetime.combine(day, dt.time(12), dt.UTC)

    def record(self, kind: str) -> Incident:
        return Incident.objects.get(code=self.codes[kind])

    def _make(self, number: int, kind: str) -> None:
        scholarly, plain, arabic = _NAMES[kind]
        # Far from one another; to three decimals like no round number of a page.
        latitude, longitude = 34.317 + 0.191 * (number % 4), 38.413 + 0.573 * (number // 4) + 0.037 * (number % 4)
        town = PlaceFactory(name=scholarly, latitude=latitude - 0.011, longitude=longitude - 0.013)
        for name, language in ((scholarly, "und-Latn"), (plain, "en"), (arabic, "ar")):
            PlaceName.objects.create(place=town, name=name, language=language, folded=key_of(name))
        said = {
            "place quote": f"beside the mill of {plain}",
            "quote": f"two shepherds of {arabic} were hurt",
            "speaker": f"a teacher in {plain}",
        }
        text = f"Aircraft struck {said['place quote']}; {said['quote']}, said {said['speaker']}."
        version = ReportVersionFactory(
            text=text,
            said_by=said["speaker"],
            report__title=f"Strike shakes {plain}",
            report__canonical_url=f"https://outlet.example/news/{number}-{key_of(plain)}",
            report__source__name=f"Voice of {plain}",
            report__source__url=f"https://{key_of(plain)}.example/",
        )
        incident = IncidentFactory(code=f"SY-2020-{7001 + number}", published=False)
        if kind == _MERGED_FIRST or kind in _CLAIMS_OF_ANOTHER:
            host = IncidentFactory(code=f"SY-2020-{7101 + number}", published=False)
            ClaimPlaceFactory(claim=ClaimFactory(state="accepted", incident=host), latitude=32.6, longitude=37.1)
            self.codes[f"host of {kind}"] = host.code
            incident = incident if kind == _MERGED_FIRST else host
        claim = ClaimFactory(state="accepted", incident=incident, report_version=version, date_text=f"{plain} Monday")
        where = {"latitude": latitude, "longitude": longitude, "precision": "near", "radius_m": 2000}
        ClaimPlaceFactory(claim=claim, place=town, name=scholarly, text=f"قرب {arabic}", **where)
        for field, words in (("place", said["place quote"]), ("casualty", said["quote"]), ("said_by", said["speaker"])):
            start = text.index(words)
            ClaimSpanFactory(claim=claim, field=field, start=start, end=start + len(words), text=words)
        council = ActorFactory(name=f"Council of {plain}")
        ActorAlias.objects.create(actor=council, name=f"مجلس {arabic}", language="ar")
        claim.actors.create(actor=council, name=council.name, text=council.name, role="victim")
        report = {"report title": version.report.title, "report address": version.report.canonical_url}
        words = {**said, **report, "party": council.name, "source": version.report.source.name, "hash": version.sha256}
        if kind not in _CLAIMS_OF_ANOTHER:
            self.codes[kind] = incident.code
            words |= self._write_beside(number, kind, incident)
        self.terms[kind] = Terms((latitude, longitude), (scholarly, plain, arabic), words)

    def _write_beside(self, number: int, kind: str, incident: Incident) -> dict[str, str]:
        """What people write about a record, as words for `terms`."""
        _scholarly, plain, arabic = _NAMES[kind]
        IncidentNote.objects.create(
            incident=incident, kind="internal", text=f"Ask in {plain}.", signed_at=timezone.now(), signed_by=self.editor
        )
        film = f"https://films.example/{key_of(plain)}-{number}"
        IncidentMedia.objects.create(incident=incident, kind="video", url=film, caption_en=f"{plain} after it")
        told = {"summary": f"Shells fell on {plain}.", "title": f"Night over {plain}"}
        edit_incident(
            by=self.editor,
            incident=incident,
            lock_version=incident.lock_version,
            summary_en=told["summary"],
            title_en=told["title"],
            summary_ar=f"سقطت قذائف على {arabic}.",
        )
        return told if kind == CONTROL else {**told, "note": f"Ask in {plain}.", "film": film}

    def _publish(self, kind: str) -> None:
        record = self.record(kind)
        publish_incident(by=self.editor, incident=record, lock_version=record.lock_version)

    def _restrict(self, kind: str, **values: Any) -> None:
        record = self.record(kind)
        edit_incident(by=self.editor, incident=record, lock_version=record.lock_version, **values)

    def _withdraw(self, kind: str) -> None:
        record = self.record(kind)
        reason = "It was told twice."
        withdraw_incident(by=self.editor, incident=record, lock_version=record.lock_version, reason=reason)

    def _delete(self, kind: str) -> None:
        record = self.record(kind)
        delete_incident(by=self.reviewer, incident=record, lock_version=record.lock_version)

    def _merge(self, kept: str, gone: str, **told: str) -> IncidentMerge:
        one, other = self.record(kept), self.record(gone)
        versions = {"kept_version": one.lock_version, "gone_version": other.lock_version}
        return merge_incidents(by=self.reviewer, kept=one, gone=other, reason="One event.", **versions, **told)

    def _undo_merge(self, merge: IncidentMerge) -> None:
        kept = Incident.objects.get(pk=merge.kept_id)
        undo_merge(by=self.reviewer, merge=merge, lock_version=kept.lock_version)

    def _claim_in_host(self, kind: str) -> tuple[Incident, Claim]:
        host = self.record(f"host of {kind}")
        return host, host.claims.get(date_text=f"{_NAMES[kind][1]} Monday")

    def _split(self, kind: str) -> None:
        host, claim = self._claim_in_host(kind)
        draft = split_incident(
            by=self.reviewer, incident=host, claims=[claim.pk], reason="Two events.", lock_version=host.lock_version
        )
        self.codes[kind] = draft.code

    def _take_back(self, kind: str, into: Incident | None) -> None:
        """The claim leaves its record, which is withdrawn for that and published again, for another one or none."""
        self._withdraw(f"host of {kind}")
        _host, claim = self._claim_in_host(kind)
        back = reopen_claim(by=self.editor, claim=claim, lock_version=claim.lock_version)
        if into:
            accept_claim(by=self.editor, claim=back, lock_version=back.lock_version, incident=into)
        self._publish(f"host of {kind}")
