"""A sign-in that was ended elsewhere is a stranger's from the next request on."""

from collections.abc import Callable

from django.contrib.auth import get_user
from django.contrib.auth.models import AnonymousUser, User
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from incidents.people import sign_ins


class SignedInHere:
    """Behind Django's own: `request.user` is looked up where it is used, so that public pages ask for nothing."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.user = SimpleLazyObject(lambda: _person(request))  # type: ignore[assignment]
        return self.answer(request)


def _person(request: HttpRequest) -> User | AnonymousUser:
    person = get_user(request)
    if person.is_authenticated and not sign_ins.is_open(request.session, person):
        request.session.flush()
        return AnonymousUser()
    return person
