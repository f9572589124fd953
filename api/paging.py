"""Pages of a result: how many, from where, and the links to the next and the last ones."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from api.access import WrongParameter

USUAL = 200
MOST = 1000
FURTHEST = 10_000_000
PARAMETERS = ("limit", "offset")


@dataclass(frozen=True)
class Paging:
    """`limit` rows from row `offset` on, counted from 0."""

    limit: int
    offset: int

    @classmethod
    def from_query(cls, query: QueryDict) -> Paging:
        """A limit above the most is the most, as OGC API - Features has it; anything else that is wrong is refused."""
        limit = _number(query, "limit", USUAL, least=1)
        return cls(min(limit, MOST), _number(query, "offset", 0, least=0))

    def links(self, request: HttpRequest, total: int) -> list[dict[str, str]]:
        links = [_link(request, "self", self.offset, self.limit)]
        if self.offset + self.limit < total:
            links.append(_link(request, "next", self.offset + self.limit, self.limit))
        if self.offset > 0:
            links.append(_link(request, "prev", max(0, self.offset - self.limit), self.limit))
        return links


def _number(query: QueryDict, parameter: str, usual: int, least: int) -> int:
    written = query.get(parameter)
    if written is None:
        return usual
    number = int(written) if written.isascii() and written.isdigit() and len(written) < 10 else -1
    if not least <= number <= FURTHEST:
        words = _("a whole number from %(least)s to %(most)s is expected") % {"least": least, "most": FURTHEST}
        raise WrongParameter(parameter, words)
    return number


def _link(request: HttpRequest, relation: str, offset: int, limit: int) -> dict[str, str]:
    query = request.GET.copy()
    query["limit"], query["offset"] = str(limit), str(offset)
    href = request.build_absolute_uri(f"{request.path}?{query.urlencode(safe=',')}")
    return {"rel": relation, "type": "application/geo+json", "href": href}
