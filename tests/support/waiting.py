import time
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")


def wait_for(what: Callable[[], Result], seconds: float = 30) -> Result:
    """The first true answer of `what`, asked again and again; AssertionError when `seconds` have passed."""
    deadline = time.monotonic() + seconds
    while not (answer := what()):
        assert time.monotonic() < deadline, f"not within {seconds:g} s: {what}"
        time.sleep(0.05)
    return answer
