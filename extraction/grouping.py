"""Which mentions tell of one incident, and which incidents a report only recalls."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from extraction.dates import DateMention
from extraction.kinds import family_of, kind_of
from extraction.mentions import SPECIFIC_ACTS, WEAK_ACTS, Mention, There
from extraction.places import PlaceMention, may_be_one

RECENT = dt.timedelta(days=2)  # a report's news are of a day or two; what lies further back than the rest is recalled
NEWS = dt.timedelta(days=7)
COARSE = frozenset({"month", "season", "year"})
COARSE_SHAPES = frozenset({"part_of_month", "part_of_unit", "month", "season", "year"})
DAY_SHAPES = frozenset({"weekday", "weekdays", "day_month", "month_day", "iso"})
MEMORY = 20  # incidents back to which a sentence may refer; also what keeps the time linear
GENERAL_ACTS = frozenset({"attack", "targeting"})
UNARMED_ACTS = frozenset({"strike", "bombardment"})  # from afar, with a weapon that the word leaves open
BOMBS = frozenset({"bombing", "explosive"})
WEAPONS = frozenset({"air", "drone", "missile", "artillery"})
ANTECEDENTS = {"facility": frozenset({"facility", "exact"}), "settlement": frozenset({"settlement"})}


@dataclass(slots=True)
class Incident:
    """The mentions of one incident, with what they say together kept up to date as they join."""

    background: bool = False
    mentions: list[Mention] = field(default_factory=list)
    headlines: list[Mention] = field(default_factory=list)
    inherited: set[str] = field(default_factory=set)
    specific_acts: set[str] = field(default_factory=set)
    general_acts: set[str] = field(default_factory=set)
    places: list[PlaceMention] = field(default_factory=list)  # each place once
    date: DateMention | None = None  # the finest that was said of it, the first among equals

    def join(self, mention: Mention) -> None:
        self.mentions.append(mention)
        found = mention.groups
        self.specific_acts |= found & SPECIFIC_ACTS
        self.general_acts |= found
        known = {_place_key(place) for place in self.places}
        self.places += [place for place in mention.places if _place_key(place) not in known]
        dates = [date for date in (self.date, *mention.dates) if date and not date.ahead]
        self.date = min(dates, key=_vagueness, default=None)

    @property
    def groups(self) -> set[str]:
        return self.specific_acts or self.inherited or self.general_acts


def _place_key(place: PlaceMention) -> tuple[object, ...]:
    toponym = place.toponym
    return toponym.place_id, toponym.name, toponym.precision, toponym.latitude, toponym.longitude


def _vagueness(date: DateMention) -> int:
    """Days that a date leaves open; a phrase that stayed unresolved is still better than none."""
    fact = date.fact
    return (fact.end - fact.start).days if fact.start and fact.end else 10**6


def group(
    mentions: Iterable[Mention], kinds: dict[str, str], published: dt.date | None, places: Sequence[PlaceMention]
) -> list[Incident]:
    """The incidents of a report in the order of their first mention; ``places`` are all that it names."""
    incidents: list[Incident] = []
    headlines: list[Mention] = []
    for mention in mentions:
        if mention.headline:
            headlines.append(mention)
            continue
        home = _home(mention, incidents, kinds)
        if home is None and _stands_alone(mention):
            home = Incident(background=mention.background)
            incidents.append(home)
        if home:
            home.join(mention)
    for mention in headlines:
        home = next((i for i in incidents if not i.background and _one_family(i.groups, mention.groups, kinds)), None)
        if home:
            home.headlines.append(mention)
        elif not incidents and _stands_alone(mention):
            incidents.append(Incident())
            incidents[0].join(mention)
    _recalled(incidents, published)
    _inherit_days(incidents)
    _inherit_places(incidents, places)
    _inherit_kinds(incidents)
    _arm(incidents, headlines)
    return incidents


def _inherit_days(incidents: list[Incident]) -> None:
    """ "Another bomb killed two in ...": time stands still in a report until it says that it has moved on."""
    news = [incident for incident in incidents if not incident.background]
    for before, incident in zip(news, news[1:], strict=False):
        if incident.date or before.date is None:
            continue
        fact = before.date.fact
        if fact.start and fact.precision == "day" and not any(mention.dates for mention in incident.mentions):
            rule = f"{fact.rule}; the day of the incident told before"
            incident.date = replace(before.date, fact=replace(fact, rule=rule, time_of_day=None))


def _inherit_places(incidents: list[Incident], places: Sequence[PlaceMention]) -> None:
    """ "The second attack there in a week", "had hit the same base": the place was told before, or in the dateline."""
    dateline = next((place for place in places if place.dateline), None)
    for number, incident in enumerate(incidents):
        there = next((mention.there for mention in incident.mentions if mention.there), None)
        if there is None or incident.places:
            continue
        place = (
            None
            if there.label == "capital"
            else _antecedent(there.label, _told_before(incidents[max(0, number - MEMORY) : number], incident))
        )
        place = place or _named_before(there, places)
        place = place or (dateline if there.label in {"capital", "settlement"} else None)
        if place:
            incident.places.append(replace(place, first=there.first, last=there.last, start=there.start, end=there.end))


def _told_before(incidents: Sequence[Incident], incident: Incident) -> list[Incident]:
    """What an incident may refer back to: news to news over what is recalled between, the recalled to all."""
    told = [one for one in incidents if incident.background or not one.background]
    return told or list(incidents)


def _named_before(there: There, places: Sequence[PlaceMention]) -> PlaceMention | None:
    """The last place of that sort which the report names before the words, in whatever sentence."""
    sorts = ANTECEDENTS.get(there.label, frozenset())
    before = (p for p in reversed(places) if p.last <= there.first and not p.dateline)
    return next((p for p in before if {p.toponym.kind, p.toponym.precision} & sorts), None)


def _antecedent(sort: str, told: Sequence[Incident]) -> PlaceMention | None:
    """The last place told of that is of the sort that the words name, else the main place of the incident before."""
    sorts = ANTECEDENTS.get(sort, frozenset())
    for incident in reversed(told):
        headlined = [place for mention in incident.headlines for place in mention.places]
        named = [p for p in (*incident.places, *headlined) if {p.toponym.kind, p.toponym.precision} & sorts]
        if named:
            return min(named, key=lambda place: place.fineness)
    return min(told[-1].places, key=lambda place: place.fineness, default=None) if told else None


def _inherit_kinds(incidents: list[Incident]) -> None:
    """ "A similar attack last year", "another wounded two": what has no kind of its own is of the kind told before."""
    for number, incident in enumerate(incidents[1:], start=1):
        another = incident.background or incident.mentions[0].separate or incident.mentions[0].additive
        before = _told_before(incidents[max(0, number - MEMORY) : number], incident)[-1]
        open_acts = GENERAL_ACTS | ({"explosion"} if before.groups & BOMBS else set())
        if another and not incident.groups - open_acts:
            incident.inherited = before.specific_acts or before.groups


def _arm(incidents: list[Incident], headlines: list[Mention]) -> None:
    """«القصف» names no weapon: it is the one told of before, else the only one that the report has at all."""
    told = [set(incident.groups & WEAPONS) for incident in incidents]
    news = [weapons for incident, weapons in zip(incidents, told, strict=True) if not incident.background]
    anywhere = set().union(*news, *(mention.groups & WEAPONS for mention in headlines))
    last: set[str] = set()
    of_the_news: set[str] = set()
    for incident, weapons in zip(incidents, told, strict=True):
        before = last if incident.background else of_the_news
        if not weapons and incident.groups & UNARMED_ACTS and not incident.groups - UNARMED_ACTS - GENERAL_ACTS:
            incident.inherited = before or (anywhere if len(anywhere) == 1 else set()) or incident.inherited
        last = weapons or last
        of_the_news = of_the_news if incident.background else weapons or of_the_news


def _stands_alone(mention: Mention) -> bool:
    """An incident needs an act, or people harmed, and its own time, place or toll."""
    acts = {mark.label for mark in mention.acts}
    own = bool(mention.places or mention.tolls or any(not date.ahead for date in mention.dates))
    if mention.dates and not mention.places and all(date.fact.precision == "year" for date in mention.dates):
        return False  # "1,200 attacks in 2019"
    if not acts:
        if mention.natural and not mention.means:
            return False
        told_apart = mention.separate and mention.means  # "before that a missile killed 13"
        return bool(mention.tolls) and bool(mention.places or mention.dates or told_apart)
    if acts <= WEAK_ACTS and not any(toll.max != 0 for toll in mention.tolls):
        dated = any(date.fact.time_of_day or date.shape in DAY_SHAPES for date in mention.dates)
        return bool(mention.means and (mention.places or mention.tolls or dated))  # "rockets fell on"
    if mention.known and not mention.tolls and all(d.fact.precision != "day" for d in mention.dates):
        return False  # "the shelling" of which nothing else is told
    ahead = bool(mention.dates) and all(date.ahead for date in mention.dates)
    return own and not ahead


def _home(mention: Mention, incidents: list[Incident], kinds: dict[str, str]) -> Incident | None:
    if mention.separate:
        return None
    recent = reversed(incidents[-MEMORY:])
    candidates = [incident for incident in recent if _fits(mention, incident, kinds)]
    if not candidates:
        return None
    if mention.background and (mention.places or mention.dates):
        homes = (i for i in candidates if i.background or _retold(mention, i) or (mention.known and mention.dates))
        return next(homes, None)
    placed = [i for i in candidates if _shares_place(mention, i)]
    news = [i for i in candidates if not i.background]  # "the strike" is the report's own before a recalled one
    if not mention.acts and not mention.places and not mention.dates and incidents[-1] in candidates:
        return incidents[-1]  # "Six people were killed": where the sentence before was
    return (placed or news or candidates)[0]


def _retold(mention: Mention, incident: Incident) -> bool:
    """«وكان انتحاري قد فجر نفسه مساء الاثنين»: after a new toll the report tells again, by its day, how it came."""
    days = [date for date in mention.dates if date.fact.precision == "day"]
    return bool(days) and incident.date is None and not incident.background and bool(mention.acts)


def _fits(mention: Mention, incident: Incident, kinds: dict[str, str]) -> bool:
    if not _one_family(incident.groups, mention.groups, kinds):
        return False
    if not _dates_agree(mention, incident):
        return False
    own, told = mention.groups & SPECIFIC_ACTS, incident.specific_acts
    if mention.places and not mention.anaphoric and own and told and not own & told:
        return False  # "also fired mortars at ...": another weapon at a place of its own
    mine = [place for place in mention.places if place.specific]
    theirs = [place for place in incident.places if place.specific]
    loose = (mention.anaphoric or not mention.acts) and not mention.additive
    return not mine or not theirs or any(may_be_one(one, other, loose=loose) for one in mine for other in theirs)


def _shares_place(mention: Mention, incident: Incident) -> bool:
    return any(may_be_one(one, other) for one in mention.places for other in incident.places)


def _one_family(old: AbstractSet[str], new: AbstractSet[str], kinds: dict[str, str]) -> bool:
    if not old - GENERAL_ACTS or not new - GENERAL_ACTS:
        return True
    first, second = family_of(kind_of(old, kinds)), family_of(kind_of(new, kinds))
    return first == second or "any" in {first, second}


def _dates_agree(mention: Mention, incident: Incident) -> bool:
    dates = [date for date in mention.dates if not date.ahead]
    known = incident.date
    if not dates:
        return True
    if known is None:
        # A coarse date on a later mention is another, recalled incident: reporters date their news by days.
        # "The strike took place last Thursday" dates the one told before.
        old = (
            (date.recalls and not mention.known) or date.fact.precision in COARSE or date.shape in COARSE_SHAPES
            for date in dates
        )
        return not any(old)
    for date in dates:
        one, other = date.fact, known.fact
        if one.start and one.end and other.start and other.end:
            if one.start <= other.end and other.start <= one.end:
                return True
        elif one.text == other.text:
            return True
    return False


def _recalled(incidents: list[Incident], published: dt.date | None) -> None:
    """Marks as background the incidents whose date lies well before the report's news."""
    ends = [incident.date.fact.end for incident in incidents if incident.date and incident.date.fact.end]
    dated_news = bool(incidents and incidents[0].date)
    latest = max(ends) if ends and (published is None or dated_news) else published
    for incident in incidents[1:]:
        date = incident.date
        if date is None:
            continue
        known = bool(date.fact.end and latest and date.fact.end < latest and all(m.known for m in incident.mentions))
        old = bool(date.fact.end and latest and date.fact.end < latest - RECENT)
        if old or known or date.fact.precision in COARSE or date.shape in COARSE_SHAPES:
            incident.background = True
    first = incidents[0] if incidents else None
    if first and all(incident.background for incident in incidents) and _is_news(first, published):
        first.background = False  # "denied that it had carried out the strike": the only news there is


def _is_news(incident: Incident, published: dt.date | None) -> bool:
    end = incident.date.fact.end if incident.date else None
    return bool(end and published and end >= published - NEWS)
