"""The wording of `publicmap.wording` and the labels of the codes, for templates."""

from __future__ import annotations

from django import template

from incidents.models.choices import (
    ActorRole,
    Attribution,
    CasualtyGroup,
    ClaimRole,
    DatePrecision,
    Harm,
    HarmGrade,
    Kind,
    MediaKind,
    Precision,
    SourceKind,
    SpanField,
    StrikeStatus,
)
from incidents.public_view import PublicCasualty, PublicIncident
from incidents.published import unreal_kinds
from incidents.receipts import rule_words, speaker_words
from incidents.times_of_day import time_words
from publicmap import wording

register = template.Library()
register.filter(rule_words)
register.filter(speaker_words)
register.filter(wording.date_words)
register.filter(wording.day_words)
register.filter(time_words)
register.filter(wording.sources_words)
register.filter(wording.toll_words)
register.filter(wording.named_groups)
register.filter(wording.place_words)
register.filter(wording.country_name)
register.filter(wording.doubts)
register.filter(wording.in_language)
register.filter(wording.field_words)
register.filter(wording.event_words)

VOCABULARIES = {
    "actor_role": ActorRole,
    "attribution": Attribution,
    "group": CasualtyGroup,
    "claim_role": ClaimRole,
    "date_precision": DatePrecision,
    "harm": Harm,
    "harm_grade": HarmGrade,
    "kind": Kind,
    "media_kind": MediaKind,
    "precision": Precision,
    "source_kind": SourceKind,
    "span": SpanField,
    "strike_status": StrikeStatus,
}


@register.filter
def label(code: str, vocabulary: str) -> str:
    """The translated label of a code: `{{ incident.kind|label:"kind" }}`."""
    return str(VOCABULARIES[vocabulary](code).label)


@register.filter
def count_words(casualty: PublicCasualty) -> str:
    return wording.toll_words((casualty.min, casualty.max))


@register.filter
def is_web_address(address: str) -> bool:
    """Only http and https ever become a link, whatever the record says."""
    return address.startswith(("http://", "https://"))


@register.filter
def page_title(incident: PublicIncident) -> str:
    return wording.in_language(incident.title) or incident.code


@register.inclusion_tag("includes/data_banner.html")
def data_banner() -> dict[str, bool]:
    """Says while demo or made-up incidents are shown."""
    return unreal_kinds()
