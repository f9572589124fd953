"""What a service answers when it will not do as asked; whatever is raised here, nothing was saved."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import models


class Refused(Exception):
    """The service refuses: `message` is translated and for people, `field` names the input at fault or is empty."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.message = str(message)
        self.field = field


class NotAllowed(Refused):
    """The policies say that this person may not."""


class Conflict(Refused):
    """Somebody saved in between: `current` is the JSON state now, `yours` what was tried; nothing of either is lost."""

    def __init__(
        self,
        message: str,
        *,
        current: dict[str, Any],
        yours: dict[str, Any],
        changed_by: AbstractBaseUser | None = None,
        changed_at: dt.datetime | None = None,
    ) -> None:
        super().__init__(message)
        self.current = current
        self.yours = yours
        self.changed_by = changed_by
        self.changed_at = changed_at


class AlreadyThere(Refused):
    """It is done already; `existing` is the row that has it."""

    def __init__(self, message: str, *, existing: models.Model) -> None:
        super().__init__(message)
        self.existing = existing
