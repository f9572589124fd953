"""Strings are found, kept through an update, and missed by name; no gettext of the system takes part."""

import gettext
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from config import translations

TEMPLATE = """{% load i18n %}
<h1>{% translate "Strikes" %}</h1>
    <p>{% blocktranslate count number=n trimmed %}
        one place
      {% plural %}
        {{ number }} places
    {% endblocktranslate %}</p>
  <i title="{% translate 'Don''t' context 'verb' %}">it's</i>
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text(TEMPLATE)
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk" / "views.py").write_text('title = gettext_lazy("Reports")\n')
    return tmp_path


def test_templates_and_python_are_read(project: Path) -> None:
    found = translations.extracted(project, ["desk"])
    assert {message.id for message in found if message.id} >= {"Strikes", "Reports", ("one place", "%(number)s places")}


def test_an_untranslated_string_is_named(project: Path) -> None:
    found = translations.extracted(project, ["desk"])
    kept = Catalog(locale="ar")
    kept.add("Strikes", "ضربات")
    kept.add("Reports", "تقارير", flags=["fuzzy"])
    missing = translations.untranslated(kept, found)
    assert "Strikes" not in missing
    assert "Reports" in missing


def test_a_string_that_comes_back_brings_its_translation(project: Path) -> None:
    path = project / "locale" / "ar" / "LC_MESSAGES" / "django.po"
    kept = Catalog(locale="ar")
    kept.add("Reports", "تقارير")
    translations.update(kept, Catalog())
    translations.write(kept, path)
    kept = translations.read(path, "ar")
    assert "Reports" not in kept
    translations.update(kept, translations.extracted(project, ["desk"]))
    assert kept["Reports"].string == "تقارير"


def test_the_compiled_catalog_is_what_gettext_reads(project: Path) -> None:
    path = project / "locale" / "ar" / "LC_MESSAGES" / "django.po"
    kept = Catalog(locale="ar")
    kept.add("Reports", "تقارير")
    translations.write(kept, path)
    translations.compile_catalog(path)
    assert gettext.translation("django", project / "locale", ["ar"]).gettext("Reports") == "تقارير"
