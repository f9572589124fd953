"""The contract's codes. Codes are never translated; labels are."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    AIR_STRIKE = "air_strike", _("Air strike")
    DRONE_STRIKE = "drone_strike", _("Drone strike")
    MISSILE_OR_ROCKET = "missile_or_rocket", _("Missile or rocket attack")
    SHELLING = "shelling", _("Shelling")
    IED_OR_BOMB = "ied_or_bomb", _("Planted bomb")
    ARMED_ATTACK = "armed_attack", _("Armed attack")
    CLASH = "clash", _("Clash")
    ASSASSINATION = "assassination", _("Assassination")
    OTHER = "other", _("Other")


class ClaimRole(models.TextChoices):
    EVENT = "event", _("What the report is about")
    BACKGROUND = "background", _("Recalled from the past")


class ClaimState(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    ACCEPTED = "accepted", _("Accepted")
    REJECTED = "rejected", _("Rejected")


class ClaimChange(models.TextChoices):
    """How a claim compares with the former version of its report."""

    NONE = "", _("First version")
    NEW = "new", _("New in this version")
    UNCHANGED = "unchanged", _("Unchanged")
    CHANGED = "changed", _("Changed in this version")
    GONE = "gone", _("Gone from the newest version")


class Precision(models.TextChoices):
    EXACT = "exact", _("Exact: a site or building")
    NEAR = "near", _("Near: an area around a named place")
    SETTLEMENT = "settlement", _("A town or village, no finer")
    ADM2 = "adm2", _("A district")
    ADM1 = "adm1", _("A governorate or province")
    REGION = "region", _("A larger or vaguer region")
    COUNTRY = "country", _("A country")
    UNKNOWN = "unknown", _("No place known")


class DatePrecision(models.TextChoices):
    DAY = "day", _("Day")
    WEEK = "week", _("Week or ten days")
    MONTH = "month", _("Month")
    SEASON = "season", _("Season")
    YEAR = "year", _("Year")
    RANGE = "range", _("Range")
    UNKNOWN = "unknown", _("Unknown")


class Harm(models.TextChoices):
    KILLED = "killed", _("Killed")
    INJURED = "injured", _("Injured")


class CasualtyGroup(models.TextChoices):
    UNDETERMINED = "undetermined", _("People (total)")
    CIVILIAN = "civilian", _("Civilians")
    CHILD = "child", _("Children")
    WOMAN = "woman", _("Women")
    MAN = "man", _("Men")
    COMBATANT = "combatant", _("Combatants")
    JOURNALIST = "journalist", _("Journalists")
    HEALTH_WORKER = "health_worker", _("Health workers")
    AID_WORKER = "aid_worker", _("Aid workers")
    OTHER = "other", _("Others")


class ActorRole(models.TextChoices):
    PERPETRATOR = "perpetrator", _("Perpetrator (also alleged)")
    TARGET = "target", _("Target")
    VICTIM = "victim", _("Victim")
    CLAIMED_BY = "claimed_by", _("Claimed by")


class Attribution(models.TextChoices):
    CLAIMED = "claimed", _("Claimed by the party itself")
    BLAMED = "blamed", _("Named as the author")
    SUSPECTED = "suspected", _("Suspected")
    DENIED = "denied", _("Denied by the party")
    UNKNOWN = "unknown", _("Unknown")


class StrikeStatus(models.TextChoices):
    DECLARED = "declared", _("Declared")
    LIKELY = "likely", _("Likely")
    SINGLE_SOURCE = "single_source", _("Single-source claim")
    CONTESTED = "contested", _("Contested")
    UNASSESSED = "unassessed", _("Not assessed")


class HarmGrade(models.TextChoices):
    CONFIRMED = "confirmed", _("Confirmed")
    FAIR = "fair", _("Fair")
    WEAK = "weak", _("Weak")
    CONTESTED = "contested", _("Contested")
    DISCOUNTED = "discounted", _("Discounted")
    UNASSESSED = "unassessed", _("Not assessed")


class IncidentStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Sensitivity(models.TextChoices):
    OPEN = "open", _("Open")
    COARSE = "coarse", _("Published coarsened")
    HIDDEN = "hidden", _("Hidden")


class SpanField(models.TextChoices):
    KIND = "kind", _("Kind")
    DATE = "date", _("Date")
    PLACE = "place", _("Place")
    ACTOR = "actor", _("Actor")
    CASUALTY = "casualty", _("Casualties")
    ATTRIBUTION = "attribution", _("Attribution")
    SAID_BY = "said_by", _("Who says so")


class SourceKind(models.TextChoices):
    OUTLET = "outlet", _("News outlet")
    AGENCY = "agency", _("News agency")
    CHANNEL = "channel", _("Channel")
    ORGANISATION = "organisation", _("Organisation")


class SourceReliability(models.TextChoices):
    """The Admiralty scale, also NATO's, of a source alone: `incidents.reliability` has its definitions."""

    A = "a", _("Completely reliable")
    B = "b", _("Usually reliable")
    C = "c", _("Fairly reliable")
    D = "d", _("Not usually reliable")
    E = "e", _("Unreliable")
    F = "f", _("Reliability cannot be judged")


class NoteKind(models.TextChoices):
    INTERNAL = "internal", _("Internal note")
    GEOLOCATION = "geolocation", _("Note on the location")


class MediaKind(models.TextChoices):
    PHOTO = "photo", _("Photograph")
    VIDEO = "video", _("Film")
    AUDIO = "audio", _("Sound recording")
    DOCUMENT = "document", _("Document")
    POST = "post", _("Post")


class PublicEvent(models.TextChoices):
    """What the public log tells of a record."""

    PUBLISHED = "published", _("Published")
    CORRECTED = "corrected", _("Corrected")
    MERGED = "merged", _("Merged")
    SPLIT = "split", _("Split")
    WITHDRAWN = "withdrawn", _("Withdrawn")
