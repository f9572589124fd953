"""What the desk's modules ask while somebody types."""

from dataclasses import asdict

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from desk.access import button, for_editors
from geo.api import geocode
from geo.index import IndexMissing
from geo.models import Place
from geo.naming import names_in
from incidents.models.choices import Precision
from incidents.place_facts import AREA_KINDS

MOST_PLACES = 8
LONGEST_WORDS = 100


@require_safe
@for_editors
def places(request: HttpRequest) -> JsonResponse:
    """Places whose name starts with `q`, best first, with where they lie (degrees) and how far they reach (metres).

    With `areas` only those that others may lie in.
    """
    words = request.GET.get("q", "").replace("\x00", "")[:LONGEST_WORDS]
    places = Place.objects.of_kind(*AREA_KINDS) if "areas" in request.GET else Place.objects.all()
    rows = places.starting_with(words, MOST_PLACES)
    return JsonResponse({"places": _rows(rows)})


@require_safe
@for_editors
def candidates(request: HttpRequest) -> JsonResponse:
    """The places that words of a report (`q`) may mean, likeliest first; the same rows as `places`.

    Where the words are more than a name, those that the name (`name`) may mean.
    """
    found = _meant_by(request.GET.get("q", "")) or _meant_by(request.GET.get("name", ""))
    rows = Place.objects.defer("area").in_bulk(found)
    return JsonResponse({"places": _rows([rows[pk] for pk in found if pk in rows])})


@button("correct_claim")
def elsewhere(request: HttpRequest) -> JsonResponse:
    """What the geocoders of the setting know of the words `q`, with who says so and how exactly it is known.

    By a button alone, never as one types: the words leave this site, and the public servers forbid the other.
    """
    words = " ".join(request.POST.get("q", "").replace("\x00", "").split())[:LONGEST_WORDS]
    if not words or not settings.GEOCODERS:
        return JsonResponse({"places": [], "problems": []})
    # A third of a second and 12 MB, for those who named a geocoder.
    from geo.online.chain import ask_others  # noqa: PLC0415
    from geo.online.precision import found  # noqa: PLC0415

    answer = ask_others(words, MOST_PLACES)
    places = [asdict(found(place, answer.service)) for place in answer.found]
    for place in places:
        place["precision_label"] = Precision(place["precision"]).label
    return JsonResponse({"places": places, "problems": answer.problems})


def _meant_by(words: str) -> list[int]:
    try:
        candidates = geocode(words.replace("\x00", "")[:LONGEST_WORDS], limit=MOST_PLACES).candidates
    except (ValueError, IndexMissing):  # no letter in it, or no gazetteer yet
        return []
    return [candidate.place.id for candidate in candidates]


def _rows(places: list[Place]) -> list[dict[str, object]]:
    names = names_in(get_language() or "en", places)
    return [_row(place, names[place.pk]) for place in places]


def _row(place: Place, shown: str) -> dict[str, object]:
    """`shown` is the name in the language of the page; the record keeps `name`, from which every language follows."""
    return {
        "shown": shown,
        "id": place.pk,
        "name": place.name,
        "kind_label": place.get_kind_display(),
        "country": place.country,
        "admin1": place.admin1_name,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "radius_m": place.radius_m,
        "precision": place.precision,
    }
