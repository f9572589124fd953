"""What a browser without JavaScript would send of a page's form."""

from __future__ import annotations

from html.parser import HTMLParser


class _Fields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.best: dict[str, str] = {}
        self._in_form = self._in_template = False
        self._area = self._select = self._first = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        name = given.get("name") or ""
        if tag == "form":
            self._in_form, self.fields = given.get("method") == "post", {}
        elif tag == "template":
            self._in_template = True
        elif not self._in_form or self._in_template:
            return
        elif tag == "textarea":
            self._area = name
            self.fields[name] = ""
        elif tag == "select":
            self._select, self._first = name, ""
        elif tag == "option" and self._select:
            if "selected" in given or self._select not in self.fields:
                self.fields[self._select] = given.get("value") or ""
        elif tag == "input" and name:
            is_choice = given.get("type") in ("checkbox", "radio")
            if not is_choice or "checked" in given:
                self.fields[name] = given.get("value") or ("on" if is_choice else "")

    def handle_data(self, data: str) -> None:
        if self._area:
            # HTML takes one line end at the start of a text area as the tag's own.
            data = data.replace("\r\n", "\n")
            self.fields[self._area] += data if self.fields[self._area] else data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._in_form = False
            self.best = max(self.best, self.fields, key=len)
        elif tag == "template":
            self._in_template = False
        elif tag == "textarea":
            self._area = ""
        elif tag == "select":
            self._select = ""


def fields_of(page: str) -> dict[str, str]:
    """The fields of the page's largest form that is posted, as they stand."""
    parser = _Fields()
    parser.feed(page)
    return {name: value for name, value in parser.best.items() if name != "csrfmiddlewaretoken"}
