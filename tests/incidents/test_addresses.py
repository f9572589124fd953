"""What two people paste for one page is one address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.addresses import canonical_url
from incidents.errors import Refused


@pytest.mark.parametrize(
    ("pasted", "canonical"),
    [
        ("", ""),
        ("  https://Outlet.Example  ", "https://outlet.example/"),
        ("HTTP://outlet.example:80/A/b", "http://outlet.example/A/b"),
        ("https://outlet.example:8443/a", "https://outlet.example:8443/a"),
        ("https://outlet.example/a?id=1&utm_medium=x&fbclid=y#part", "https://outlet.example/a?id=1"),
        ("https://outlet.example/خبر", "https://outlet.example/%D8%AE%D8%A8%D8%B1"),
        ("https://outlet.example/%D8%AE%D8%A8%D8%B1", "https://outlet.example/%D8%AE%D8%A8%D8%B1"),
        ("https://مثال.example/", "https://xn--mgbh0fb.example/"),
        ("https://[::1]/a", "https://[::1]/a"),
    ],
)
def test_its_canonical_form(pasted, canonical):
    assert canonical_url(pasted) == canonical


@pytest.mark.parametrize(
    "pasted",
    [
        "outlet.example/a",
        "javascript:alert(1)",
        "data:text/html,x",
        "https:///a",
        "https://a@b.example/",
        "https://outlet.example:99999/",
        "https://outlet.example/\u202egpj.exe",
        "https://outlet.example/<b>",
        "https://outlet.example/" + "a" * 1000,
        "https://" + "a" * 70 + ".example/",
    ],
)
def test_what_is_no_address_of_a_page_is_refused(pasted):
    with pytest.raises(Refused) as refused:
        canonical_url(pasted)
    assert refused.value.field == "url"


@given(st.text(max_size=40), st.text(max_size=20))
def test_the_canonical_form_is_its_own(path, query):
    try:
        once = canonical_url(f"https://outlet.example/{path}?{query}")
    except Refused:
        return
    assert canonical_url(once) == once
