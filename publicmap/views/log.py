"""The public log as a page and as an Atom feed; all they show comes from `public_log`."""

from __future__ import annotations

import datetime as dt
import re

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from incidents.public_log import PublicLine, lines_of, public_log
from publicmap.wording import event_words, field_words, in_language

PAGE = 50
# What XML 1.0 has no way to write.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """What was published, corrected and withdrawn, newest first; `before` is the line that the page goes on from."""
    before = request.GET.get("before", "")
    found = public_log()
    if is_later := before.isdecimal() and len(before) < 19:
        found = found.filter(pk__lt=int(before))
    entries = list(found[: PAGE + 1])
    context = {
        "lines": lines_of(entries[:PAGE]),
        "older": entries[PAGE - 1].pk if len(entries) > PAGE else None,
        "is_later": is_later,
    }
    return render(request, "publicmap/log.html", context)


class LogFeed(Feed):  # type: ignore[type-arg]  # generic for mypy alone
    """The newest lines, in the language of the address."""

    feed_type = Atom1Feed

    def title(self) -> str:
        return _("Strikeline: log of changes")

    def subtitle(self) -> str:
        return _("What was published, corrected and withdrawn.")

    def link(self) -> str:
        return reverse("publicmap:log")

    def feed_url(self) -> str:
        return reverse("publicmap:log_feed")

    def items(self) -> list[PublicLine]:
        return lines_of(list(public_log()[:PAGE]))

    def item_title(self, item: PublicLine) -> str:
        return _NOT_XML.sub(" ", f"{event_words(item.event)}: {in_language(item.title) or item.code}")

    def item_description(self, item: PublicLine) -> str:
        said = [
            event_words(item.event),
            item.code,
            field_words(item.fields),
            _("The note is withheld, since it names the place.") if item.is_withheld else "",
        ]
        return _NOT_XML.sub(" ", " · ".join(filter(None, [*said, item.note])))

    def item_link(self, item: PublicLine) -> str:
        return f"{reverse('publicmap:incident', args=[item.code])}#log-{item.id}"

    def item_pubdate(self, item: PublicLine) -> dt.datetime:
        return item.at

    def item_updateddate(self, item: PublicLine) -> dt.datetime:
        return item.at


log_feed = require_safe(LogFeed())
