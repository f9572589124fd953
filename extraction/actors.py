"""The parties that a stretch of text names, what part each plays, and how sure the text is of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extraction.casualties import Toll
from extraction.document import CLAUSE_ENDS, Document
from extraction.facts import ActorName
from extraction.lexicon import Mark
from extraction.responsibility import CLAIMS, takes_responsibility

NEAR = 3  # words between a party and the act or weapon that is its own
SUBJECT = 8
FLYING = frozenset({"air", "drone"})
DONE_TO = frozenset(
    {"killing", "targeting", "assassination", "explosive", "bombing"}
)  # in Arabic these words are followed by whom they befell


@dataclass(frozen=True, slots=True)
class ActorMention:
    first: int
    last: int
    name: str
    role: str
    attribution: str
    actor_id: int | None
    attribution_mark: Mark | None = None


def party_marks(document: Document, first: int, last: int) -> list[Mark]:
    """Parties in their order, of overlapping names the longest; a country only where it acts."""
    found = [*document.within("named", first, last), *document.within("actor", first, last)]
    found += [mark._replace(label=_meant(document, mark)) for mark in document.within("short", first, last)]
    found += [mark for mark in document.within("state", first, last) if _acts(document, mark, first, last)]
    found += [mark for mark in document.within("homonym", first, last) if _has_spoken(document, mark, first)]
    things = document.within("facility", first, last)
    found = [mark for mark in found if not any(t.first < mark.last and mark.first < t.last for t in things)]
    kept: list[Mark] = []
    for mark in sorted(found, key=lambda m: (m.first - m.last, m.first, m.table != "named")):
        if all(mark.last <= other.first or other.last <= mark.first for other in kept):
            kept.append(mark)
    return sorted(kept, key=lambda m: m.first)


def _meant(document: Document, mark: Mark) -> str:
    """Which party a short name means: that named in full, else that of whose war most is said, else the first."""
    bearers = mark.label.split("|")
    named = {other.label for other in document.marks.get("actor", ())}
    wars = [other.label for other in document.marks.get("war", ())]
    return next((bearer for bearer in bearers if bearer in named), max(bearers, key=wars.count))


def _has_spoken(document: Document, mark: Mark, first: int) -> bool:
    """«تبنت القاعدة الهجوم»: a base claims nothing and says nothing, the organisation of that name does."""
    low = max(first, mark.first - 2)
    said = [m for m in document.within("speech", low, mark.first) if m.label == "said"]
    claimed = [m for m in document.within("attribution", low, mark.first) if m.label in {*CLAIMS, "denied"}]
    return any(m.last == mark.first for m in (*said, *claimed))


def _acts(document: Document, mark: Mark, first: int, last: int) -> bool:
    if _touches_act(document, mark, first, last):
        return True
    wide = (max(first, mark.first - NEAR), min(last, mark.last + NEAR))
    return bool(document.within("attribution", *wide)) or any(
        link.label == "by" and link.last == mark.first for link in document.within("link", wide[0], mark.first)
    )


def _touches_act(document: Document, mark: Mark, first: int, last: int) -> bool:
    """Whether a name is said of an act or a weapon: "Israeli air strikes", «غارات جوية إسرائيلية»."""
    if document.language.settings["verb_first"]:
        low = max(first, mark.first - 4)
        acts = [*document.within("event", low, mark.last), *document.within("means", low, mark.last)]
        return any(act.first < mark.first and act.last >= mark.first and act.label not in DONE_TO for act in acts)
    high = min(last, mark.last + 5)
    acts = [*document.within("event", mark.last, high), *document.within("means", mark.last, high)]
    return any(act.first == mark.last for act in acts)


def find_actors(
    document: Document, first: int, last: int, tolls: Sequence[Toll], known: dict[str, ActorName]
) -> list[ActorMention]:
    """The parties of tokens ``first`` to ``last`` with role and attribution; those with no part in it are left out."""
    found: list[ActorMention] = []
    attributions = document.within("attribution", first, last)
    asserted = [why for why in attributions if why.label in CLAIMS and not takes_responsibility(document, why, last)]
    attributions = [
        why._replace(label="claimed") if why.label in CLAIMS else why for why in attributions if why not in asserted
    ]
    marks = party_marks(document, first, last)
    arabic = document.language.settings["verb_first"]
    for mark in marks:
        if any(_speaks(document, mark, why, arabic) for why in asserted):
            continue  # it tells what others did, or what befell it
        declares = any(why.first == mark.last and why.label in {"claimed", "denied"} for why in attributions)
        if _is_source(document, mark):
            continue
        own = _own(document, mark, attributions)
        if own is None and not declares and _speaks_for(document, mark):
            continue
        role, attribution, why = own or _role(document, mark, first, last, tolls, attributions)
        if role is None:
            continue
        actor = known.get(mark.label) if mark.table == "named" else None
        name = actor.canonical if actor else mark.label
        found.append(
            ActorMention(mark.first, mark.last, name, role, attribution, actor.actor_id if actor else None, why)
        )
    found += _unidentified(document, first, last, attributions)
    return found


def _is_source(document: Document, mark: Mark) -> bool:
    return any(
        source.first <= mark.first < source.last for source in document.within("source", mark.first - 3, mark.last + 3)
    )


def _speaks_for(document: Document, mark: Mark) -> bool:
    """ "a coalition spokesman": the party says something, it does nothing."""
    if document.language.settings["verb_first"]:
        return any(
            speaker.last == mark.first for speaker in document.within("speaker", max(0, mark.first - 4), mark.first)
        )
    return document.at("speaker", mark.last) is not None


def _own(document: Document, mark: Mark, attributions: list[Mark]) -> tuple[str, str, Mark | None] | None:
    """ "The group said that one of its fighters ...": a party that calls an act, or the dead, its own."""
    if document.language.settings["verb_first"]:
        said = document.within("speech", max(0, mark.first - 2), mark.first)
        speaks = any(m.label == "said" and m.last == mark.first for m in said)
    else:
        verb = document.at("speech", mark.last)
        speaks = verb is not None and verb.label == "said"
    near = (a for a in attributions if a.label == "own" and 0 <= a.first - mark.last <= SUBJECT)
    own = next(near, None) if speaks else None
    if own is None:
        return None
    # "announced the deaths of seven of its fighters", "said six of its fighters were killed"
    harm = [m for table in ("killed", "injured") for m in document.within(table, mark.last, own.last + NEAR)]
    suffered = any(not own.first <= m.first < own.last for m in harm)  # not «أنه قتل», "that it had killed"
    return ("victim", "unknown", None) if suffered else ("claimed_by", "claimed", own)


def _role(
    document: Document, mark: Mark, first: int, last: int, tolls: Sequence[Toll], attributions: list[Mark]
) -> tuple[str | None, str, Mark | None]:
    arabic = document.language.settings["verb_first"]
    near = [a for a in attributions if document.word_count(min(a.first, mark.first), max(a.last, mark.last)) <= 14]
    for why in near:
        if why.label in {"claimed", "denied"} and _speaks(document, mark, why, arabic):
            return ("claimed_by" if why.label == "claimed" else "perpetrator"), why.label, why
    for why in near:
        if why.label == "blamed" and why.last <= mark.first:
            if arabic and _accuses(document, mark, why, last):
                return None, "unknown", None
            return "perpetrator", "blamed", why
    victim = any(
        toll.harm in {"killed", "injured"}
        and toll.max != 0
        and (
            toll.first <= mark.first < toll.last or 0 <= mark.first - toll.last <= 2 or 0 <= toll.first - mark.last < 1
        )
        for toll in tolls
    )
    suspected = next((why for why in near if why.label == "suspected"), None)
    sure = ("suspected", suspected) if suspected else ("blamed", None)
    owns = _owns_act(document, mark, first, last)
    if victim and not owns:
        return "victim", "unknown", None
    links = document.within("link", max(_clause_start(document, mark.first), first, mark.first - NEAR), mark.first)
    after = document.within("link", mark.last, min(last, mark.last + NEAR + 1))
    nearest = links[-1] if links else None
    if suspected and (0 <= mark.first - suspected.last <= 2 and mark.table == "state" or _thought(mark, suspected)):
        return "perpetrator", *sure
    if owns or any(link.label == "by" and link.first < mark.last + NEAR for link in after if arabic):
        return "perpetrator", *sure
    if nearest and nearest.label == "by" and _act_before(document, nearest.first, first):
        return "perpetrator", *sure
    if nearest and nearest.label == "of":  # «طائرة تابعة للتحالف», but «مستودعات تابعة للميليشيات»
        flies = any(m.last == nearest.first for m in document.within("means", nearest.first - 2, nearest.first))
        return ("perpetrator", *sure) if flies else ("target", "unknown", None)
    if nearest and nearest.label == "against":
        return "target", "unknown", None
    member = document.word(mark.first - 1) in document.language.settings["partitives"]  # «قيادي من قسد قتل»
    if arabic and not member and any(document.at(table, mark.last) for table in ("event", "killed")):
        return "perpetrator", *sure  # «إن التحالف الدولي قتل ...»
    if not arabic and _act_after(document, mark, last):
        return "perpetrator", *sure
    return None, "unknown", None


def _accuses(document: Document, mark: Mark, why: Mark, last: int) -> bool:
    """«اتهم الحوثيون التحالف»: of two parties behind the verb the first accuses the second."""
    if mark.first - why.last > 1:
        return False
    behind = party_marks(document, mark.last, min(last, mark.last + NEAR))
    joined = tuple(document.language.settings["glued_conjunctions"])
    return any(not document.word(other.first).startswith(joined) for other in behind)


def _thought(mark: Mark, suspected: Mark) -> bool:
    """ "a raid that X is believed to have flown": the party stands before the word of doubt."""
    return 0 <= suspected.first - mark.last <= 1


def _clause_start(document: Document, index: int) -> int:
    """Where the clause of a token begins, looking back no further than a link may reach."""
    return next((i + 1 for i in range(index - 1, max(0, index - NEAR), -1) if document.word(i) in CLAUSE_ENDS), 0)


def _speaks(document: Document, mark: Mark, why: Mark, arabic: bool) -> bool:
    if arabic:
        return 0 <= mark.first - why.last <= 2 or 0 <= why.first - mark.last <= 1
    passive = document.word(why.last - 1) in document.language.settings["passive_by"]
    return 0 <= mark.first - why.last <= 2 if passive else 0 <= why.first - mark.last <= 4


def _owns_act(document: Document, mark: Mark, first: int, last: int) -> bool:
    """Whether the party's name holds or touches the act or the weapon: "Israeli raids", «طائرات التحالف»."""
    return bool(document.within("means", mark.first, mark.last)) or _touches_act(document, mark, first, last)


def _act_before(document: Document, index: int, first: int) -> bool:
    start = max(first, index - SUBJECT)
    return any(document.within(table, start, index + 1) for table in ("event", "means", "killed"))


def _act_after(document: Document, mark: Mark, last: int) -> bool:
    stop = min(last, mark.last + 4)
    auxiliaries = document.language.settings["auxiliaries"]
    acts = [*document.within("event", mark.last, stop), *document.within("killed", mark.last, stop)]
    return any(document.word(act.first - 1) not in auxiliaries for act in acts)


def _unidentified(document: Document, first: int, last: int, attributions: list[Mark]) -> list[ActorMention]:
    """ "unidentified aircraft", «طائرات مجهولة الهوية»: a perpetrator whom nobody names."""
    found = []
    for why in attributions:
        if why.label == "somebody":
            found.append(ActorMention(why.first, why.last, "", "perpetrator", "unknown", None, why))
        elif why.label == "unknown":
            weapons = document.within("means", max(first, why.first - 3), min(last, why.last + 3))
            beside = next(
                (w for w in weapons if w.label in FLYING and (w.last == why.first or w.first == why.last)), None
            )
            if beside:
                start, end = min(beside.first, why.first), max(beside.last, why.last)
                found.append(ActorMention(start, end, "", "perpetrator", "unknown", None, why))
    return found
