"""The order in which rows are locked, so that no two transactions wait for each other (docs/record.md).

What a record hangs on before the record: merges, reports, their work, sources and parties, claims, incidents; of one
kind by number; the published version last. Whoever changes several records of a kind locks them all before changing the
first, since that may lock the published version.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models


def lock_rows(model: type[models.Model], numbers: Iterable[int]) -> None:
    """Lock the rows of these numbers until the transaction ends."""
    rows = model._default_manager.select_for_update(no_key=True).filter(pk__in=sorted(numbers))
    list(rows.order_by("pk").values_list("pk", flat=True))
