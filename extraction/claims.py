"""From the mentions of one incident to its claim, with a quoted span for every fact."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from extraction.actors import ActorMention
from extraction.document import Document
from extraction.facts import Casualty, Claim, ClaimActor, ClaimPlace, DateFact, Span
from extraction.grouping import Incident
from extraction.kinds import kind_of
from extraction.places import PlaceMention
from extraction.settling import settle_tolls


def claim_of(document: Document, incident: Incident, published: dt.date | None, said_by: Span | None) -> Claim:
    """The claim that a report makes about one incident."""
    spans: list[Span] = []
    rules: list[str] = []
    acts = [mark for mention in incident.mentions for mark in mention.acts]
    kind = kind_of(incident.groups, document.language.kinds)
    if acts:
        best = next((mark for mark in acts if document.language.kinds.get(mark.label) == kind), acts[0])
        spans.append(document.span("kind", best.first, best.last))
    rules.append(f"kind:{'+'.join(sorted(incident.groups)) or 'harm'}")
    date = _date(document, incident, published, spans, rules)
    places = _places(document, incident, spans)
    casualties = _casualties(document, incident, spans)
    actors = _actors(document, incident, spans)
    if said_by:
        spans.append(said_by)
    return Claim(
        kind=kind,
        role="background" if incident.background else "event",
        date=date,
        places=places,
        actors=actors,
        casualties=casualties,
        spans=tuple(dict.fromkeys(spans)),
        rules=tuple(rules),
    )


def _date(
    document: Document, incident: Incident, published: dt.date | None, spans: list[Span], rules: list[str]
) -> DateFact:
    mention = incident.date or next((d for m in incident.headlines for d in m.dates if not d.ahead), None)
    if mention is None:
        rules.append("date:none")
        return DateFact(not_after=published)
    spans.append(document.span("date", mention.first, mention.last))
    rules.append(f"date:{mention.shape}")
    fact = mention.fact
    if fact.time_of_day is None:
        time = next((d.fact.time_of_day for m in incident.mentions for d in m.dates if d.fact.time_of_day), None)
        fact = replace(fact, time_of_day=time)
    return fact if fact.start else replace(fact, not_after=published)


def _places(document: Document, incident: Incident, spans: list[Span]) -> tuple[ClaimPlace, ...]:
    mentions = incident.places or [place for mention in incident.headlines for place in mention.places]
    mentions = mentions or [place for mention in incident.mentions for place in mention.spoken]
    mentions = [place for place in mentions if "parent" not in place.toponym.hints] or mentions
    mentions = [place for place in mentions if not place.bounds_only] or mentions
    kept: list[PlaceMention] = []
    for place in sorted(mentions, key=lambda p: p.fineness):
        if not any(_is_same(place, known) for known in kept):
            kept.append(place)
    if not kept:
        return ()
    main = kept[0]
    wide = {"country", "region"} if main.specific else {"country"}  # a river or "the east" beside a village
    kept = [place for place in kept if place is main or place.toponym.precision not in wide]
    result = []
    for place in kept:
        toponym = place.toponym
        beside = place.fineness == main.fineness and _same_run(incident, main, place)
        span = document.span_of("place", place.start, place.end)
        spans.append(span)
        result.append(
            ClaimPlace(
                text=span.text,
                name=toponym.name,
                place_id=toponym.place_id,
                latitude=toponym.latitude,
                longitude=toponym.longitude,
                precision=toponym.precision,
                radius_m=toponym.radius_m,
                area=toponym.area,
                ambiguous=toponym.ambiguous,
                main=place is main or (beside and place.specific),
            )
        )
    return tuple(result)


def _is_same(one: PlaceMention, other: PlaceMention) -> bool:
    """One place of the gazetteer, or one relation of two: "between A and B" is one place with two names in it."""
    if (one.start, one.end) == (other.start, other.end):
        return True
    return (one.toponym.place_id, one.toponym.name) == (other.toponym.place_id, other.toponym.name)


def _same_run(incident: Incident, main: PlaceMention, place: PlaceMention) -> bool:
    return any(main in mention.places and place in mention.places for mention in incident.mentions)


def _casualties(document: Document, incident: Incident, spans: list[Span]) -> tuple[Casualty, ...]:
    result = []
    for toll in settle_tolls(incident):
        span = document.span("casualty", toll.first, toll.last)
        spans.append(span)
        spans += [document.span("casualty", *rival) for rival in toll.rivals]
        # "14 dead, seven of them Iranians": no group of ours says who they were, and people in general are the total.
        group = "other" if toll.part and toll.group == "undetermined" else toll.group
        result.append(Casualty(group, toll.harm, toll.min, toll.max, span.text, toll.part))
    return tuple(result)


def _actors(document: Document, incident: Incident, spans: list[Span]) -> tuple[ClaimActor, ...]:
    found: dict[tuple[str, str], ClaimActor] = {}
    mentions = [actor for mention in incident.mentions for actor in mention.actors]
    for actor in sorted(mentions, key=_certainty):
        span = document.span("actor", actor.first, actor.last)
        key = (actor.name or span.text, actor.role)
        if key in found:
            continue
        spans.append(span)
        if actor.attribution_mark and actor.attribution != "unknown":
            spans.append(document.span("attribution", actor.attribution_mark.first, actor.attribution_mark.last))
        found[key] = ClaimActor(key[0], span.text, actor.role, actor.attribution, actor.actor_id)
    return tuple(found.values())


def _certainty(actor: ActorMention) -> int:
    """What a text says outright of a party's part stands before what it leaves open."""
    return ("denied", "claimed", "suspected", "blamed", "unknown").index(actor.attribution)
