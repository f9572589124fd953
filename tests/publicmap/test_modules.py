"""What the map page asks for at once: every module that its own imports, however deep."""

from pathlib import Path

from django.conf import settings
from django.test import Client

from publicmap.modules import modules_of


def test_modules_are_found_through_all_levels_and_folders() -> None:
    found = modules_of("js/map_page.js")
    assert found[0] == "js/map_page.js"
    assert {"js/state/columns.js", "js/map/leaflet.js", "leaflet/leaflet.js"} <= set(found)
    assert len(found) == len(set(found))


def test_a_module_that_nothing_of_the_page_imports_is_left_out() -> None:
    assert "js/map/desk_map.js" not in modules_of("js/map_page.js")


def test_no_module_of_the_project_is_imported_in_a_circle() -> None:
    # `collectstatic` could not name them: each name follows from the content of those that are imported.
    for path in (Path(settings.BASE_DIR) / "static" / "js").rglob("*.js"):
        name = path.relative_to(Path(settings.BASE_DIR) / "static").as_posix()
        others = [other for other in modules_of(name) if other != name]
        assert not any(name in modules_of(other) for other in others), name


def test_the_page_names_them(client: Client, db: None) -> None:
    page = client.get("/").content.decode()
    assert page.count('rel="modulepreload"') == len(modules_of("js/map_page.js"))
