"""What a person says who merges two records or splits one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

_LINES = forms.Textarea(attrs={"rows": 2, "dir": "auto"})


class _WithReason(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why"), widget=_LINES, help_text=gettext_lazy("For the desk's history.")
    )
    public_note = forms.CharField(
        label=gettext_lazy("Note for the public log"),
        required=False,
        widget=_LINES,
        help_text=gettext_lazy("Read by everybody where the public sees the record."),
    )


class MergeForm(_WithReason):
    """`take-…` for each value that both have: "gone" takes it from the record that goes."""

    def __init__(self, data: Any, offered: Sequence[str], usual: Collection[str]) -> None:
        super().__init__(data)
        self.taken = [name for name in offered if self._side(name, usual) == "gone"]

    def _side(self, name: str, usual: Collection[str]) -> str:
        said = self.data.get(f"take-{name}", "")
        return said if said in ("kept", "gone") else "gone" if name in usual else "kept"


class SplitForm(_WithReason):
    """Which claims leave, by their ids."""

    claims = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Claims"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any, claims: Sequence[int]) -> None:
        super().__init__(data)
        self.fields["claims"].choices = [(str(pk), str(pk)) for pk in claims]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> set[int]:
        """What was ticked, whatever else is wrong."""
        return {int(pk) for pk in self["claims"].value() or () if str(pk).isdecimal()}
