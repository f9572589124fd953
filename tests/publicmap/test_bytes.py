"""All public bytes of a site, searched for what must not be told: positions, names, quotes, titles, addresses."""

from __future__ import annotations

import datetime as dt
import gzip
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from random import Random
from unittest import mock
from urllib.parse import quote

import pytest
from django.core.cache import cache
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from config.permissions import EVERYBODY, PUBLISHED, ROWS
from incidents.filters import PARAMETERS
from incidents.models import Actor
from incidents.models.choices import ActorRole, HarmGrade, Kind, Precision, StrikeStatus
from publicmap.columns import following
from publicmap.columns.reading import read_folder
from tests.support.guarded import CONTROL, Guarded
from tests.support.secret_terms import Text

pytestmark = pytest.mark.django_db
FIRST = dt.date(2026, 11, 1)
LATER = FIRST + dt.timedelta(days=1)
NOW = FIRST + dt.timedelta(days=2)
DAYS = (FIRST - dt.timedelta(days=1), FIRST, LATER, NOW)
# The gazetteer itself is public: it has the names of places and their points, and nothing of any incident.
GAZETTEER = frozenset({"publicmap:places", "publicmap:towns"})


def at(moment: dt.datetime) -> AbstractContextManager[object]:
    return mock.patch.object(timezone, "now", lambda: moment)


@pytest.fixture
def site(map_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Guarded:
    # By real chance a circle's middle is now and then where another record lies.
    monkeypatch.setattr("incidents.coarse_areas._chance", Random(7))
    return Guarded(at, FIRST)


class Crawl:
    """Every public address in each language that it has, with the answer's bytes and headers."""

    def __init__(self, site: Guarded, map_folder: Path) -> None:
        self.site, self.map_folder = site, map_folder
        self.is_whole = True  # else with the plainest queries alone
        self.client = Client()
        self.bytes = self.addresses = 0
        self.seen: Counter[int] = Counter()
        self.etags: dict[str, str] = {}
        self._texts: dict[bytes, Text] = {}

    def answers(self) -> Iterator[tuple[str, str, Text]]:
        """The name of each address, the address, and all that came back."""
        for name, queries in self.entries().items():
            for language in ("en", "ar"):
                for address in self._addresses(name, queries, language):
                    yield name, address, self._asked(address)
        yield "the map's files", "public/map", self._files()

    def _addresses(self, name: str, queries: list[tuple[tuple[object, ...], str]], language: str) -> Iterator[str]:
        with translation.override(language):
            for arguments, query in queries:
                if language == "ar" and name == "publicmap:incidents" and query and "q=" not in query:
                    continue  # the same rows as in English
                address = reverse(name, args=arguments) + query
                # What is the same in every language is asked for once.
                if language == "en" or address.startswith("/ar"):
                    yield address

    def _asked(self, address: str) -> Text:
        headers = {"If-None-Match": self.etags.get(address, "none")}
        response = self.client.get(address, headers=headers)
        if response.has_header("ETag"):
            self.etags[address] = response["ETag"]
        body = whole(response)
        told = "\n".join(f"{name}: {value}" for name, value in response.items()).encode() + b"\n" + body
        self.bytes += len(told)
        self.addresses += 1
        self.seen[response.status_code] += 1
        # Whole runs of answers are the same page.
        if told not in self._texts:
            self._texts = {told: Text(told)}
        return self._texts[told]

    def _files(self) -> Text:
        """What the files of the map's data say, decoded as their readers do it."""
        following.follow()
        self.bytes += sum(len(gzip.decompress(path.read_bytes())) for path in self.map_folder.glob("*.gz"))
        data = read_folder(self.map_folder)
        longitudes = data["longitude"].tolist() + data.places["longitude"].tolist()
        latitudes = data["latitude"].tolist() + data.places["latitude"].tolist()
        return Text.of_columns(longitudes, latitudes, data.dictionary, data.names, data.areas)

    def entries(self) -> dict[str, list[tuple[tuple[object, ...], str]]]:
        """For each public address its arguments and queries; one that is missing here fails the test."""
        plain: list[tuple[tuple[object, ...], str]] = [((), "")]
        codes = self.site.codes.values()
        days = [f"?as_of={day}" for day in DAYS] + [f"?as_of={FIRST}T12:00:01Z", "?as_of=soon"]
        days = ["", *days] if self.is_whole else ["", f"?as_of={FIRST}"]
        of_each = [((code,), day) for code in codes for day in days]
        names = [name for terms in self.site.terms.values() for name in terms.names]
        manifest = following.folder.read_manifest() or {"files": {}, "chunks": []}
        files = [entry["file"] for entry in [*manifest["files"].values(), *manifest["chunks"]]]
        return {
            "publicmap:map": [*plain, *(((), f"?incident={code}") for code in list(codes)[:3])],
            "publicmap:method": plain,
            "publicmap:incidents": [((), query) for query in [*self.queries(), "?page=2", "?page=999"]],
            "publicmap:incident": of_each,
            "publicmap:card": [(code, day) for code, day in of_each if day in ("", f"?as_of={FIRST}")],
            "publicmap:log": [*plain, ((), "?page=2")],
            "publicmap:log_feed": plain,
            "publicmap:places": [((), f"?q={quote(name)}") for name in names],
            "publicmap:towns": [((8, x, y), "") for x in range(155, 158) for y in range(100, 103)],
            "machines:manifest": plain,
            "machines:data": [((file,), "") for file in files] or [(("chunk-00000000000000000000.bin",), "")],
            "machines:search": [((), query) for query in self.queries() if query.startswith("?q=")] or plain,
            "machines:version": plain,
            "machines:robots": plain,
            "machines:favicon": plain,
            "machines:health": plain,
            "api:index": plain,
            # Many queries each: those that might tell one record.
            "api:counts": [((), query) for query in self.queries() if query.startswith(("?bbox=", "?actor"))],
            "api:incidents_geojson": [((), query) for query in [*self.queries(), "?limit=2", "?limit=2&offset=2"]],
            "api:incident": of_each,
            **{f"desk:{name}": plain for name in ("sign_in", "sign_in_code", "sign_out", "forgotten")},
            **{f"desk:{name}": [(("no-such-token",), "")] for name in ("join", "recover")},
        }

    def queries(self) -> list[str]:
        """Every parameter of the filter, with every value that a record has or that would tell one."""
        if not self.is_whole:
            return [""]
        terms = self.site.terms.values()
        boxes = [f"{x - 0.01:.3f},{y - 0.01:.3f},{x + 0.01:.3f},{y + 0.01:.3f}" for y, x in (t.position for t in terms)]
        corners = [(b.split(","), b) for b in boxes]
        values: dict[str, list[object]] = {
            "kind": list(Kind.values),
            "precision": list(Precision.values),
            "strike_status": list(StrikeStatus.values),
            "harm_grade": list(HarmGrade.values),
            "role": list(ActorRole.values),
            "language": ["en", "ar"],
            "country": ["SY", "IQ"],
            "admin1": ["SY.07", "SY.11"],
            "bbox": boxes,
            "polygon": [f"{w},{s},{e},{s},{e},{n},{w},{n}" for (w, s, e, n), _box in corners],
            "from": [FIRST, "2020-06-05"],
            "to": [FIRST, "2020-06-05"],
            "killed": [1],
            "injured": [1],
            "actor": [quote(words.words["party"]) for words in terms],
            "actor_id": list(Actor.objects.values_list("pk", flat=True)),
            "q": [quote(name) for words in terms for name in words.names],
        }
        assert sorted(values) == sorted(PARAMETERS), "each parameter is tried"
        return ["", *(f"?{name}={value}" for name, each in values.items() for value in each)]


def whole(response: HttpResponseBase) -> bytes:
    body = response.getvalue()
    return gzip.decompress(body) if response.get("Content-Encoding") == "gzip" else body


def leaks(crawl: Crawl, kinds: list[str]) -> list[str]:
    """Where something of these records is told, and what."""
    found = []
    for name, address, text in crawl.answers():
        for kind in kinds:
            told = crawl.site.terms[kind].found_in(text, without=address)
            if name in GAZETTEER:
                told = [each for each in told if not each.startswith("name ")]
            if told:
                found.append(f"{kind}: {', '.join(told)} in {address}")
    return found


def test_every_public_address_is_crawled(site: Guarded, map_folder: Path) -> None:
    public = {row.name for row in ROWS if row.verb in (EVERYBODY, PUBLISHED)}
    assert public - set(Crawl(site, map_folder).entries()) == set()


def test_no_public_byte_tells_what_must_not_be_told(
    site: Guarded, map_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with at(Guarded.moment(FIRST)):
        following.follow()
    guarded_first = [kind for kind in site.terms if kind != CONTROL and not kind.endswith(" later")]
    guarded_later = [kind for kind in site.terms if kind.endswith(" later")]
    crawl = Crawl(site, map_folder)
    crawl.is_whole = False
    with at(Guarded.moment(FIRST) + dt.timedelta(hours=1)):
        before = leaks(crawl, [CONTROL, *guarded_first, *guarded_later])
    for kind in (CONTROL, *guarded_later):
        told = {each for line in before if line.startswith(f"{kind}: ") for each in line.split(" in /")[0].split(", ")}
        assert len(told) >= 12, f"the search finds what is told: {kind} {told}"
    assert [line for line in before if line.split(": ")[0] in guarded_first] == []

    # Whoever kept an answer asks with its ETag, and the worker has not followed yet.
    site.restrict(LATER)
    crawl.is_whole = True
    with at(Guarded.moment(NOW)):
        for name in ("manifest", "data"):
            file = [Path(next(map_folder.glob("chunk-*"))).name.removesuffix(".gz")] if name == "data" else []
            assert crawl.client.get(reverse(f"machines:{name}", args=file)).status_code == 503
        found = leaks(crawl, [*guarded_first, *guarded_later])
    with capsys.disabled():
        print(f"\npublic bytes: {crawl.bytes:,} of {crawl.addresses} answers searched: {dict(crawl.seen)}")
    assert found == []


def test_no_query_finds_a_record_by_what_it_does_not_say(site: Guarded, client: Client) -> None:
    site.restrict(LATER)
    for kind, terms in site.terms.items():
        codes = {code for name, code in site.codes.items() if name in (kind, f"host of {kind}")}
        south, west = (value - 0.002 for value in terms.position)
        asked = [f"q={quote(name)}" for name in terms.names] + [f"actor={quote(terms.words['party'])}"]
        asked += [
            f"actor_id={pk}" for pk in Actor.objects.filter(name=terms.words["party"]).values_list("pk", flat=True)
        ]
        found = {
            query: codes
            & set(re.findall(r"SY-2020-\d+", client.get(f"/api/v1/incidents.geojson?{query}").content.decode()))
            for query in asked
        }
        assert {bool(each) for each in found.values()} == {kind == CONTROL}, (kind, found)
        box = f"bbox={west:.4f},{south:.4f},{west + 0.004:.4f},{south + 0.004:.4f}"
        inside = client.get(f"/api/v1/incidents.geojson?{box}").json()["features"]
        assert all(each["properties"]["precision"] != "near" for each in inside) or kind == CONTROL


@pytest.fixture(autouse=True)
def _nothing_cached() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def test_the_search_finds_each_spelling_and_escape() -> None:
    for written in ("Qanṭīrah", "QANTIRAH", "Qantira%68", r"\u0642\u0646\u0637\u064a\u0631\u0629", "&#1602;نطيرة"):
        text = Text(written.encode())
        assert any(text.holds(name) for name in ("Qanṭīrah", "قنطيرة")), written
    assert Text(b'{"coordinates":[38.4131, 34.3169]}').is_near((34.317, 38.413))
    assert not Text(b'{"coordinates":[38.45, 34.317]}').is_near((34.317, 38.413))
