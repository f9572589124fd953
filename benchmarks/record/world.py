"""What a verb is done to: people of each role, and rows of the made-up record that nobody has touched yet."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from collections.abc import Callable, Iterator

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, User
from django.db import transaction

from geo.models import Place
from incidents.facts import ActorInput, CasualtyInput, ClaimFacts, PlaceInput, SpanInput
from incidents.models import Claim, Incident, Report, ReportVersion, Source
from incidents.policies import Role
from incidents.services.claims import accept_claim, add_claim
from incidents.services.reports import capture_report
from incidents.services.revisions import record

Done = Callable[[], object]  # does the verb once
Verb = Callable[["World"], Done]  # makes ready what the verb is done to
VERBS: dict[str, Verb] = {}

SEED = 7
PASSWORD = "correct horse battery staple"  # noqa: S105
DAY = dt.date(2020, 6, 3)
_TEXT = "Dispatch {number}. An air strike hit a depot near {town} on 3 June 2020 and killed {number} people."


def measured(make_ready: Verb) -> Verb:
    """Registers the function as the measurement of the verb that it is named after."""
    VERBS[make_ready.__name__] = make_ready
    return make_ready


class World:
    """Gives each incident, report and number once."""

    def __init__(self) -> None:
        self.numbers = itertools.count(1)
        people = {role: self.new_person(role) for role in Role}
        self.contributor, self.editor = people[Role.CONTRIBUTOR], people[Role.EDITOR]
        self.reviewer, self.administrator = people[Role.REVIEWER], people[Role.ADMINISTRATOR]
        self.town = Place.objects.filter(kind=Place.Kind.SETTLEMENT).order_by("pk").first() or Place()
        self.source = Source.objects.order_by("pk")[0]
        self._incidents = self._told()

    def _told(self) -> Iterator[int]:
        """Ids of located and dated incidents with two claims each, in any order, the same in each run."""
        told = Incident.objects.filter(claims__isnull=False, latitude__isnull=False, date_start__isnull=False)
        chance = random.Random(SEED)  # noqa: S311
        ids = sorted(set(told.order_by().values_list("pk", flat=True)))
        chance.shuffle(ids)
        return iter(ids)

    def new_person(self, role: Role = Role.EDITOR) -> User:
        name = f"{role}{next(self.numbers)}"
        person: User = get_user_model()._default_manager.create_user(name, f"{name}@example.org", PASSWORD)
        person.groups.add(Group.objects.get_or_create(name=role)[0])
        return person

    def name(self) -> str:
        return f"Name {next(self.numbers)}"

    def incident(self) -> Incident:
        """Published, with two claims, and like them with its whole state in the history."""
        incident = Incident.objects.get(pk=next(self._incidents))
        with transaction.atomic():
            for subject in (incident, *incident.claims.all()):  # type: ignore[attr-defined]
                record(subject, "correct_claim", None)
        return incident

    def claim_of(self, incident: Incident) -> Claim:
        return incident.claims.select_related("report_version__report").order_by("pk")[0]  # type: ignore[attr-defined]

    def report(self) -> Report:
        """Of a published incident."""
        claim = self.claim_of(self.incident())
        assert claim.report_version
        return claim.report_version.report

    def text(self) -> str:
        return _TEXT.format(number=next(self.numbers), town=self.town.name)

    def version(self) -> ReportVersion:
        url = f"https://new.example/{next(self.numbers)}"
        captured = capture_report(by=self.editor, text=self.text(), source=self.source, url=url, published_on=DAY)
        return captured.version

    def facts(self, version: ReportVersion) -> ClaimFacts:
        """Place, date, party and toll, each with its words."""
        number = version.text.split()[1].rstrip(".")
        told = {"kind": "air strike", "place": f"near {self.town.name}", "date": "3 June 2020", "casualty": number}
        spans = [SpanInput(field, at := version.text.rindex(words), at + len(words)) for field, words in told.items()]
        return ClaimFacts(
            kind="air_strike",
            date_start=DAY,
            date_end=DAY,
            date_precision="day",
            date_text="3 June 2020",
            places=[PlaceInput(f"near {self.town.name}", place_id=self.town.pk, is_main=True)],
            actors=[ActorInput("A coalition", "perpetrator", "", "suspected")],
            casualties=[CasualtyInput("killed", minimum=int(number), maximum=int(number), text=number)],
            spans=spans,
        )

    def claim(self) -> Claim:
        """Proposed."""
        version = self.version()
        return add_claim(by=self.editor, version=version, facts=self.facts(version))

    def draft(self) -> Incident:
        """Made out of one claim."""
        claim = self.claim()
        incident = accept_claim(by=self.editor, claim=claim, lock_version=claim.lock_version).incident
        assert incident
        return incident
