"""Which tolls of an incident stand: later ones replace earlier, rivals make a range, parts are not added."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from extraction.casualties import Toll
from extraction.grouping import Incident
from extraction.mentions import Mention
from extraction.people import HARMS

Rows = dict[tuple[str, str, bool], Toll]  # by harm, group and whether it is part of a total


def settle_tolls(incident: Incident) -> list[Toll]:
    """The tolls of an incident, one for each harm and group; a headline's only where the body has none."""
    told = [toll for mention in incident.mentions for toll in _own_tolls(mention, incident)]
    tolls = _settled(told)
    for harm in HARMS:
        if not any(toll.harm == harm for toll in tolls):
            tolls += _settled(t for mention in incident.headlines for t in mention.tolls if t.harm == harm)
    wholes = {(toll.harm, toll.min, toll.max) for toll in tolls if not toll.part}
    # "14 fighters: eight Iraqis and six Afghans": the parts add up to what was said.
    return [
        toll
        for toll in tolls
        if not (toll.part and toll.group == "undetermined" and (toll.harm, toll.min, toll.max) in wholes)
    ]


def _own_tolls(mention: Mention, incident: Incident) -> list[Toll]:
    """A mention's tolls, but for a share of a total that was told over several places: "In Homs 57 were killed"."""
    first = incident.mentions[0]
    places, all_places = ([place for place in m.places if place.specific] for m in (mention, first))
    if mention is first or not 0 < len(places) < len(all_places):
        return mention.tolls
    totals = {toll.harm for toll in first.tolls}
    return [toll for toll in mention.tolls if toll.harm not in totals]


def _settled(told: Iterable[Toll]) -> list[Toll]:
    tolls = list(told)
    standing = [toll for toll in tolls if not toll.corrected] or tolls
    late = [toll for toll in standing if toll.among and toll.harm == "killed"]
    rows: Rows = {}
    for toll in (t for t in standing if not t.among):
        key = (toll.harm, toll.group, toll.part)
        old = rows.get(key)
        rows[key] = toll if old is None else _agreed(old, toll)
        if toll.update and toll.group == "undetermined" and not toll.part:
            # a new total replaces what was said of the same harm
            for other in [k for k, row in rows.items() if k[0] == toll.harm and k != key and not row.part]:
                rows[other] = replace(rows[other], part=True)
    for harm in HARMS:
        some = [key for key, row in rows.items() if key[0] == harm and row.max != 0]
        for key in [key for key, row in rows.items() if key[0] == harm and row.max == 0]:
            if some:
                del rows[key]
        _join_rivals(rows, harm)
        _mark_parts(rows, harm)
        _complete(rows, harm)
    _add_late_deaths(rows, late)
    return list(rows.values())


def _agreed(old: Toll, new: Toll) -> Toll:
    """The one of two tolls of one group that stands, or the range between two that both stand."""
    if (old.min, old.max) == (new.min, new.max):
        return old
    if new.update or old.max == 0:
        return new
    if old.counted != new.counted:
        return new if new.counted else old  # "several wounded ... five wounded": the figure is the finer statement
    if old.update or (not new.said and (new.max or 0) < (old.min or 0)):
        return old  # the latest count, or nobody is named who counts otherwise: these are some of the same
    if old.min == new.min and None in {old.max, new.max}:
        return old if old.max is None else new  # "at least 30", and then "30": what is left open stays open
    if old.max is None and new.max is not None and (old.min or 0) <= (new.min or 0):
        return replace(new, min=old.min, rivals=(*old.rivals, (old.first, old.last)))
    if new.max is None and old.max is not None and (new.min or 0) <= (old.min or 0):
        return old
    low = min(x for x in (old.min, new.min) if x is not None) if None not in (old.min, new.min) else None
    high = max(x for x in (old.max, new.max) if x is not None) if None not in (old.max, new.max) else None
    larger, smaller = (new, old) if (new.max or 0) > (old.max or 0) else (old, new)
    rivals = (*larger.rivals, *smaller.rivals, (smaller.first, smaller.last))
    return replace(larger, min=low, max=high, rivals=rivals)


def _join_rivals(rows: Rows, harm: str) -> None:
    """ "more than 100 fighters ... a monitor counted 45 dead": a group larger than a total is another count of it."""
    total = rows.get((harm, "undetermined", False))
    groups = [key for key in rows if key[0] == harm and key[1] != "undetermined" and not key[2]]
    if total is None or total.update or len(groups) != 1 or not total.counted:
        return
    group = rows[groups[0]]
    if group.counted and (group.min or 0) > (total.max or total.min or 0):
        rows[(harm, "undetermined", False)] = _agreed(
            replace(total, said=True), replace(group, group="undetermined", said=True)
        )


def _mark_parts(rows: Rows, harm: str) -> None:
    """A group that is smaller than a total said elsewhere is part of it."""
    total = rows.get((harm, "undetermined", False))
    if total is None:
        return
    for key, row in list(rows.items()):
        if key[0] == harm and key[1] != "undetermined" and not key[2] and (row.min or 0) <= (total.min or 0):
            rows[key] = replace(row, part=True)


def _complete(rows: Rows, harm: str) -> None:
    """«فقتل 11 منهم», "where one of them died": with no total of that harm told, the part is what was counted."""
    part = rows.get((harm, "undetermined", True))
    if part and not any(key[0] == harm and not row.part for key, row in rows.items()):
        del rows[(harm, "undetermined", True)]
        rows[(harm, "undetermined", False)] = replace(part, part=False)


def _add_late_deaths(rows: Rows, late: list[Toll]) -> None:
    """ "Two of the wounded later died" adds to the dead, unless a new total has them already."""
    for toll in late:
        key = next((key for key, row in rows.items() if key[0] == "killed" and not row.part), None)
        if key is None:
            rows[("killed", toll.group, False)] = toll
        elif not rows[key].update and toll.min is not None and toll.max is not None:
            row = rows[key]
            high = None if row.max is None else row.max + toll.max
            low = None if row.min is None else row.min + toll.min
            rows[key] = replace(row, min=low, max=high, rivals=(*row.rivals, (toll.first, toll.last)))
