"""How far the worker has come with a report."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from incidents.models import ReportVersion, Work


@dataclass(frozen=True, slots=True)
class Progress:
    """`state` is a state of `Work`, or `none` where nothing was ever asked of the worker."""

    state: str
    claims: int
    attempts: int
    message: str
    finished: bool

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def progress_of(version: ReportVersion) -> Progress:
    work = version.work.order_by("-created_at", "-pk").first()
    claims = version.claims.count()
    if work is None:
        return Progress("none", claims, 0, _("Nobody asked the machine to read this report."), True)
    finished = work.state in (Work.State.DONE, Work.State.FAILED)
    return Progress(work.state, claims, work.attempts, reading_in_words(work.state, claims), finished)


def reading_in_words(state: str, claims: int) -> str:
    if state == Work.State.WAITING:
        return _("Waiting to be read …")
    if state == Work.State.RUNNING:
        return _("Being read …")
    if state == Work.State.FAILED:
        return _("The reading failed. The text is safe; you can ask for it again or add claims by hand.")
    if not claims:
        return _("Read: nothing was found that looks like an incident.")
    return ngettext("Read: %(count)d claim.", "Read: %(count)d claims.", claims) % {"count": claims}
