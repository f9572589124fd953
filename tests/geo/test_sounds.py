import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.api import geocode
from geo.folding import key_of
from geo.sounds import ARABIC, PLAIN, SLAVIC, Tradition, closeness, skeleton_of, sound_of, tradition_of


@pytest.mark.parametrize(
    "names",
    [
        ("Deir ez-Zor", "Dayr az Zawr", "Deir Ezzor", "Der Zor"),
        ("Mayadin", "Mayadeen", "al-Mayadin", "Meyadin"),
        ("Raqqa", "Ar Raqqah", "Rakka"),
        ("Albukamal", "Abu Kamal", "Al-Bukamal"),
        ("Dhiban", "Ziban", "Diban"),
    ],
)
def test_romanisations_of_one_name_share_their_consonants(names: tuple[str, ...]) -> None:
    assert len({skeleton_of(key_of(name), ARABIC) for name in names}) == 1


@pytest.mark.parametrize(
    "tradition, one, other",
    [
        pytest.param(ARABIC, "Al Othmaniya", "‘Uthmānīyah", id="o and u, ta marbuta"),
        pytest.param(ARABIC, "Bouira", "Buwayrah", id="French ou"),
        pytest.param(ARABIC, "Roueiha", "Ruwayḩah", id="French diphthong"),
        pytest.param(ARABIC, "Chahba", "Shahbā", id="French ch"),
        pytest.param(ARABIC, "Djerablous", "Jarāblus", id="French dj"),
        pytest.param(ARABIC, "Ziban", "Dhībān", id="dialectal z"),
        pytest.param(ARABIC, "Garyatayn", "Qaryatayn", id="Bedouin g"),
        pytest.param(ARABIC, "Qonduz", "Kunduz", id="Persian vowels"),
        pytest.param(ARABIC, "Uthmaniya", "عثمانية", id="an Arabic name alone"),
        pytest.param(SLAVIC, "Luhansk", "Lugansk", id="Ukrainian h"),
        pytest.param(SLAVIC, "Bohdanivka", "Bogdanovka", id="-ivka and -ovka"),
        pytest.param(SLAVIC, "Krasne", "Krasnoye", id="neuter ending"),
        pytest.param(SLAVIC, "Kyiv", "Kiev", id="y and i"),
        pytest.param(PLAIN, "Maiduguri", "Maydugri", id="vowel left out"),
    ],
)
def test_two_spellings_of_one_name_sound_alike(tradition: Tradition, one: str, other: str) -> None:
    assert skeleton_of(key_of(one), tradition) == skeleton_of(key_of(other), tradition)
    assert closeness(key_of(one), key_of(other), tradition) >= 0.9


@pytest.mark.parametrize(
    "one, other",
    [("Maadi", "Māmayd"), ("Karama", "Kram"), ("Bahira", "Bahr"), ("Hardan", "Hadran"), ("Jarada", "Jadara")],
)
def test_names_of_the_same_consonants_are_told_apart(one: str, other: str) -> None:
    assert closeness(key_of(one), key_of(other), ARABIC) < 0.9


def test_the_country_says_how_its_names_are_romanised() -> None:
    assert tradition_of("SY") is tradition_of("AF") is ARABIC
    assert tradition_of("UA") is SLAVIC
    assert tradition_of("NG") is PLAIN


@given(st.text(alphabet="abdeghikmnoqrstuwyzابر", min_size=1, max_size=30), st.sampled_from((ARABIC, SLAVIC, PLAIN)))
def test_a_name_is_as_close_as_can_be_to_itself(key: str, tradition: Tradition) -> None:
    assert closeness(key, key, tradition) == 1.0
    assert 0.0 <= closeness(key, key[::-1], tradition) <= 1.0


def test_a_long_name_takes_no_long_time() -> None:
    started = time.process_time()
    sound_of("khouri" * 50, ARABIC)
    assert time.process_time() - started < 0.1


@pytest.mark.usefixtures("small_index")
def test_a_name_heard_otherwise_is_found_in_its_country() -> None:
    assert geocode("Mayedeen", country="SY").candidates[0].place.id == 173480
    assert not [c for c in geocode("Mayedeen", country="IQ").candidates if c.place.id == 173480]
