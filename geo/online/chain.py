"""Several geocoders asked in turn until one knows the place: the gazetteer, then those of the setting.

All together have a budget of seconds. A request runs in a thread of its own, because a server that sends a byte now and
then keeps a request alive beyond any timeout of a socket; what comes too late is thrown away.
"""

from __future__ import annotations

import inspect
import json
import logging
import queue
import re
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from geopy.exc import GeocoderServiceError, GeocoderTimedOut, GeocoderUnavailable, GeopyError
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location
from geopy.point import Point

from geo.geocoder import GazetteerGeocoder
from geo.online.answers import Answers
from geo.online.services import Service, services

logger = logging.getLogger(__name__)

MOST = 10
LONGEST_QUERY = 300
_COMMA = re.compile("[,،;]")
# Of an address its path and query, and who asks: whoever pays for a geocoder has the key in one of them.
_SECRET = re.compile(r"""(?P<host>https?://(?:[^\s/@'"]*@)?(?P<name>[^\s/?'"]+)|\burl: )?[/?][^\s'")]*""")
_MOST_AT_ONCE = 4  # requests of this process; a stuck one holds its place until its socket gives up
_at_once = threading.BoundedSemaphore(_MOST_AT_ONCE)


@dataclass(frozen=True)
class Answer:
    """The places found and who gave them; ``problems`` says in words what each geocoder that failed said."""

    found: list[Location]
    service: str = ""
    problems: list[str] = field(default_factory=list)


def ask_others(query: str, limit: int = MOST) -> Answer:
    """What the geocoders of the setting know of a place string, the first that knows it. Raises nothing."""
    return _ask(services(), "geocode", query, limit, settings.GEOCODERS_SECONDS)


class GeocoderChain(Geocoder):
    """geopy's interface over the chain: the offline gazetteer first, then the geocoders of the setting.

    ``timeout`` is the budget of all together, in seconds; the setting's where none is given.
    """

    def __init__(self, *, country: str | None = None) -> None:
        super().__init__(scheme="https", timeout=settings.GEOCODERS_SECONDS)
        self.local = GazetteerGeocoder(country=country)

    def geocode(
        self, query: str, *, exactly_one: bool = True, limit: int | None = None, timeout: Any = DEFAULT_SENTINEL
    ) -> Location | list[Location] | None:
        """Raises ``GeocoderServiceError`` where nothing was found and a geocoder failed: that is not "unknown"."""
        return self._asked("geocode", query, exactly_one, limit, timeout)

    def reverse(
        self, query: Any, *, exactly_one: bool = True, limit: int | None = None, timeout: Any = DEFAULT_SENTINEL
    ) -> Location | list[Location] | None:
        return self._asked("reverse", query, exactly_one, limit, timeout)

    def _asked(
        self, verb: str, query: Any, exactly_one: bool, limit: int | None, timeout: Any
    ) -> Location | list[Location] | None:
        problems: list[str] = []
        try:
            found = self._known(verb, query, limit)
        except GeocoderUnavailable as error:
            problems.append(str(error))
            found = []
        if found:
            return found[0] if exactly_one else found
        seconds = self.timeout if timeout is DEFAULT_SENTINEL or timeout is None else timeout
        answer = _ask(services(), verb, query, 1 if exactly_one else limit or MOST, seconds)
        problems += answer.problems
        if not answer.found and problems:
            raise GeocoderServiceError("; ".join(problems))
        if exactly_one:
            return answer.found[0] if answer.found else None
        return answer.found or None

    def _known(self, verb: str, query: Any, limit: int | None) -> list[Location]:
        """What the gazetteer knows; of "village, province" it must know the village, not the province alone."""
        if verb == "geocode" and isinstance(query, str):
            name = _COMMA.split(query, maxsplit=1)[0]
            if name.strip() and name != query and self.local.geocode(name) is None:
                return []
        return getattr(self.local, verb)(query, exactly_one=False, limit=limit) or []


def _ask(asked: Sequence[Service], verb: str, query: Any, limit: int, seconds: float) -> Answer:
    deadline = time.monotonic() + seconds
    answers = Answers(settings.DATA_DIR / "geocoders.sqlite3")
    words = _words(query)
    problems: list[str] = []
    for service in asked:
        question = json.dumps([service.name, verb, words, limit], ensure_ascii=False)
        said = answers.get(question)
        if said is None:
            try:
                said = _said(service, verb, words, limit, deadline)
            except (GeopyError, ValueError, KeyError, TypeError, AttributeError) as error:
                # The four after geopy's own: what its parsers raise where a server answers with another JSON.
                says = _without_keys(str(error))
                logger.warning("%s did not answer: %s: %s", service.name, type(error).__name__, says)
                problems.append(f"{service.name}: {says or type(error).__name__}")
                continue
            answers.put(question, said)
        if found := [Location(address, (latitude, longitude), raw) for address, latitude, longitude, raw in said]:
            return Answer(found[:limit], service.name, problems)
    return Answer([], "", problems)


def _without_keys(says: str) -> str:
    """What requests says names the whole address that it asked; of that the host is left."""
    return _SECRET.sub(lambda found: f"{found['name'] or found['host'] or ''}…", says)


def _words(query: Any) -> str:
    """The query as one line: a place string, or a position in degrees."""
    if isinstance(query, str):
        return " ".join(query.replace("\0", " ").split())[:LONGEST_QUERY]
    point = Point(query)
    return f"{point.latitude:.5f}, {point.longitude:.5f}"


def _said(service: Service, verb: str, words: str, limit: int, deadline: float) -> list[Any]:
    """The service's places as plain values: address, latitude, longitude, and all that it sent."""

    def ask() -> Any:
        left = deadline - time.monotonic()
        if left <= 0:
            raise GeocoderTimedOut("out of time")
        method = getattr(service.geocoder, verb)
        limited = {"limit": limit} if "limit" in inspect.signature(method).parameters else {}
        return method(words, exactly_one=False, timeout=left, **limited)

    found = _until(deadline, lambda: service.limited(ask)) or []
    said = [[place.address, place.latitude, place.longitude, place.raw] for place in found]
    return json.loads(json.dumps(said, allow_nan=False))


def _until(deadline: float, call: Callable[[], Any]) -> Any:
    """What the call returns or raises, if before the deadline. Raises GeocoderTimedOut."""
    if not _at_once.acquire(timeout=max(0.0, deadline - time.monotonic())):
        raise GeocoderTimedOut("too many requests at once")
    answer: queue.SimpleQueue[tuple[Any, BaseException | None]] = queue.SimpleQueue()

    def run() -> None:
        try:
            answer.put((call(), None))
        except BaseException as error:
            answer.put((None, error))
        finally:
            _at_once.release()

    threading.Thread(target=run, daemon=True, name="geocoder").start()
    try:
        value, error = answer.get(timeout=max(0.0, deadline - time.monotonic()))
    except queue.Empty:
        raise GeocoderTimedOut("out of time") from None
    if error is not None:
        raise error
    return value
