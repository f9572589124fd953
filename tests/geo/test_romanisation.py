import pytest

from geo.romanisation import arabic_letters


@pytest.mark.parametrize(
    "romanised, arabic",
    [
        ("Aţ Ţulay‘ī", "الطليعي"),
        ("Tall Mabţūḩah", "تل مبطوحه"),
        ("‘Abb al Qanāt", "عب القنات"),
        ("Ash Shaykh Muşţafá", "الشيخ مصطفي"),
        ("Z̧ahr al Maghārah", "ظهر المغاره"),
        ("Umm Ḩajarah", "ام حجره"),
        ("Ibrāhīm", "ابراهيم"),
    ],
)
def test_the_geographers_system_can_be_read_backwards(romanised: str, arabic: str) -> None:
    assert arabic_letters(romanised) == arabic


@pytest.mark.parametrize(
    "romanised, arabic", [("Chaïta", "شيته"), ("Rhouzlâne", "غوزلانه"), ("Ej Djoufeïré", "الجوفيره")]
)
def test_french_maps_write_other_letters_for_the_same_sounds(romanised: str, arabic: str) -> None:
    assert arabic_letters(romanised) == arabic
