"""The phone's code, the codes for a lost phone, and what nobody can do with either."""

import pytest
from django_otp.plugins.otp_totp.models import TOTPDevice

from incidents.errors import NotAllowed, Refused
from incidents.models import AuditEntry, RecoveryCode
from incidents.people import second_factor
from tests.factories import AdministratorFactory, EditorFactory, PhoneFactory
from tests.support.phone import code_of, wrong_code

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"


@pytest.fixture
def editor():
    return EditorFactory()


def confirm(person, key=None, code=None, password=PASSWORD):
    key = key or second_factor.new_key()
    return second_factor.confirm_second_factor(by=person, key=key, code=code or code_of(key), password=password, here=0)


def test_the_phone_is_taken_once_it_shows_the_right_code(editor):
    key = second_factor.new_key()
    with pytest.raises(Refused, match="the app shows now"):
        confirm(editor, key, wrong_code(key))
    assert not second_factor.has_second_factor(editor)
    assert len(confirm(editor, key)) == 10
    assert second_factor.has_second_factor(editor)
    assert second_factor.passes(editor, code_of(key, later=1))


def test_nobody_takes_a_phone_without_the_password(editor):
    with pytest.raises(Refused, match="not your password"):
        confirm(editor, password="wrong")


def test_a_code_counts_once(editor):
    key = second_factor.new_key()
    confirm(editor, key)
    assert not second_factor.passes(editor, code_of(key)), "the code that confirmed the phone"
    TOTPDevice.objects.update(throttling_failure_timestamp=None)
    assert second_factor.passes(editor, code_of(key, later=1))
    assert not second_factor.passes(editor, code_of(key, later=1))


def test_after_a_wrong_code_the_next_one_has_to_wait(editor):
    phone = PhoneFactory(user=editor)
    assert not second_factor.passes(editor, wrong_code(phone.key))
    assert not second_factor.passes(editor, code_of(phone.key)), "within the second after a failure"
    TOTPDevice.objects.update(throttling_failure_timestamp=None)
    assert second_factor.passes(editor, code_of(phone.key))


def test_arabic_digits_and_a_space_are_the_same_code(editor):
    phone = PhoneFactory(user=editor)
    typed = code_of(phone.key).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert second_factor.passes(editor, f"{typed[:3]} {typed[3:]}")


def test_a_recovery_code_stands_in_once(editor):
    code, *others = confirm(editor)
    assert second_factor.passes(editor, f" {code.upper()} ")
    assert not second_factor.passes(editor, code)
    assert second_factor.codes_left(editor) == len(others) == 9
    assert AuditEntry.objects.get(verb="use_recovery_code").detail == {"left": 9}


def test_a_recovery_code_is_its_owners_and_is_not_kept_in_the_clear(editor):
    code, *_ = confirm(editor)
    colleague = EditorFactory()
    PhoneFactory(user=colleague)
    assert not second_factor.passes(colleague, code)
    kept = "".join(RecoveryCode.objects.values_list("digest", flat=True))
    assert code.replace("-", "") not in kept


@pytest.mark.parametrize("typed", ["", " ", "-", "000000000", "١٢", "\x00", "1e5", "-12345", "🚨" * 6])
def test_what_is_no_code_is_none(typed, editor):
    confirm(editor)
    assert not second_factor.passes(editor, typed)


def test_new_recovery_codes_void_the_former(editor):
    code, *_ = confirm(editor)
    assert code not in second_factor.renew_recovery_codes(by=editor, password=PASSWORD)
    assert not second_factor.passes(editor, code)


def test_an_editor_may_do_without_and_an_administrator_may_not(editor):
    confirm(editor)
    second_factor.remove_second_factor(by=editor, password=PASSWORD)
    assert not second_factor.has_second_factor(editor) and not RecoveryCode.objects.exists()
    administrator = AdministratorFactory()
    with pytest.raises(Refused, match="Your role needs"):
        second_factor.remove_second_factor(by=administrator, password=PASSWORD)


def test_an_administrator_resets_it_for_somebody_and_an_editor_does_not(editor):
    confirm(editor)
    with pytest.raises(NotAllowed):
        second_factor.reset_second_factor(by=EditorFactory(), person=editor)
    second_factor.reset_second_factor(by=AdministratorFactory(), person=editor)
    assert not second_factor.has_second_factor(editor)
    assert AuditEntry.objects.get(verb="reset_second_factor").subject_id == editor.pk


def test_the_picture_is_drawn_here_and_names_the_account(editor):
    key = second_factor.new_key()
    picture = second_factor.picture_of_key(key, editor)
    assert (
        picture.startswith("<svg") and "style" not in picture and "http" not in picture.replace("http://www.w3.org", "")
    )
    assert second_factor.address_of_key(key, editor).startswith(f"otpauth://totp/Strikeline%3A{editor.username}")
