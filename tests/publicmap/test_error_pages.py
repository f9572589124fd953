"""The error pages are made without a request's context, and still say their language."""

import pytest
from django.test import RequestFactory
from django.utils import translation
from django.views import defaults


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl")])
def test_the_page_of_a_server_error(language: str, direction: str) -> None:
    with translation.override(language):
        response = defaults.server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    page = response.content.decode()
    assert f'dir="{direction}"' in page and "Strikeline" in page and "<h1>" in page


def test_the_page_of_a_bad_request() -> None:
    response = defaults.bad_request(RequestFactory().get("/"), ValueError("secret"))
    assert response.status_code == 400
    assert "secret" not in response.content.decode()
