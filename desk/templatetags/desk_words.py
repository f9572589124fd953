"""The desk's wording for templates."""

import datetime as dt

from babel import Locale, UnknownLocaleError
from django import template
from django.db import models
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from desk import cards
from desk.devices import device_words
from desk.reasons import distance, reason_words
from desk.wording import isolated
from geo.folding import is_arabic
from incidents import policies
from incidents.actor_names import names_of
from incidents.models import Incident, Named
from incidents.models.facts import ActorFact
from incidents.policies import Role
from incidents.published import unreal_kinds
from incidents.receipts import rule_words
from incidents.services import merging, splitting
from incidents.times_of_day import time_words

register = template.Library()
register.filter(cards.date_in_words)
register.filter(rule_words)
register.filter(time_words)
register.filter(reason_words)
register.filter("metres", distance)
register.filter(device_words)
register.filter(policies.role_of)


@register.simple_tag(takes_context=True)
def may(context: template.Context, verb: str, subject: models.Model | None = None) -> bool:
    """`{% may "edit_incident" incident as allowed %}`: what the policies say of whoever looks at the page."""
    return policies.may(context["user"], verb, subject)


@register.simple_tag
def incident_verb(verb: str) -> str:
    """The name of the address of an incident's verb."""
    return f"desk:{verb}_incident"


@register.filter
def role_label(code: str | None) -> str:
    return str(Role(code).label) if code in Role.values else _("no role")


@register.filter
def language_name(code: str) -> str:
    """A language's name in the language of the page (Babel's CLDR data), the code where it has none."""
    if not code or code == "und":
        return _("language unknown")
    try:
        return Locale.parse(code, sep="-").get_display_name(get_language() or "en") or code
    except (UnknownLocaleError, ValueError):
        return code


_SCRIPTS = {
    "und-Latn": gettext_lazy("Latin letters"),
    "und-Arab": gettext_lazy("Arabic letters"),
    "und-Cyrl": gettext_lazy("Cyrillic letters"),
}


@register.filter
def name_language(code: str) -> str:
    """The language of a place's name, its script alone where the gazetteer knows no more."""
    return str(_SCRIPTS.get(code) or language_name(code))


@register.filter
def day(date: dt.date) -> str:
    """A calendar date in ISO 8601 that no Arabic sentence turns round; of a moment, to the minute."""
    return isolated(f"{date:%Y-%m-%d %H:%M}" if isinstance(date, dt.datetime) else date.isoformat())


@register.filter
def actor_name(fact: ActorFact) -> str:
    """The party's name in the page's language."""
    return names_of(fact).get(get_language() or "en") or fact.name


@register.filter
def called(subject: Named) -> str:
    """A source or a party as the page's language calls it: in Arabic by its first Arabic name, else as it is listed."""
    if get_language() != "ar" or is_arabic(subject.name):
        return subject.name
    aliases = sorted(subject.aliases.all(), key=lambda alias: alias.pk)  # type: ignore[attr-defined]
    return next((alias.name for alias in aliases if alias.language == "ar"), subject.name)


@register.filter
def incident_title(incident: Incident) -> str:
    """The title in the page's language, else the other one, else the code."""
    titles = [incident.title_en, incident.title_ar]
    if (get_language() or "en").startswith("ar"):
        titles.reverse()
    return next((title for title in titles if title), incident.code)


@register.inclusion_tag("includes/data_banner.html")
def made_up_banner() -> dict[str, bool]:
    """Says while the database holds made-up incidents; that the demo is one, editors know."""
    return {"synthetic": unreal_kinds()["synthetic"]}


@register.inclusion_tag("desk/merged_records.html", takes_context=True)
def merged_records(context: template.Context, incident: Incident) -> dict[str, object]:
    """The records that this one took in, each with the way back, and what may be merged or split here."""
    user, claims = context["user"], len(incident.claims.all())
    return {
        "incident": incident,
        "merges": merging.all_merges(incident),
        "may_undo": policies.may(user, "undo_merge", incident),
        "may_merge": not incident.is_deleted and policies.may(user, "merge_incidents", incident),
        "may_split": not incident.is_deleted and claims > 1 and policies.may(user, "split_incident", incident),
        "former": splitting.split_from(incident),
    }
