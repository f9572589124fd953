"""Secrets made on this machine and kept in files that only their owner can read."""

import contextlib
import os
import secrets
import tempfile
from pathlib import Path


def secret(path: Path, size: int = 48) -> str:
    """The secret kept at `path`; made, once, where there is none (mode 0600, `size` random bytes)."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        # mkstemp opens with 0600. The link appears with its whole content or not at all, and only for the first of
        # several processes that start together; the others read what that one made.
        handle, written = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(secrets.token_urlsafe(size))
            with contextlib.suppress(FileExistsError):
                os.link(written, path)
        finally:
            os.unlink(written)
    return path.read_text(encoding="utf-8").strip()
