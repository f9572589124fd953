"""An authenticator app: what it shows for a key now, or some steps of 30 s later."""

from binascii import unhexlify

from django_otp.oath import totp


def code_of(key: str, later: int = 0) -> str:
    # Six digits, with the zeros before them; django-otp's clock is the machine's.
    return f"{totp(unhexlify(key), t0=int(-30 * later)):06d}"


def wrong_code(key: str) -> str:
    """Six digits that the app shows neither now nor shortly before or after."""
    shown = {code_of(key, later) for later in range(-4, 5)}
    return next(f"{number:06d}" for number in range(10) if f"{number:06d}" not in shown)
