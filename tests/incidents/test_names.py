"""Sources and parties: found by any of their names, corrected, and every change taken back."""

import pytest

from desk.forms.claim_rows import ActorForm
from extraction.facts import Reading
from incidents.actors import actor_names, identified, load_seed
from incidents.errors import AlreadyThere, Conflict, NotAllowed, Refused
from incidents.filters import IncidentFilter
from incidents.history import revisions_of
from incidents.models import Actor, Claim, Incident, IncidentActor, Report, Source
from incidents.public_view import public_view
from incidents.published import published_version
from incidents.services.actors import (
    add_actor_name,
    correct_actor,
    create_actor,
    remove_actor_name,
    undo_actor,
)
from incidents.services.reports import capture_report
from incidents.services.sources import (
    add_source_name,
    correct_source,
    create_source,
    remove_source_name,
    undo_source,
)
from incidents.tasks import work_off
from tests.factories import (
    ActorFactory,
    ClaimFactory,
    EditorFactory,
    IncidentFactory,
    PersonFactory,
    ReportFactory,
    SourceFactory,
)

pytestmark = pytest.mark.django_db
TEXT = "Aircraft struck a depot near the town on Monday."


@pytest.fixture
def editor():
    return EditorFactory()


@pytest.fixture
def channel(editor):
    source = create_source(by=editor, name="Al-Nahr Channel")
    return add_source_name(by=editor, source=source, lock_version=1, name="قناة النهر")


@pytest.mark.parametrize("words", ["nahr", "AL NAHR", "النهر", "نهر", "قناة النَّهر", "channel nahr"])
def test_a_source_is_found_in_both_scripts_however_it_is_spelt(channel, words):
    SourceFactory(name="Another outlet")
    assert list(Source.objects.with_words(words)) == [channel]


def test_nothing_is_found_by_no_word(channel):
    assert not Source.objects.with_words("…").exists() and not Source.objects.called("").exists()


def test_a_report_that_names_a_source_by_an_alias_is_that_sources(channel, editor):
    for written in ("قناة النهر", "al-nahr channel", "قناه النهر"):
        result = capture_report(by=editor, text=TEXT + written, source_name=written)
        assert result.report.source == channel
    assert Source.objects.count() == 1


def test_no_two_sources_bear_one_name(channel, editor):
    other = SourceFactory(name="Other")
    for attempt in (
        lambda: create_source(by=editor, name="قناة النهر"),
        lambda: add_source_name(by=editor, source=other, lock_version=1, name="AL-NAHR CHANNEL"),
        lambda: correct_source(by=editor, source=other, lock_version=1, name="Al-Nahr channel"),
    ):
        with pytest.raises(AlreadyThere) as there:
            attempt()
        assert there.value.existing == channel
    assert revisions_of(other).count() == 0


def test_a_renamed_source_keeps_its_former_name_as_one_of_its_names(channel, editor):
    renamed = correct_source(by=editor, source=channel, lock_version=2, name="River Channel", reliability="b")
    assert set(renamed.aliases.values_list("name", "language")) == {
        ("قناة النهر", "ar"),
        ("Al-Nahr Channel", "und-Latn"),
    }
    back = undo_source(by=editor, source=channel, lock_version=3)
    assert (back.name, back.reliability) == ("Al-Nahr Channel", "")
    assert list(back.aliases.values_list("name", flat=True)) == ["قناة النهر"]
    again = undo_source(by=editor, source=channel, lock_version=4)
    assert (again.name, again.reliability, again.aliases.count()) == ("River Channel", "b", 2)


def test_a_name_is_taken_away_and_given_back(channel, editor):
    name = channel.aliases.get()
    remove_source_name(by=editor, source=channel, lock_version=2, name_id=name.pk, reason="Another channel's.")
    assert not Source.objects.called("قناة النهر").exists()
    with pytest.raises(Refused):
        remove_source_name(by=editor, source=channel, lock_version=3, name_id=name.pk)
    undo_source(by=editor, source=channel, lock_version=3)
    assert Source.objects.called("قناة النهر").get() == channel


def test_what_was_made_lately_is_not_taken_back(editor):
    source = create_source(by=editor, name="Outlet")
    with pytest.raises(Refused):
        undo_source(by=editor, source=source, lock_version=1)


def test_a_name_that_another_one_took_meanwhile_is_not_taken_back(channel, editor):
    correct_source(by=editor, source=channel, lock_version=2, name="River Channel")
    former = channel.aliases.get(name="Al-Nahr Channel")
    remove_source_name(by=editor, source=channel, lock_version=3, name_id=former.pk)
    create_source(by=editor, name="Al-Nahr Channel")
    with pytest.raises(AlreadyThere):
        undo_source(by=editor, source=channel, lock_version=4)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", " "),
        ("name", "Na\u202eme"),
        ("name", "x" * 201),
        ("kind", "tower"),
        ("url", "ftp://x"),
        ("language", "klingon-x"),
        ("time_zone", "Mars/Base"),
        ("country_focus", ["SY", "QQ"]),
        ("reliability", "g"),
        ("note", "\x00"),
        ("note", "x" * 5001),
        ("merged_into", 1),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_saved(channel, editor, field, value):
    with pytest.raises(Refused) as refused:
        correct_source(by=editor, source=channel, lock_version=2, **{"note": "Kept", field: value})
    assert refused.value.field == field
    channel.refresh_from_db()
    assert (channel.note, channel.lock_version) == ("", 2)


def test_two_who_correct_one_party_both_see_it(editor):
    actor = create_actor(by=editor, name="Falcon Brigade")
    correct_actor(by=editor, actor=actor, lock_version=1, country="sy", kind="militia")
    with pytest.raises(Conflict) as conflict:
        correct_actor(by=EditorFactory(), actor=actor, lock_version=1, note="Mine")
    assert conflict.value.current["country"] == "SY" and conflict.value.yours == {"note": "Mine"}


def test_who_may_not_correct_them(editor):
    source, actor, contributor = SourceFactory(), ActorFactory(), PersonFactory(role="contributor")
    for verb, subject in (
        (correct_source, {"source": source}),
        (undo_source, {"source": source}),
        (correct_actor, {"actor": actor}),
        (undo_actor, {"actor": actor}),
    ):
        with pytest.raises(NotAllowed):
            verb(by=contributor, lock_version=1, **subject)


@pytest.fixture
def brigade(editor):
    """A party with a published incident."""
    actor = create_actor(by=editor, name="Falcon Brigade", names=[("لواء الصقور", "ar")])
    claim = ClaimFactory(incident=IncidentFactory(), state="accepted")
    for facts in (claim.actors, claim.incident.actors):
        facts.create(actor=actor, name=actor.name, role="target")
    return actor


def named_in_public():
    return public_view(Incident.objects.get()).actors[0].names


def test_a_renamed_party_is_called_so_in_public_and_found_by_both_names(brigade, editor):
    before = published_version().number
    correct_actor(by=editor, actor=brigade, lock_version=1, name="Hawk Brigade")
    assert named_in_public() == {"en": "Hawk Brigade", "ar": "لواء الصقور"}
    assert published_version().number > before
    for name in ("hawk brigade", "Falcon Brigade", "لواء الصّقور"):
        assert IncidentFilter(actor=name).apply(Incident.objects.published()).exists(), name
    work_off()
    for word in ("hawk", "Hawk Brigade"):
        assert IncidentFilter(q=word).apply(Incident.objects.published()).exists()
    undo_actor(by=editor, actor=brigade, lock_version=2)
    assert named_in_public()["en"] == "Falcon Brigade"


def test_a_party_with_an_arabic_name_alone_is_called_by_its_latin_alias_in_english(brigade, editor):
    correct_actor(by=editor, actor=brigade, lock_version=1, name="لواء النسور")
    assert named_in_public() == {"en": "Falcon Brigade", "ar": "لواء النسور"}


def test_a_name_of_the_reader_stays(editor):
    load_seed()
    actor = Actor.objects.get(name="Islamic State")
    built_in = actor.aliases.filter(language="ar").first()
    with pytest.raises(Refused, match="reader"):
        remove_actor_name(by=editor, actor=actor, lock_version=1, name_id=built_in.pk)
    own = add_actor_name(by=editor, actor=actor, lock_version=1, name="The so-called caliphate").aliases.last()
    assert [row.name for row in actor_names()] == ["The so-called caliphate"]
    remove_actor_name(by=editor, actor=actor, lock_version=2, name_id=own.pk)
    assert actor_names() == []


def test_a_built_in_party_may_be_called_otherwise_here(editor):
    load_seed()
    actor = Actor.objects.get(name="Islamic State")
    correct_actor(by=editor, actor=actor, lock_version=1, name="Daesh (IS)")
    assert load_seed() == 0 and not Actor.objects.filter(name="Islamic State").exists()
    assert identified(Reading(language="en")).claims == ()
    actor.refresh_from_db()
    assert actor.reader_name == "Islamic State"


def test_a_claim_knows_a_party_by_an_alias(brigade, editor):
    form = ActorForm({"name": "لواء الصقور", "role": "target", "attribution": "unknown"})
    assert form.is_valid()
    assert (form.facts().actor_id, form.facts().name) == (brigade.pk, "Falcon Brigade")


def test_the_rows_that_nothing_refers_to_stay_as_they_were(brigade, editor):
    """Counts, so that a correction of a name touches no report and no claim."""
    ReportFactory()
    counted = [model.objects.count() for model in (Report, Claim, IncidentActor)]
    correct_actor(by=editor, actor=brigade, lock_version=1, note="Seen in 2019.")
    assert [model.objects.count() for model in (Report, Claim, IncidentActor)] == counted
    assert revisions_of(Claim.objects.get()).count() == 0
