"""Which of the indexes on disk a process opens."""

import pytest

from geo import index, indexing
from geo.opening import look_again, open_index

pytestmark = pytest.mark.usefixtures("places")


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):  # type: ignore[no-untyped-def]
    settings.DATA_DIR = tmp_path
    look_again()


def test_an_index_in_the_layout_of_another_version_is_passed_over_and_removed_by_the_next_build() -> None:
    former = indexing.build()
    (former / "complete").write_text("of another version", "utf-8")
    (former / "keys.marisa").write_bytes(b"")
    former = former.rename(former.with_name("0123456789abcdef-0"))
    with pytest.raises(index.IndexMissing):
        open_index()
    indexing.build()
    assert open_index().places_named("بغداد") and not former.exists()
