"""One slip of the pen in a long name."""

from collections.abc import Iterator

import pytest

from geo.api import geocode, geoparse
from geo.misspelling import keys_one_slip_away


class Written:
    """The keys of an index, as a list."""

    def __init__(self, *keys: str) -> None:
        self.keys = keys

    def __contains__(self, key: str) -> bool:
        return key in self.keys

    def iterkeys(self, prefix: str) -> Iterator[str]:
        return (key for key in self.keys if key.startswith(prefix))


@pytest.mark.parametrize(
    "slip", ["albukmal", "albukammal", "albukaaml", "albukamel", "albukama", "albukamall", "albukamla"]
)
def test_a_letter_dropped_doubled_swapped_or_replaced(slip: str) -> None:
    assert keys_one_slip_away(slip, Written("albukamal", "aleppo")) == ["albukamal"]


@pytest.mark.parametrize("slip", ["ديرالزو", "ديرالززور", "ديرالوزر", "ديرالظور"])
def test_the_same_in_arabic(slip: str) -> None:
    assert keys_one_slip_away(slip, Written("ديرالزور")) == ["ديرالزور"]


@pytest.mark.parametrize("slip", ["alepo", "حلبب", "1234567", "hلبالشهبا", ""])
def test_a_short_word_and_what_is_no_word_mean_nothing_else(slip: str) -> None:
    assert keys_one_slip_away(slip, Written("aleppo", "حلب", "1234568", "حلبالشهبا")) == []


def test_the_first_letter_is_taken_as_written() -> None:
    assert keys_one_slip_away("talbukamal", Written("albukamal")) == []


@pytest.mark.usefixtures("small_index")
def test_a_slip_scores_lower_than_the_name_and_says_so() -> None:
    written, slip = geocode("البوكمال").candidates[0], geocode("البوكنال").candidates[0]
    assert slip.place.id == written.place.id and slip.score < written.score
    assert "one letter off" in slip.reasons


@pytest.mark.usefixtures("small_index")
class TestInRunningText:
    @pytest.mark.parametrize("text", ["قصف على بلدة البوكماال في سوريا", "Shelling of the town of Albukammal in Syria"])
    def test_a_slip_after_a_noun_of_place_is_the_town_of_the_country_named(self, text: str) -> None:
        first = geoparse(text).toponyms[0]
        assert first.place_id == 174448 and "one letter off" in first.reasons

    @pytest.mark.parametrize(
        "text",
        [
            "قصف على بلدة البوكماال",  # no country
            "قصف على بلدة البوكماال في العراق",  # another country
            "قال البوكماال ذلك في سوريا",  # a person
            "They spoke of Albukammal in Syria",
        ],
    )
    def test_without_the_noun_or_the_country_it_is_nothing(self, text: str) -> None:
        assert all(toponym.kind == "country" for toponym in geoparse(text).toponyms)
