"""The review page: highlights where the spans are, and words marked where the browser says they are."""

import html
import re
from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from desk.reasons import distance
from incidents.facts import CasualtyInput
from incidents.models import Claim, Work
from incidents.services.claims import add_claim
from tests.desk.conftest import FACTS, TEXT, span
from tests.factories import ReportFactory, ReportVersionFactory

pytestmark = pytest.mark.django_db


def review(desk, version) -> str:
    return desk.get(reverse("desk:report", args=[version.report_id])).content.decode()


def shown_text(page: str) -> str:
    return page.partition("data-report-text>")[2].partition("</div>")[0]


def highlights(page: str) -> list[tuple[str, str]]:
    marks = re.findall(r'<mark class="field-(\w+)[^>]*>(.*?)</mark>', shown_text(page), re.S)
    return [(field, html.unescape(words)) for field, words in marks]


def test_the_highlights_are_the_spans_after_an_emoji_too(desk, claim):
    page = review(desk, claim.report_version)
    assert highlights(page) == [("kind", "struck"), ("place", "near Town"), ("date", "Monday"), ("casualty", "Two")]


def test_the_page_s_text_is_the_stored_text(desk, claim):
    page = review(desk, claim.report_version)
    assert html.unescape(re.sub("<[^>]+>", "", shown_text(page))) == TEXT


def test_what_a_report_says_is_never_markup(desk):
    version = ReportVersionFactory(text='<b>bold</b> "quoted" & struck <img src=x onerror=alert(1)>')
    page = review(desk, version)
    assert "<b>bold" not in page and "<img src=x" not in page
    assert "&lt;b&gt;bold&lt;/b&gt;" in page


def test_controls_that_turn_text_round_do_not_leave_the_report(desk, editor):
    text = "struck \u202e depot"
    version = ReportVersionFactory(text=text)
    add_claim(by=editor, version=version, facts=replace(FACTS, spans=[span("kind", text, text)]))
    page = review(desk, version)
    assert page.count("\u202e") == shown_text(page).count("\u202e") == 1, "the text as captured, and nowhere else"


def test_an_arabic_report_is_written_from_the_right(desk):
    page = review(desk, ReportVersionFactory(text="قصفت طائرة مستودعا", language="ar"))
    assert 'lang="ar" dir="rtl"' in page


def test_browsers_count_utf_16_units(desk, claim):
    # The emoji is one code point and two units, so that everything after it lies one further for the browser.
    words = "hurt"
    start = TEXT.index(words) + 1
    desk.post(
        reverse("desk:mark_words", args=[claim.pk]),
        {"field": "casualty", "start": start, "end": start + len(words), "lock_version": claim.lock_version},
    )
    assert claim.spans.filter(text=words, start=TEXT.index(words)).exists()


@pytest.mark.parametrize("wrong", [{"start": "x"}, {"end": "99999"}, {"end": ""}, {"field": "moon"}, {"start": "-3"}])
def test_marks_that_lie_nowhere_are_refused(desk, claim, wrong):
    typed = {"field": "date", "start": 4, "end": 9, "lock_version": claim.lock_version} | wrong
    answer = desk.post(reverse("desk:mark_words", args=[claim.pk]), typed, follow=True)
    assert 'class="message error"' in answer.content.decode()
    assert claim.spans.count() == 4


def test_a_mark_is_taken_away(desk, claim):
    mark = claim.spans.first()
    desk.post(reverse("desk:unmark_words", args=[claim.pk]), {"span": mark.pk, "lock_version": claim.lock_version})
    assert not claim.spans.filter(pk=mark.pk).exists()


def test_what_a_mark_gave_outlives_it_and_the_page_says_so(desk, claim):
    typed = {"span": claim.spans.get(field="casualty").pk, "lock_version": claim.lock_version}
    answer = desk.post(reverse("desk:unmark_words", args=[claim.pk]), typed, follow=True)
    assert claim.casualties.count() == 1
    assert "What was read from it stays" in answer.content.decode()


def test_marking_words_that_say_no_number_is_said(desk, claim):
    start = TEXT.index("hurt") + 1
    typed = {"field": "casualty", "start": start, "end": start + 4, "lock_version": claim.lock_version}
    answer = desk.post(reverse("desk:mark_words", args=[claim.pk]), typed, follow=True)
    assert 'class="message warning"' in (page := answer.content.decode())
    assert "nothing could be read from them" in page


def test_the_card_says_what_the_claim_is_in_the_report(desk, claim):
    page = review(desk, claim.report_version)
    assert '<span class="tag">What the report is about</span>' in page
    assert "<summary>4 quotes</summary>" in page


def test_the_progress_tells_how_far_the_reading_has_come(desk, version):
    Work.objects.create(report_version=version, extractor_version="1", state="running")
    answer = desk.get(reverse("desk:progress", args=[version.report_id])).json()
    assert (answer["state"], answer["finished"], answer["claims"]) == ("running", False, 0)
    Work.objects.update(state="done")
    assert desk.get(reverse("desk:progress", args=[version.report_id])).json()["finished"]


def test_a_new_version_shows_what_changed(desk, editor):
    former = ReportVersionFactory(text=TEXT)
    report = former.report
    before = add_claim(by=editor, version=former, facts=FACTS)
    gone = add_claim(by=editor, version=former, facts=FACTS)
    newest = ReportVersionFactory(report=report, number=2, text=TEXT + " Three later died.", canonical_url="")
    after = add_claim(by=editor, version=newest, facts=FACTS)
    Claim.objects.filter(pk=after.pk).update(
        former=before, change="changed", changed_fields=["kind"], kind="drone_strike"
    )
    Claim.objects.filter(pk=gone.pk).update(change="gone")
    page = review(desk, newest)
    assert "What changed since version 1" in page
    assert "0 new, 1 changed, 1 gone, 0 as before" in page
    assert '<bdi class="value">Air strike</bdi>' in page and '<bdi class="value">Drone strike</bdi>' in page


def test_every_fact_that_changed_stands_beside_what_it_was(desk, editor):
    former = ReportVersionFactory(text=TEXT)
    before = add_claim(by=editor, version=former, facts=FACTS)
    newest = ReportVersionFactory(report=former.report, number=2, text=TEXT + " Three later died.", canonical_url="")
    toll = [*FACTS.casualties, CasualtyInput("killed", minimum=3, maximum=3)]
    later = replace(FACTS, date_start=date(2020, 6, 28), date_end=date(2020, 6, 28), casualties=toll, actors=[])
    after = add_claim(by=editor, version=newest, facts=later)
    new = add_claim(by=editor, version=newest, facts=replace(FACTS, kind="clash"))
    changed = ["date", "actors", "casualties"]
    Claim.objects.filter(pk=after.pk).update(former=before, change="changed", changed_fields=changed)
    Claim.objects.filter(pk=new.pk).update(change="new")
    page = review(desk, newest).partition("comparison")[2].partition("</details>")[0]
    cells = [
        html.unescape(re.sub("<[^>]+>", "", cell)).replace("\u2066", "").replace("\u2069", "")
        for cell in re.findall("<td>(.*?)</td>", page, re.S)
    ]
    assert cells[:2] == ["2020-06-29", "2020-06-28"]
    assert cells[2:4] == ["A coalition · Perpetrator (also alleged) · Suspected", ""]
    assert cells[4:6] == ["Injured: 2 · People (total)", "Injured: 2 · People (total)\nKilled: 3 · People (total)"]
    assert "as before: Kind · Role in the report · Places" in page
    assert cells[6:8] == ["", "Clash"], "a new claim with all that it says"
    assert "" in cells[8:] and "Town · A town or village, no finer" in cells


def test_the_queries_grow_by_two_for_each_undecided_claim(desk, editor, version, django_assert_max_num_queries):
    for _number in range(6):
        add_claim(by=editor, version=version, facts=FACTS)
    with django_assert_max_num_queries(21 + 2 * 6):
        review(desk, version)


def test_a_report_of_a_hundred_lines_keeps_each(desk, editor):
    text = "\n".join(f"Line {number} struck" for number in range(100))
    version = ReportVersionFactory(report=ReportFactory(), text=text)
    add_claim(by=editor, version=version, facts=replace(FACTS, spans=[span("kind", "Line 99", text)]))
    assert highlights(review(desk, version)) == [("kind", "Line 99")]


def test_a_date_in_an_arabic_sentence_is_not_turned_round(desk, claim):
    Claim.objects.update(date_start=None, date_end=None, date_precision="unknown", edtf="", not_after="2020-07-01")
    page = desk.get(f"/ar/desk/reports/{claim.report_version.report_id}/").content.decode()
    assert "\u20662020-07-01\u2069" in page


def test_the_part_of_the_day_and_the_radius_are_said_in_the_reader_s_language(desk, claim):
    Claim.objects.filter(pk=claim.pk).update(time_of_day="evening")
    with translation.override("ar"):
        page = review(desk, claim.report_version)
        assert "مساءً" in page and "evening" not in page
        assert [distance(metres) for metres in (800, 42_500, 1_210_400)] == ["800 م", "42.5 كم", "1210 كم"]
