"""Rows for tests, as the services would have left them; places in the world are made up unless a test names them."""

from __future__ import annotations

import datetime as dt
import hashlib

import factory
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice
from factory.django import DjangoModelFactory

from geo.models import Place
from incidents.geometry import bounding_box
from incidents.models import (
    Actor,
    Claim,
    ClaimPlace,
    ClaimSpan,
    Incident,
    IncidentNote,
    IncidentPlace,
    Report,
    ReportVersion,
    Source,
)
from incidents.policies import Role
from incidents.querysets import span_class


class UserFactory(DjangoModelFactory):
    class Meta:
        model = get_user_model()
        skip_postgeneration_save = True

    username = factory.Sequence(lambda number: f"person{number}")
    password = factory.django.Password("correct horse battery")


def _in_role(usual: Role):
    @factory.post_generation
    def join(self, create, extracted, **kwargs):
        self.groups.add(Group.objects.get_or_create(name=extracted or usual)[0])

    return join


class PersonFactory(UserFactory):
    """Somebody of a role: `PersonFactory(role=Role.CONTRIBUTOR)`."""

    role = _in_role(Role.READER)


class EditorFactory(UserFactory):
    role = _in_role(Role.EDITOR)


class ReviewerFactory(UserFactory):
    role = _in_role(Role.REVIEWER)


class AdministratorFactory(UserFactory):
    """With the second factor that the role needs; `phone=None` leaves it out."""

    role = _in_role(Role.ADMINISTRATOR)
    phone = factory.RelatedFactory("tests.factories.PhoneFactory", "user")


class PhoneFactory(DjangoModelFactory):
    """An authenticator app whose codes `tests.support.phone.code_of` makes."""

    class Meta:
        model = TOTPDevice

    user = factory.SubFactory(UserFactory)
    name = "app"
    key = "31" * 20


class PlaceFactory(DjangoModelFactory):
    """A town in Syria with 5 km of radius."""

    class Meta:
        model = Place

    id = factory.Sequence(lambda number: 900_000 + number)
    name = factory.Sequence(lambda number: f"Town {number}")
    kind = "settlement"
    country = "SY"
    admin1 = "07"
    admin1_name = "Deir ez-Zor"
    latitude = 35.02
    longitude = 40.45
    radius_m = 5000
    precision = "settlement"
    source = "test"


class SourceFactory(DjangoModelFactory):
    class Meta:
        model = Source

    name = factory.Sequence(lambda number: f"Outlet {number}")
    language = "en"


class ReportFactory(DjangoModelFactory):
    class Meta:
        model = Report

    source = factory.SubFactory(SourceFactory)
    canonical_url = factory.Sequence(lambda number: f"https://outlet.example/{number}")
    title = factory.Sequence(lambda number: f"Report {number}")
    published_on = dt.date(2020, 7, 1)


class ReportVersionFactory(DjangoModelFactory):
    class Meta:
        model = ReportVersion
        skip_postgeneration_save = True

    report = factory.SubFactory(ReportFactory)
    number = 1
    canonical_url = factory.SelfAttribute("report.canonical_url")
    text = factory.Sequence(
        lambda number: f"Aircraft struck a depot near Town {number} on Monday; two people were hurt."
    )
    sha256 = factory.LazyAttribute(lambda version: hashlib.sha256(version.text.encode()).hexdigest())
    language = "en"
    captured_at = factory.LazyFunction(timezone.now)

    @factory.post_generation
    def newest(self, create, extracted, **kwargs):
        self.report.newest_version = self
        self.report.save()


class ClaimFactory(DjangoModelFactory):
    class Meta:
        model = Claim

    report_version = factory.SubFactory(ReportVersionFactory)
    kind = "air_strike"
    role = "event"


class ClaimPlaceFactory(DjangoModelFactory):
    class Meta:
        model = ClaimPlace

    claim = factory.SubFactory(ClaimFactory)
    name = "Town"
    text = "Town"
    latitude = 35.02
    longitude = 40.45
    precision = "settlement"
    radius_m = 5000
    is_main = True


class ClaimSpanFactory(DjangoModelFactory):
    class Meta:
        model = ClaimSpan

    claim = factory.SubFactory(ClaimFactory)
    field = "kind"
    start = 0
    end = 15
    text = factory.LazyAttribute(lambda span: span.claim.report_version.text[span.start : span.end])


class IncidentFactory(DjangoModelFactory):
    """A published air strike on one day in a town, in no claim; `published=False` makes it a draft."""

    class Meta:
        model = Incident
        skip_postgeneration_save = True

    class Params:
        published = factory.Trait(status="published", first_published_at=factory.LazyFunction(timezone.now))

    code = factory.Sequence(lambda number: f"ZZ-2020-{number + 1:04d}")
    kind = "air_strike"
    title_en = "Air strike in Town"
    title_ar = "قصف جوي في البلدة"
    date_start = dt.date(2020, 6, 5)
    date_end = factory.SelfAttribute("date_start")
    date_precision = factory.LazyAttribute(
        lambda row: "unknown" if row.date_start is None else "day" if row.date_start == row.date_end else "range"
    )
    edtf = factory.LazyAttribute(
        lambda row: (
            ""
            if row.date_start is None
            else row.date_start.isoformat()
            if row.date_start == row.date_end
            else f"{row.date_start}/{row.date_end}"
        )
    )
    span_class = factory.LazyAttribute(lambda row: span_class(row.date_start, row.date_end))
    country = "SY"
    admin1 = "07"
    place_name = "Town"
    latitude = 35.02
    longitude = 40.45
    radius_m = factory.LazyAttribute(lambda row: None if row.latitude is None else 5000)
    precision = factory.LazyAttribute(lambda row: "unknown" if row.latitude is None else "settlement")
    published = True

    @factory.lazy_attribute
    def west(self):
        return _box(self, "west")

    @factory.lazy_attribute
    def south(self):
        return _box(self, "south")

    @factory.lazy_attribute
    def east(self):
        return _box(self, "east")

    @factory.lazy_attribute
    def north(self):
        return _box(self, "north")

    @factory.post_generation
    def main_place(self, create, extracted, **kwargs):
        if self.latitude is not None:
            IncidentPlace.objects.create(
                incident=self,
                name=self.place_name,
                text=self.place_name,
                latitude=self.latitude,
                longitude=self.longitude,
                precision=self.precision,
                radius_m=self.radius_m,
                area=self.area,
                is_main=True,
            )


class ActorFactory(DjangoModelFactory):
    class Meta:
        model = Actor

    name = factory.Sequence(lambda number: f"Party {number}")


def _box(row, side: str) -> float | None:
    if row.latitude is None:
        return None
    area = getattr(row, "area", None)
    return getattr(bounding_box(row.latitude, row.longitude, row.radius_m, area), side)


class IncidentNoteFactory(DjangoModelFactory):
    class Meta:
        model = IncidentNote

    kind = "internal"
    text = "Ask again."
    signed_at = factory.LazyFunction(timezone.now)
