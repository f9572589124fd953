"""Sources and parties on the desk: find, see what hangs on one, add, correct, name, merge, and take each of it back."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from desk.access import EditorRequest, View, for_editors, needs
from desk.both_versions import BothVersions
from desk.forms.names import NameForm
from desk.forms.refusals import show_refusal
from desk.hanging import hanging_on
from desk.history import latest_of
from desk.named import KINDS, NamedKind
from desk.verbs import form_page, press_on, save
from geo.folding import fold
from incidents import policies
from incidents.actors import built_in_of
from incidents.errors import AlreadyThere, Refused
from incidents.models import Actor, IncidentActor, Report, Source
from incidents.models.choices import SourceReliability
from incidents.reliability import MEANS, PAGE
from incidents.services.joining import merge_of, merges_under_way
from incidents.services.names import last_change

A_PAGE = 50
MOST_ALIKE = 8
LONGEST_WORDS = 100
_TELLING = 4  # letters of a word by which another one may be the same


def paths() -> list[URLPattern]:
    """The addresses of both kinds."""
    return [address for kind in KINDS for address in _paths(kind)]


def _paths(kind: NamedKind) -> list[URLPattern]:
    many = {"source": "sources", "actor": "parties"}[kind.word]
    one = f"{many}/<int:pk>/"
    views = {
        "list": (f"{many}/", search),
        "show": (one, show),
        "add": (f"{many}/new/", add),
        "correct": (f"{one}correct/", correct),
        "add_name": (f"{one}names/add/", add_name),
        "remove_name": (f"{one}names/remove/", remove_name),
        "undo": (f"{one}undo/", undo),
        "merge": (f"{one}merge/", merge),
        "undo_merge": (f"{one}merge/undo/", undo_merge),
    }
    return [
        path(address, _guarded(kind, name, view), name=kind.urls[name].removeprefix("desk:"))
        for name, (address, view) in views.items()
    ]


def _guarded(kind: NamedKind, name: str, view: Any) -> View:
    """The view of the kind, for those who may do its verb, and with its methods."""
    guarded: View = partial(view, kind)
    guarded = for_editors(needs(kind.verbs[name])(guarded) if name in kind.verbs else guarded)
    methods = {
        "list": require_safe,
        "show": require_safe,
        **dict.fromkeys(("add", "correct", "merge"), require_http_methods(["GET", "HEAD", "POST"])),
    }
    return methods.get(name, require_POST)(guarded)


def search(kind: NamedKind, request: EditorRequest) -> HttpResponse:
    """All of them by name, or those with the words in any name."""
    words = _words(request.GET.get("q", ""))
    found = _with_counts(kind.model.objects.with_words(words) if words else kind.model.objects.standing())
    rows = found.select_related("merged_into").prefetch_related("aliases").order_by("folded", "name")
    context = {
        "kind": kind,
        "q": words,
        "rows": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        "may_add": policies.may(request.user, kind.verbs["add"]),
    }
    return render(request, "desk/named_list.html", context)


def show(kind: NamedKind, request: EditorRequest, pk: int) -> HttpResponse:
    return _page(kind, request, _of(kind, pk), NameForm())


def add(kind: NamedKind, request: EditorRequest) -> HttpResponse:
    initial = {"name": _words(request.GET.get("name", ""))}
    form = kind.new_form(request.POST if request.method == "POST" else None, initial=initial)
    context: dict[str, Any] = {"kind": kind, "form": form}

    def refuse(refusal: Refused) -> None:
        if isinstance(refusal, AlreadyThere):
            context["there"] = refusal.existing
        show_refusal(form, refusal)

    if request.method == "POST" and form.is_valid():
        answer = save(request, kind.services.create, refuse=refuse, done=_("It was added."), **form.arguments())
        if isinstance(answer, HttpResponse):
            return answer
    return _form_page(request, context)


def correct(kind: NamedKind, request: EditorRequest, pk: int) -> HttpResponse:
    subject = _of(kind, pk)
    both = BothVersions(request, subject, kind.form)
    context: dict[str, Any] = {"kind": kind, "subject": subject}

    def refuse(refusal: Refused) -> None:
        if isinstance(refusal, AlreadyThere):
            context["there"] = refusal.existing
        show_refusal(both.typed, refusal)

    if both.is_valid():
        answer = save(
            request,
            kind.services.correct,
            refuse=refuse,
            done=_("It was corrected."),
            subject=subject,
            both=both,
            **{kind.word: subject},
            lock_version=both.seen_version,
            **both.resolved.arguments(),
        )
        if isinstance(answer, HttpResponse):
            return answer
        context |= answer
    return _form_page(request, both.context() | context)


def add_name(kind: NamedKind, request: EditorRequest, pk: int) -> HttpResponse:
    subject, form = _of(kind, pk), NameForm(request.POST)
    if not form.is_valid():
        return _page(kind, request, subject, form)
    return press_on(request, kind.services.add_name, subject, _("The name was added."), **form.arguments())


def remove_name(kind: NamedKind, request: EditorRequest, pk: int) -> HttpResponse:
    number = _number(request.POST.get("name", ""))
    done = _("The name was taken away.")
    return press_on(request, kind.services.remove_name, _of(kind, pk), done, name_id=number)


def undo(kind: NamedKind, request: EditorRequest, pk: int) -> HttpResponse:
    return press_on(request, kind.services.undo, _of(kind, pk), _("The last change was taken back."))


def merge(kind: NamedKind, request: EditorRequest, pk: int) -> HttpResponse:
    """By GET the other ones to choose from, and with `into` what merging does; by POST it is done."""
    subject = _of(kind, pk)
    given = request.POST if request.method == "POST" else request.GET
    others = kind.model.objects.standing().exclude(pk=pk)
    into = others.filter(pk=_number(given.get("into", ""))).first()
    if request.method == "POST":
        done, reason = str(kind.words.merged), request.POST.get("reason", "")
        into = into or subject  # refused by the service
        return press_on(request, kind.services.merge, subject, done, into=into, reason=reason)
    words = _words(request.GET.get("q", ""))
    found = others.with_words(words) if words else _alike(kind, subject, others)
    rows = _with_counts(found).prefetch_related("aliases").order_by("folded", "name")
    context = {"kind": kind, "subject": subject, "into": into, "q": words}
    if into:
        context |= {"lists": hanging_on(subject, "", None).lists, "lock_version": subject.lock_version}
    else:
        context["rows"] = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/named_merge.html", context)


def undo_merge(kind: NamedKind, request: EditorRequest, pk: int) -> HttpResponse:
    return press_on(request, kind.services.undo_merge, _of(kind, pk), str(kind.words.parted))


def _page(kind: NamedKind, request: EditorRequest, subject: Any, form: NameForm) -> HttpResponse:
    may = {name: policies.may(request.user, verb, subject) for name, verb in kind.verbs.items()}
    may["undo"] &= last_change(subject) is not None
    aliases = list(subject.aliases.order_by("language", "folded", "pk"))
    context = {
        "kind": kind,
        "subject": subject,
        "aliases": aliases,
        "built_in": built_in_of(subject, aliases) if isinstance(subject, Actor) else frozenset(),
        "reliability": _meaning(subject),
        "gone_by": merge_of(subject) if subject.merged_into else None,
        "taken_in": subject.merges.filter(undone_at=None).select_related("gone", "made_by").defer("moved"),
        "under_way": merges_under_way(subject),
        "hanging": hanging_on(subject, request.GET.get("list", ""), request.GET.get("page")),
        "history": latest_of(subject),
        "name_form": form,
        "may": may,
    }
    return form_page(request, "desk/named.html", context)


def _form_page(request: EditorRequest, context: dict[str, Any]) -> HttpResponse:
    if context["kind"].model is Source:
        scale = [(code.value.upper(), code.label, MEANS[code]) for code in MEANS]
        context |= {"scale": scale, "scale_page": PAGE}
    return form_page(request, "desk/named_form.html", context)


def _of(kind: NamedKind, pk: int) -> Any:
    return get_object_or_404(kind.model.objects.select_related("merged_into"), pk=pk)


def _with_counts(found: QuerySet[Any]) -> QuerySet[Any]:
    """With `hanging`: how many reports a source has, how many incidents a party has a part in."""
    told, column = (Report.objects, "source") if found.model is Source else (IncidentActor.objects, "actor")
    counted = "pk" if found.model is Source else "incident"
    rows = told.filter(**{column: OuterRef("pk")}).order_by().values(column)
    return found.annotate(hanging=Coalesce(Subquery(rows.annotate(n=Count(counted, distinct=True)).values("n")), 0))


def _alike(kind: NamedKind, subject: Any, others: Any) -> Any:
    """Those that share a telling word with one of its names, to choose from before anything is typed."""
    names = [subject.name, *subject.aliases.values_list("name", flat=True)]
    words = {word for name in names for word in fold(name).split() if len(word) >= _TELLING}
    alike = {
        pk for word in sorted(words)[:MOST_ALIKE] for pk in others.with_words(word).values_list("pk", flat=True)[:20]
    }
    return others.filter(pk__in=alike)


def _meaning(subject: Any) -> str:
    """Of a source's reliability; empty where nobody has judged it."""
    code = getattr(subject, "reliability", "")
    return str(MEANS[SourceReliability(code)]) if code else ""


def _words(typed: str) -> str:
    return " ".join(typed.replace("\x00", "").split())[:LONGEST_WORDS]


def _number(typed: str) -> int:
    return int(typed) if typed.isdecimal() and len(typed) < 19 else 0
