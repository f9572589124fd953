"""The incidents themselves and the rows that hang on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from geo.folding import fold
from incidents.codes import NO_COUNTRY, written
from incidents.models import Incident, IncidentActor, IncidentCasualty, IncidentCodeCounter, IncidentPlace
from incidents.models.choices import IncidentStatus
from incidents.querysets import span_class
from incidents.synthetic import rows
from incidents.synthetic.draws import Draw
from incidents.synthetic.located import Located
from incidents.synthetic.parties import Pair
from incidents.synthetic.tables import Table
from incidents.synthetic.towns import Town

_NAMELESS = {"en": "", "ar": ""}


class Incidents:
    """Collects published incidents; `write` writes what was collected."""

    def __init__(self, pairs: Sequence[Pair]) -> None:
        self.pairs = pairs
        self.counters: Counter[str] = Counter()
        self.incidents = Table(
            Incident,
            ("id", "code", "kind", "strike_status", "harm_grade", "attribution", *rows.DATES, "span_class")
            + ("latitude", "longitude", "radius_m", "area", "precision", "west", "south", "east", "north")
            + ("country", "admin1", "place_name", "title_en", "title_ar", "search_text")
            + ("killed_min", "killed_max", "injured_min", "injured_max")
            + ("first_published_at", "created_at", "changed_at"),
            status=IncidentStatus.PUBLISHED,
            is_synthetic=True,
        )
        self.places = Table(IncidentPlace, ("incident_id", *rows.PLACE), is_main=True)
        self.actors = Table(IncidentActor, ("incident_id", *rows.ACTOR))
        self.tolls = Table(IncidentCasualty, ("incident_id", *rows.TOLL))
        self.tables = (self.incidents, self.places, self.actors, self.tolls)

    def add(self, number: int, draw: Draw, town: Town, where: Located) -> None:
        names = where.spot.names if where.spot else _NAMELESS
        country, admin1 = (town.country, town.admin1) if where.spot else ("", "")
        code = self._next_code(country, (draw.date_start or draw.reported).year)
        pair = self.pairs[draw.pair]
        titles = [rows.title(draw.kind, language, name, draw.precision) for language, name in names.items()]
        words = [rows.folded(text) for text in (*titles, pair[0].name, pair[1].name, names["en"])]
        when = rows.moment(draw)
        self.incidents.add(
            *(number, code, draw.kind, draw.strike_status, draw.harm_grade, draw.attribution),
            *(*rows.dates(draw), span_class(draw.date_start, draw.date_end)),
            *(where.latitude, where.longitude, where.radius_m, where.area, draw.precision, *where.box),
            *(country, admin1, names["en"], *titles, " ".join([fold(code), *words])),
            *(*draw.killed, *draw.injured),
            *(when, when, when),
        )
        if where.spot:
            self.places.add(number, *rows.place(draw, where, names["en"]))
        for actor in rows.parties(draw, pair):
            self.actors.add(number, *actor)
        for toll in rows.tolls(draw):
            self.tolls.add(number, *toll)

    def write(self) -> None:
        for table in self.tables:
            table.write()

    def write_counters(self) -> None:
        """Codes that are given later go on after these."""
        counters = [IncidentCodeCounter(prefix=prefix, last_number=last) for prefix, last in self.counters.items()]
        IncidentCodeCounter.objects.bulk_create(counters)

    def _next_code(self, country: str, year: int) -> str:
        prefix = f"{country or NO_COUNTRY}-{year}"
        self.counters[prefix] += 1
        return written(prefix, self.counters[prefix])
