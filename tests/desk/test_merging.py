"""Merging, undoing and splitting as an editor does it: looked for, compared, chosen, done, and taken back."""

import pytest
from django.urls import reverse
from django.utils import translation

from incidents.models import Incident, IncidentMerge
from incidents.services.claims import accept_claim, add_claim
from incidents.services.incidents import edit_incident, publish_incident
from tests.desk.conftest import FACTS, TEXT
from tests.factories import PersonFactory, ReportVersionFactory, ReviewerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(editor):
    def make(claims=1):
        incident = None
        for _ in range(claims):
            claim = add_claim(by=editor, version=ReportVersionFactory(text=TEXT), facts=FACTS)
            incident = accept_claim(by=editor, claim=claim, lock_version=1, incident=incident).incident
        incident.refresh_from_db()
        return incident

    return make


@pytest.fixture
def two(editor, draft):
    """The one that went says more: a summary in Arabic, a grade, a toll set by hand."""
    kept, gone = draft(), draft()
    kept = edit_incident(by=editor, incident=kept, lock_version=1, summary_en="Ours.")
    theirs = {"summary_en": "Theirs.", "summary_ar": "لهم.", "harm_grade": "fair", "killed_min": 4, "killed_max": 4}
    return kept, edit_incident(by=editor, incident=gone, lock_version=1, reason="A list.", **theirs)


def address(incident, verb="merge_incidents"):
    return reverse(f"desk:{verb}", args=[incident.code])


def typed_in(kept, gone, **more):
    versions = {"kept_version": kept.lock_version, "gone_version": gone.lock_version}
    return {"other": gone.code, "reason": "One strike.", **versions, **more}


def page_of(incident):
    return reverse("desk:incident", args=[incident.code])


def test_the_incident_page_leads_there_and_likely_duplicates_are_offered(desk, two):
    kept, gone = two
    assert address(kept) in desk.get(page_of(kept)).content.decode()
    page = desk.get(address(kept))
    assert [row.incident for row, _kept, _gone in page.context["suggestions"]] == [gone]
    assert f"{address(kept)}?other={gone.code}" in page.content.decode()


def test_looking_for_it_by_words_or_code_leaves_out_the_record_itself(desk, two):
    kept, gone = two
    for words in (gone.code, "Air strike"):
        found = desk.get(address(kept), {"q": words}).context["found"]
        assert [row for row, *_order in found] == [gone]


def test_what_the_public_knows_is_kept_unless_somebody_says_otherwise(desk, two):
    one, other = two
    Incident.objects.filter(pk=other.pk).update(status="published", first_published_at=other.created_at)
    (found, kept, gone), *_rest = desk.get(address(one), {"q": other.code}).context["found"]
    assert (found, kept, gone) == (other, other, one)


def test_both_stand_side_by_side_with_what_differs_first(desk, two):
    kept, gone = two
    page = desk.get(address(kept), {"other": gone.code})
    rows = {row.name: row for row in page.context["differing"]}
    assert list(rows)[:4] == ["killed", "harm_grade", "summary_en", "summary_ar"]
    assert {name: row.taken for name, row in rows.items() if row.choice} == {
        "killed": False,
        "harm_grade": True,
        "summary_en": False,
        "summary_ar": True,
    }
    assert rows["killed"].by_hand == ("gone",) and rows["harm_grade"].after == "Fair"
    assert "date" in [row.name for row in page.context["agreeing"]]
    assert f"{address(gone)}?other={kept.code}" in page.content.decode(), "the other way round"


def test_what_it_would_say_is_shown_before_it_is_done(desk, two):
    kept, gone = two
    typed = typed_in(kept, gone, preview="1", reason="", **{"take-killed": "gone", "take-summary_ar": "kept"})
    page = desk.post(address(kept), typed)
    after = {row.name: row.after for row in page.context["differing"]}
    assert (page.status_code, after["killed"], after["summary_ar"]) == (200, "4", "–")
    assert not IncidentMerge.objects.exists()


def test_merged_as_chosen_and_undone_from_the_message(desk, two):
    kept, gone = two
    typed = typed_in(kept, gone, **{"take-summary_en": "gone", "take-harm_grade": "kept"})
    page = desk.post(address(kept), typed, follow=True)
    merge = IncidentMerge.objects.get()
    kept.refresh_from_db()
    assert (kept.summary_en, kept.summary_ar, kept.harm_grade) == ("Theirs.", "لهم.", "unassessed")
    assert page.redirect_chain[-1][0] == page_of(kept)
    assert page.content.decode().count(reverse("desk:merge", args=[merge.pk])) > 1, "message and list"
    assert desk.get(page_of(gone), follow=True).redirect_chain == [(page_of(kept), 302)]
    its_page = desk.get(reverse("desk:merge", args=[merge.pk]))
    assert "Theirs." in its_page.content.decode(), "what it said stays to be read"
    undone = {"lock_version": kept.lock_version, "reason": "Two strikes."}
    page = desk.post(reverse("desk:undo_merge", args=[merge.pk]), undone, follow=True)
    assert f"{gone.code} stands for itself again" in page.content.decode()
    assert desk.get(page_of(gone)).status_code == 200
    assert not desk.get(reverse("desk:merge", args=[merge.pk])).context["may_undo"]


def test_who_saved_one_of_them_since_is_shown_and_what_was_typed_stays(desk, colleague, two):
    kept, gone = two
    typed = typed_in(kept, gone, reason="My reason.", **{"take-summary_en": "gone"})
    edit_incident(by=colleague, incident=gone, lock_version=gone.lock_version, summary_en="Newer.")
    page = desk.post(address(kept), typed)
    shown = page.content.decode()
    assert page.status_code == 409 and colleague.username in shown
    assert "<del>Theirs.</del>" in shown and "<ins>Newer.</ins>" in shown and "My reason." in shown
    assert "summary_en" in page.context["form"].taken
    again = typed | {f"{side}_version": version for side, version in page.context["versions"].items()}
    assert desk.post(address(kept), again).status_code == 302
    kept.refresh_from_db()
    assert kept.summary_en == "Newer."


def test_without_a_reason_the_page_says_so_and_keeps_the_choices(desk, two):
    kept, gone = two
    page = desk.post(address(kept), typed_in(kept, gone, reason=" ", **{"take-summary_en": "gone"}))
    assert page.status_code == 422 and "summary_en" in page.context["form"].taken
    assert not IncidentMerge.objects.exists()


@pytest.mark.parametrize("other", ["", "SY-1999-0001", "itself", "\x00"])
def test_a_code_that_leads_to_no_other_record(desk, two, other):
    kept, _gone = two
    typed = kept.code if other == "itself" else other
    assert desk.get(address(kept), {"other": typed}).status_code == 200
    assert desk.post(address(kept), {"other": typed, "reason": "x"}).status_code == 422


def test_what_the_public_saw_only_a_reviewer_merges(desk, client, editor, two):
    kept, gone = two
    gone = publish_incident(by=editor, incident=gone, lock_version=gone.lock_version)
    assert desk.get(address(kept), {"other": gone.code}).status_code == 403
    assert desk.post(address(kept), typed_in(kept, gone)).status_code == 403
    client.force_login(ReviewerFactory())
    page = client.get(address(kept), {"other": gone.code})
    assert f"Better keep {gone.code}" in page.content.decode()
    assert client.post(address(kept), typed_in(kept, gone)).status_code == 302


def test_a_reader_sees_which_records_were_merged_and_undoes_nothing(desk, client, two):
    kept, gone = two
    desk.post(address(kept), typed_in(kept, gone))
    client.force_login(PersonFactory())
    page = client.get(page_of(kept)).content.decode()
    assert gone.code in page and "Merge with" not in page
    merge = IncidentMerge.objects.get()
    assert "Undo the merge" not in client.get(reverse("desk:merge", args=[merge.pk])).content.decode()


def test_ticked_claims_leave_and_the_page_offers_to_merge_them_again(desk, draft):
    incident = draft(3)
    leaving = incident.claims.order_by("pk").last()
    typed = {"claims": [leaving.pk], "reason": "Two attacks.", "lock_version": incident.lock_version}
    page = desk.post(address(incident, "split_incident"), typed, follow=True)
    new = Incident.objects.latest("pk")
    assert list(new.claims.all()) == [leaving] and page.redirect_chain[-1][0] == page_of(new)
    again = f"{address(incident)}?other={new.code}"
    assert page.content.decode().count(again) == 2, "message and page"
    assert desk.get(again).status_code == 200


def test_a_split_that_cannot_be_keeps_what_was_ticked_and_typed(desk, colleague, draft):
    incident = draft(2)
    ids = list(incident.claims.values_list("pk", flat=True))
    typed = {"claims": ids, "reason": "Two attacks.", "lock_version": incident.lock_version}
    page = desk.post(address(incident, "split_incident"), typed)
    assert page.status_code == 422 and "At least one claim has to stay." in page.content.decode()
    assert page.context["form"].chosen == set(ids) and "Two attacks." in page.content.decode()
    edit_incident(by=colleague, incident=incident, lock_version=incident.lock_version, summary_en="New.")
    page = desk.post(address(incident, "split_incident"), typed | {"claims": ids[:1]})
    assert page.status_code == 409 and "<ins>New.</ins>" in page.content.decode()
    assert page.context["form"].chosen == {ids[0]}


def test_the_pages_are_in_arabic_too(desk, two):
    kept, gone = two
    with translation.override("ar"):
        desk.cookies["django_language"] = "ar"
        for where in (address(kept), f"{address(kept)}?other={gone.code}"):
            page = desk.get(where).content.decode()
            assert "دمج" in page or "الحدث" in page
            assert "Merge" not in page.split("<main")[1].split("</main>")[0]
