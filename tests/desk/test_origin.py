"""Reports of one origin on the desk: shown, taken apart, joined again, and counted as one witness."""

import pytest
from django.urls import reverse

from incidents.services.claims import accept_claim, add_claim
from incidents.services.incidents import publish_incident
from tests.desk.conftest import FACTS, TEXT
from tests.factories import ReportFactory, ReportVersionFactory, SourceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def reprint(version):
    report = ReportFactory(source=SourceFactory(name="Evening post"), title="Depot struck", origin=version.report)
    return ReportVersionFactory(report=report, text=TEXT)


def page(desk, version) -> str:
    return desk.get(reverse("desk:report", args=[version.report_id])).content.decode()


def press(desk, name, version, **typed):
    version.report.refresh_from_db()
    typed = {"lock_version": version.report.lock_version} | typed
    return desk.post(reverse(f"desk:{name}_origin", args=[version.report_id]), typed, follow=True)


def test_a_reprint_names_its_origin_and_the_origin_its_reprints(desk, version, reprint):
    assert "Reprint: nearly the same text as" in page(desk, reprint)
    assert reverse("desk:report", args=[version.report_id]) in page(desk, reprint)
    assert "Reprinted by 1 report" in (shown := page(desk, version)) and "Depot struck" in shown


def test_an_editor_takes_them_apart_and_joins_them_again(desk, version, reprint):
    assert "counts as an origin of its own" in press(desk, "separate", reprint).content.decode()
    assert "Reprint:" not in (shown := page(desk, reprint)) and "is not of one origin with this" in shown
    assert "is not of one origin with this" in page(desk, version), "said on both sides"
    press(desk, "join", reprint, origin=version.report_id)
    reprint.report.refresh_from_db()
    assert reprint.report.origin == version.report


@pytest.mark.parametrize("other", ["", "x", "0", "9" * 30])
def test_joining_with_nothing_is_not_found(desk, reprint, other):
    assert press(desk, "join", reprint, origin=other).status_code == 404


def test_two_editors_at_once_see_both(desk, reprint):
    answer = press(desk, "separate", reprint, lock_version=99)
    assert answer.status_code == 409


@pytest.fixture
def incident(editor, claim, reprint):
    """Rests on a report, on its reprint and on an outlet of its own."""
    incident = accept_claim(by=editor, claim=claim, lock_version=claim.lock_version).incident
    for version in (ReportVersionFactory(report__source=SourceFactory(name="Paper"), text=TEXT), reprint):
        told = add_claim(by=editor, version=version, facts=FACTS)
        accept_claim(by=editor, claim=told, lock_version=told.lock_version, incident=incident)
    incident.refresh_from_db()
    return incident


def test_origins_are_counted_not_outlets(desk, editor, incident):
    shown = desk.get(reverse("desk:incident", args=[incident.code])).content.decode()
    assert "3 reports, 2 origins as far as is known" in shown
    assert shown.count("of-one-origin") == 2 and shown.index("of-one-origin") < shown.index("Paper")
    publish_incident(by=editor, incident=incident, lock_version=incident.lock_version)
    public = desk.get(reverse("publicmap:incident", args=[incident.code])).content.decode()
    assert "3 reports, 2 origins as far as is known" in public and "Only one source" not in public


def test_what_the_reports_disagree_on_is_listed_with_who_says_it(desk, editor, incident):
    paper = incident.claims.get(report_version__report__source__name="Paper")
    paper.casualties.update(minimum=7, maximum=9)
    shown = desk.get(reverse("desk:incident", args=[incident.code])).content.decode()
    table = shown.partition('id="disputes-title"')[2].partition("</section>")[0]
    assert "<bdi>7–9</bdi>" in table and "<bdi>2</bdi>" in table and "Paper" in table and "Evening post" in table
    publish_incident(by=editor, incident=incident, lock_version=incident.lock_version)
    public = desk.get(reverse("publicmap:incident", args=[incident.code])).content.decode()
    assert "The reports disagree on the number of injured" in public
    assert "The number of injured is not known exactly" not in public, "said once"


def test_several_outlets_of_one_origin_are_one_witness(desk, editor, claim, reprint):
    incident = accept_claim(by=editor, claim=claim, lock_version=claim.lock_version).incident
    told = add_claim(by=editor, version=reprint, facts=FACTS)
    accept_claim(by=editor, claim=told, lock_version=told.lock_version, incident=incident)
    incident.refresh_from_db()
    publish_incident(by=editor, incident=incident, lock_version=incident.lock_version)
    public = desk.get(reverse("publicmap:incident", args=[incident.code])).content.decode()
    assert "several outlets, one witness" in public and "2 reports, 1 origin as far as is known" in public
    arabic = desk.get(f"/ar/incidents/{incident.code}/").content.decode()
    assert "independent" not in arabic


def test_the_pages_ask_as_much_for_many_reprints(desk, editor, version, incident, django_assert_max_num_queries):
    for number in range(8):
        ReportVersionFactory(report=ReportFactory(title=f"Copy {number}", origin=version.report))
    with django_assert_max_num_queries(18 + 1):
        page(desk, version)
    with django_assert_max_num_queries(25):
        desk.get(reverse("desk:incident", args=[incident.code]))
