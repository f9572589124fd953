"""What an operator sets for people: the mail server in one address, and the roles that need a second factor."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.mail import mail_settings
from tests.support.site import manage


@pytest.mark.parametrize(
    ("address", "port", "tls", "ssl"),
    [
        ("smtp://localhost", 25, False, False),
        ("smtp://me:secret@mail.example:587", 587, True, False),
        ("smtps://mail.example", 465, False, True),
        ("smtp+tls://mail.example:2525", 2525, True, False),
    ],
)
def test_the_address_of_a_mail_server(address, port, tls, ssl):
    got = mail_settings(address)
    assert (got["EMAIL_PORT"], got["EMAIL_USE_TLS"], got["EMAIL_USE_SSL"]) == (port, tls, ssl)


def test_name_and_password_may_hold_any_sign():
    got = mail_settings("smtp://me%40example.org:a%2Fb@mail.example:587")
    assert (got["EMAIL_HOST_USER"], got["EMAIL_HOST_PASSWORD"]) == ("me@example.org", "a/b")


@pytest.mark.parametrize("address", ["mail.example", "http://mail.example", "smtp://", "smtp:mail.example"])
def test_what_is_no_such_address_is_told(address):
    with pytest.raises(ImproperlyConfigured, match="STRIKELINE_MAIL is"):
        mail_settings(address)


def test_a_role_that_there_is_not_is_told_at_the_start(tmp_path):
    done = manage(tmp_path, "check", STRIKELINE_TWO_FACTOR="reviewer,boss")
    assert done.returncode != 0 and "STRIKELINE_TWO_FACTOR: boss is none of reader" in done.stderr
