"""Sources and parties as the desk's pages see them: one kind of page for both, with the words and services of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy

from desk.forms.names import NewPartyForm, NewSourceForm, PartyForm, SourceForm
from incidents.models import Actor, Source
from incidents.services import actors, joining, sources

Service = Callable[..., Any]


@dataclass(frozen=True)
class Services:
    """The verbs of a kind; each takes the record under the kind's own word (`source=`, `actor=`)."""

    create: Service
    correct: Service
    add_name: Service
    remove_name: Service
    undo: Service
    merge: Service
    undo_merge: Service


@dataclass(frozen=True)
class Words:
    many: Any
    add: Any
    search: Any
    none_found: Any
    merge: Any
    merged: Any
    parted: Any
    why_merge: Any


@dataclass(frozen=True)
class NamedKind:
    """`word` stands in the names of its verbs (`merge_sources`) and addresses (`desk:source`)."""

    word: str
    model: type[Any]
    form: type[Any]
    new_form: type[Any]
    services: Services
    words: Words

    @property
    def urls(self) -> dict[str, str]:
        """The name of each of its addresses."""
        word = self.word
        return {
            "list": f"desk:{word}s",
            "show": f"desk:{word}",
            "add": f"desk:create_{word}",
            "correct": f"desk:correct_{word}",
            "add_name": f"desk:add_{word}_name",
            "remove_name": f"desk:remove_{word}_name",
            "undo": f"desk:undo_{word}",
            "merge": f"desk:merge_{word}s",
            "undo_merge": f"desk:undo_{word}_merge",
        }

    @property
    def verbs(self) -> dict[str, str]:
        """The verb of the policies behind each address that changes something."""
        return {name: url.removeprefix("desk:") for name, url in self.urls.items() if name not in ("list", "show")}


SOURCES = NamedKind(
    "source",
    Source,
    SourceForm,
    NewSourceForm,
    Services(
        sources.create_source,
        sources.correct_source,
        sources.add_source_name,
        sources.remove_source_name,
        sources.undo_source,
        joining.merge_sources,
        joining.undo_source_merge,
    ),
    Words(
        many=gettext_lazy("Sources"),
        add=gettext_lazy("Add a source"),
        search=gettext_lazy("Search the sources"),
        none_found=gettext_lazy(
            "Try another spelling, or the name in the other script. A source is also added by pasting a report of it."
        ),
        merge=gettext_lazy("Merge it into another source"),
        merged=gettext_lazy("The two sources are one now."),
        parted=gettext_lazy("The two sources are two again."),
        why_merge=gettext_lazy(
            "Two entries are one source: an outlet that changed its name, a channel and its site, two spellings. Its "
            "reports, claims and names move to the other one, and its reports count as that one's witness."
        ),
    ),
)
PARTIES = NamedKind(
    "actor",
    Actor,
    PartyForm,
    NewPartyForm,
    Services(
        actors.create_actor,
        actors.correct_actor,
        actors.add_actor_name,
        actors.remove_actor_name,
        actors.undo_actor,
        joining.merge_actors,
        joining.undo_actor_merge,
    ),
    Words(
        many=gettext_lazy("Parties"),
        add=gettext_lazy("Add a party"),
        search=gettext_lazy("Search the parties"),
        none_found=gettext_lazy(
            "Try another spelling, or the name in the other script. A party that is added is found in the next report."
        ),
        merge=gettext_lazy("Merge it into another party"),
        merged=gettext_lazy("The two parties are one now."),
        parted=gettext_lazy("The two parties are two again."),
        why_merge=gettext_lazy(
            "Two entries are one party. Claims and incidents name the other one from then on, in the roles that they "
            "have, and the reader knows it by all names of both."
        ),
    ),
)
KINDS = (SOURCES, PARTIES)
