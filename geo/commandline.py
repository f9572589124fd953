"""What the text commands share: reading files and batches, and saying in one line what is wrong with them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import CommandError, CommandParser, OutputWrapper

BAD_INPUT = 2  # the exit status of all text commands


class OneLineParser(CommandParser):
    """Says what is wrong with the options in one line; argparse would print how the command is used before it."""

    def error(self, message: str) -> NoReturn:
        if self.called_from_command_line:
            self.exit(BAD_INPUT, f"{self.prog}: {message}\n")
        raise bad_input(message)


def bad_input(message: str) -> CommandError:
    """The error to raise: Django prints it on standard error and leaves with status 2."""
    return CommandError(message, returncode=BAD_INPUT)


def read_text(path: str) -> str:
    """The text of a file, line ends as ``\\n``. Raises CommandError for what is no text."""
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise bad_input(f"{path}: {error.strerror}") from error
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise bad_input(f"{path}: not UTF-8 (byte {error.start})") from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        check_text(text)
    except ValueError as error:
        raise bad_input(f"{path}: {error}") from error
    return text


def check_text(text: object) -> str:
    """The text, or ValueError where it is none."""
    if not isinstance(text, str):
        raise ValueError("the text is missing")
    if not text.strip():
        raise ValueError("the text is empty")
    if "\0" in text:
        raise ValueError("the text holds a NUL character")
    return text


def answer_batch(path: str, answer: Callable[[dict[str, Any]], dict[str, Any]], out: OutputWrapper) -> None:
    """One JSON object in and out a line, the ``id`` handed through.

    A wrong line is reported after the others have been answered; then the command leaves with status 2.
    """
    try:
        lines = Path(path).read_bytes().split(b"\n")
    except OSError as error:
        raise bad_input(f"{path}: {error.strerror}") from error
    problems = []
    answered = 0
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line.decode("utf-8"))
            if not isinstance(row, dict):
                raise ValueError("not a JSON object")
            result = answer(row)
        except (ValueError, KeyError, TypeError) as error:  # UnicodeDecodeError and JSONDecodeError are ValueErrors
            problems.append(f"line {number}: {error}")
            continue
        out.write(json.dumps({"id": row.get("id"), **result}, ensure_ascii=False) + "\n")
        answered += 1
    if problems:
        more = f" (and {len(problems) - 1} more lines)" if len(problems) > 1 else ""
        raise bad_input(f"{path}: {problems[0]}{more}")
    if not answered:
        raise bad_input(f"{path}: the file is empty")
