"""The gazetteer grows while web process and worker run: both find what is new within seconds, nothing is restarted."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from pytest_django.plugin import DjangoDbBlocker

from geo.models import Place
from incidents.models import ClaimPlace, Report, Work
from tests.support.site import Site, database_in, manage
from tests.support.waiting import wait_for

BASE = """id,name,names,kind,country,latitude,longitude,population
SY,Syria,سوريا,country,SY,35.0,38.5,17000000
07,Dayr az Zawr,دير الزور,adm1,SY,35.15,40.28,0
1,Al Mayadin,الميادين,settlement,SY,35.02,40.45,54534
2,Albu Kamal,البوكمال,settlement,SY,34.45,40.92,57572
"""
MORE = """id,name,names,kind,country,latitude,longitude
3,Khashmiyat,الخشمية,settlement,SY,35.06,40.47
"""
MISSED = "دير الزور - قصفت طائرة مجهولة فجر 14 آذار 2021 مستودعا في {} قرب مدينة الميادين، وقتل ثلاثة مسلحين."
# In one process: starting Django takes longer than any of it.
PREPARE = """
import sys
from django.core.management import call_command
from config.preparation import make_demo_editor
call_command("migrate", verbosity=0)
call_command("collectstatic", interactive=False, verbosity=0)
make_demo_editor()
call_command("import_places", sys.stdin.read())
"""
SECONDS = 10  # generous: two cores are shared with other tests


class Editor:
    """A person at the desk, by HTTP alone."""

    def __init__(self, site: Site) -> None:
        self.site, self.session = site, requests.Session()
        self.post("/desk/sign-in/", username="editor", password=site.password)

    def post(self, path: str, **values: str) -> requests.Response:
        page = self.session.get(f"{self.site.url}{path}").text
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert token, page
        answer = self.session.post(f"{self.site.url}{path}", values | {"csrfmiddlewaretoken": token[1]}, timeout=30)
        assert answer.status_code == 200, answer.text  # after the redirect
        return answer

    def candidates(self, name: str) -> list[int]:
        """What the web process's index finds."""
        answer = self.session.get(f"{self.site.url}/desk/lookups/candidates/", params={"q": name}, timeout=30)
        return [place["id"] for place in answer.json()["places"]]

    def paste(self, village: str) -> Report:
        self.post(
            "/desk/reports/new/", text=MISSED.format(village), source_name="A test desk", published_on="2021-03-15"
        )
        report = Report.objects.latest("pk")
        self.wait_until_read(report)
        return report

    def wait_until_read(self, report: Report) -> None:
        wait_for(lambda: not Work.objects.filter(report_version__report=report).exclude(state=Work.State.DONE).exists())


def places_of(report: Report) -> set[int]:
    return set(ClaimPlace.objects.filter(claim__report_version__report=report).values_list("place_id", flat=True))


@pytest.fixture
def site(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Site]:
    """A site with four places."""
    data = tmp_path / "data"
    (tmp_path / "base.csv").write_text(BASE)
    done = manage(data, "shell", "--verbosity=0", "-c", PREPARE, given=str(tmp_path / "base.csv"))
    assert done.returncode == 0, done.stdout + done.stderr
    with django_db_blocker.unblock(), database_in(data), Site(data) as served:
        yield served
    shutil.rmtree(data)


def test_web_process_and_worker_find_what_is_new(site: Site, tmp_path: Path) -> None:
    editor = Editor(site)
    assert editor.candidates("الزبيدية") == [] and len(editor.candidates("الميادين")) == 1
    report = editor.paste("قرية الزبيدية")
    before = places_of(report)
    editor.post(
        f"/desk/places/new/?report={report.pk}&name=قرية الزبيدية",
        **{"place-name_ar": "الزبيدية", "place-kind": "settlement", "place-latitude": "35.05"},
        **{"place-longitude": "40.5", "place-reason": "Told by a resident.", "place-read_again": "on"},
    )
    added = Place.objects.get(source="editors")
    assert added.pk not in before
    wait_for(lambda: added.pk in places_of(report), SECONDS)
    assert editor.candidates("الزبيدية") == [added.pk]

    (tmp_path / "more.csv").write_text(MORE)
    assert editor.candidates("الخشمية") == []
    done = manage(site.data, "import_places", str(tmp_path / "more.csv"))
    assert done.returncode == 0, done.stderr
    wait_for(lambda: editor.candidates("الخشمية"), SECONDS)
    assert editor.candidates("الزبيدية") == [added.pk]
    assert Place.objects.get(name="Khashmiyat").pk in places_of(editor.paste("قرية الخشمية"))
