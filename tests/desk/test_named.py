"""Sources and parties on the desk: found, shown with what hangs on them, corrected, merged, and taken back."""

import pytest
from django.test import Client
from django.urls import reverse

from incidents.actors import load_seed
from incidents.models import Actor, Report, Source
from incidents.services.actors import create_actor
from incidents.services.joining import merge_sources
from incidents.services.sources import add_source_name, correct_source, create_source
from tests.factories import (
    ActorFactory,
    ClaimFactory,
    IncidentFactory,
    ReportFactory,
    ReportVersionFactory,
    ReviewerFactory,
    SourceFactory,
)


@pytest.fixture
def review(db) -> Client:
    client = Client()
    client.force_login(ReviewerFactory())
    return client


@pytest.fixture
def river(editor):
    source = create_source(by=editor, name="River Radio", names=[("راديو النهر", "")])
    version = ReportVersionFactory(report=ReportFactory(source=source, title="Strike at the bridge"))
    ClaimFactory(report_version=version, incident=IncidentFactory(title_en="The bridge"), state="accepted")
    return source


@pytest.fixture
def falcons(editor):
    actor = create_actor(by=editor, name="Falcon Brigade", names=[("لواء الصقور", "ar")])
    claim = ClaimFactory(incident=IncidentFactory(title_en="The depot"), state="accepted")
    for facts in (claim.actors, claim.incident.actors):
        facts.create(actor=actor, name=actor.name, role="target")
    return actor


def page(client, name, *args, **query):
    answer = client.get(reverse(f"desk:{name}", args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def typed(source, **other):
    """The form of a source as its page shows it, with what is typed over it."""
    names = ("name", "kind", "url", "time_zone", "reliability", "note", "language")
    shown = {name: getattr(source, name) for name in names} | {"country_focus": " ".join(source.country_focus)}
    return shown | {"lock_version": source.lock_version, **other}


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("name", ["sources", "actors"])
def test_pages_without_anything_say_what_to_do(desk, name, language):
    address = ("/ar" if language == "ar" else "") + {"sources": "/desk/sources/", "actors": "/desk/parties/"}[name]
    assert "card empty" in desk.get(address).content.decode()
    assert "card empty" in desk.get(address, {"q": "\x00" + "x" * 5000}).content.decode()


@pytest.mark.parametrize("words", ["river", "النهر", "RADIO riv", "راديو"])
def test_a_source_is_found_by_any_of_its_names_in_either_script(desk, river, words):
    SourceFactory(name="Another")
    listed = page(desk, "sources", q=words)
    assert "River Radio" in listed and "Another" not in listed and "1 report" in listed


def test_a_source_shows_what_hangs_on_it(desk, river):
    shown = page(desk, "source", river.pk)
    for said in ("راديو النهر", "Strike at the bridge", "Incidents that it told", "Nobody has judged it"):
        assert said in shown
    assert "The bridge" in page(desk, "source", river.pk, list="incidents")
    assert "Nothing yet" in page(desk, "source", SourceFactory().pk)
    assert desk.get(reverse("desk:source", args=[10**15])).status_code == 404


def test_a_party_shows_its_incidents_by_role_and_its_claims(desk, falcons):
    shown = page(desk, "actor", falcons.pk)
    assert "Target <b>1</b>" in shown and "The depot" in shown and "لواء الصقور" in shown
    assert "row-title" in page(desk, "actor", falcons.pk, list="claims", page="nonsense")
    assert "1 incident" in page(desk, "actors", q="falcon")


def test_a_long_list_has_pages(desk, river):
    for _number in range(30):
        ReportVersionFactory(report=ReportFactory(source=river))
    assert "list=reports&amp;page=2" in page(desk, "source", river.pk)
    assert "Strike at the bridge" in page(desk, "source", river.pk, list="reports", page=2)


@pytest.mark.parametrize(("name", "most"), [("sources", 14), ("actors", 14)])
def test_a_list_asks_no_more_for_many_than_for_few(desk, name, most, django_assert_max_num_queries):
    for _number in range(30):
        (SourceFactory if name == "sources" else ActorFactory)().aliases.create(name=f"Alias {_number}")
    with django_assert_max_num_queries(most):
        page(desk, name)


def test_a_page_asks_no_more_for_many_than_for_few(desk, river, falcons, django_assert_max_num_queries):
    load_seed()
    for _number in range(24):
        version = ReportVersionFactory(report=ReportFactory(source=river))
        claim = ClaimFactory(report_version=version, incident=IncidentFactory(), state="accepted")
        claim.incident.actors.create(actor=falcons, name="Falcon Brigade", role="target")
    for name, subject in (("source", river), ("actor", falcons), ("actor", Actor.objects.get(name="Islamic State"))):
        with django_assert_max_num_queries(32):
            page(desk, name, subject.pk)


def test_a_source_is_added_with_its_names_and_corrected(desk):
    new = {"name": "River Radio", "kind": "channel", "time_zone": "Asia/Damascus", "country_focus": "sy، iq"}
    answer = desk.post(reverse("desk:create_source"), {**new, "reliability": "c", "others": "راديو النهر\nRR"})
    source = Source.objects.get()
    assert answer.url == reverse("desk:source", args=[source.pk])
    assert (source.country_focus, source.reliability, source.aliases.count()) == (["SY", "IQ"], "c", 2)
    shown = page(desk, "source", source.pk)
    assert "Fairly reliable" in shown and "has given valid information in the past" in shown
    answer = desk.post(reverse("desk:correct_source", args=[source.pk]), typed(source, name="River FM", language="ar"))
    assert answer.status_code == 302
    source.refresh_from_db()
    assert (source.name, source.language, source.aliases.count()) == ("River FM", "ar", 3)
    desk.post(reverse("desk:undo_source", args=[source.pk]), {"lock_version": source.lock_version})
    source.refresh_from_db()
    assert (source.name, source.language) == ("River Radio", "")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "Ri\u202ever"}, "name"),
        ({"kind": "tower"}, "kind"),
        ({"url": "ftp://x"}, "url"),
        ({"time_zone": "Mars/Base"}, "time_zone"),
        ({"country_focus": "SY QQ"}, "country_focus"),
        ({"reliability": "z"}, "reliability"),
        ({"language": "other"}, "language_code"),
        ({"note": "x" * 6000}, "note"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(desk, river, wrong, field):
    answer = desk.post(reverse("desk:correct_source", args=[river.pk]), typed(river, **{"note": "Kept", **wrong}))
    assert answer.status_code == 422 and answer.context["form"].errors[field]
    assert ("Kept" in answer.content.decode()) == ("note" not in wrong)
    river.refresh_from_db()
    assert river.lock_version == 1


def test_a_name_that_is_taken_leads_to_who_has_it(desk, river):
    answer = desk.post(reverse("desk:create_source"), {"name": "راديو النهر", "kind": "outlet", "time_zone": "UTC"})
    assert answer.status_code == 422 and reverse("desk:source", args=[river.pk]) in answer.content.decode()


def test_two_who_correct_a_source_both_see_it(desk, river, colleague):
    sent = typed(river, note="Mine")
    correct_source(by=colleague, source=river, lock_version=1, reliability="b")
    answer = desk.post(reverse("desk:correct_source", args=[river.pk]), sent)
    assert answer.status_code == 409 and "Mine" in answer.content.decode()
    assert desk.post(reverse("desk:correct_source", args=[river.pk]), sent | {"lock_version": 2, "opened_version": 1})
    river.refresh_from_db()
    assert river.note == "Mine"


def test_a_name_is_added_taken_away_and_given_back(desk, falcons):
    names, version = reverse("desk:add_actor_name", args=[falcons.pk]), {"lock_version": 1}
    assert desk.post(names, {"name-name": "", **version}).status_code == 302
    desk.post(names, {"name-name": "The Falcons", **version})
    alias = falcons.aliases.get(name="The Falcons")
    desk.post(reverse("desk:remove_actor_name", args=[falcons.pk]), {"name": alias.pk, "lock_version": 2})
    assert falcons.aliases.count() == 1
    desk.post(reverse("desk:undo_actor", args=[falcons.pk]), {"lock_version": 3})
    assert falcons.aliases.count() == 2
    answer = desk.post(names, {"name-name": "Falcon 3", **version})
    assert answer.status_code == 409 and "Falcon 3" in answer.content.decode()


def test_what_the_reader_knows_by_itself_cannot_be_taken_away(desk):
    load_seed()
    actor = Actor.objects.get(name="Islamic State")
    assert "known to the reader" in page(desk, "actor", actor.pk)
    alias = actor.aliases.first()
    sent = {"name": alias.pk, "lock_version": actor.lock_version}
    desk.post(reverse("desk:remove_actor_name", args=[actor.pk]), sent)
    assert actor.aliases.filter(pk=alias.pk).exists()


def test_a_reviewer_merges_two_sources_and_takes_it_back(desk, review, river):
    other = SourceFactory(name="Radio of the River")
    assert "?into=" not in page(review, "merge_sources", other.pk, q="nobody")
    choice = page(review, "merge_sources", other.pk)
    assert f"?into={river.pk}" in choice
    assert "Moves along" in page(review, "merge_sources", other.pk, into=river.pk)
    address = reverse("desk:merge_sources", args=[other.pk])
    sent = {"into": river.pk, "lock_version": 1, "reason": "Its new name."}
    assert desk.post(address, sent).status_code == 403
    assert review.post(address, sent).status_code == 302
    shown = page(review, "source", other.pk)
    assert "turned out to be" in shown and "Its new name." in shown and "Correct</a>" not in shown
    assert "Radio of the River" in page(review, "source", river.pk)
    assert "merged into River Radio" in page(review, "sources", q="radio of the river")
    assert f'<option value="{other.pk}"' not in page(desk, "paste")
    review.post(reverse("desk:undo_source_merge", args=[other.pk]), {"lock_version": 2})
    assert Source.objects.standing().count() == 2


def test_what_cannot_be_merged_is_said(review, river):
    address = reverse("desk:merge_sources", args=[river.pk])
    for into in ("", "nonsense", river.pk, 10**15, SourceFactory(is_demo=True).pk):
        answer = review.post(address, {"into": into, "lock_version": 1}, follow=True)
        assert "message error" in answer.content.decode(), into
    assert review.post(address, {"into": SourceFactory().pk, "lock_version": 7}).status_code == 409


def test_how_much_is_left_is_said_while_the_worker_is_at_it(review, river):
    other = SourceFactory()
    merge_sources(by=ReviewerFactory(), source=river, into=other, lock_version=1)
    assert "1 record has still to follow" in page(review, "source", other.pk)
    assert Report.objects.get().source == river


def test_a_report_pasted_under_an_alias_is_the_sources(desk, river, editor):
    add_source_name(by=editor, source=river, lock_version=1, name="RR")
    sent = {"text": "Shells fell on the town.", "source_name": "rr", "date_unknown": "on"}
    desk.post(reverse("desk:paste"), sent)
    assert Report.objects.filter(source=river).count() == 2 and Source.objects.count() == 1


def test_an_arabic_page_calls_them_by_their_arabic_names(desk, river, falcons):
    for address, subject, called in (("sources", river, "راديو النهر"), ("parties", falcons, "لواء الصقور")):
        shown = desk.get(f"/ar/desk/{address}/{subject.pk}/").content.decode()
        assert f"<h1><bdi>{called}</bdi></h1>" in shown and subject.name in shown
        assert f"<bdi>{called}</bdi></a>" in desk.get(f"/ar/desk/{address}/").content.decode()
