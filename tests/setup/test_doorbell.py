"""The embedded broker never shows a half-written message."""

from pathlib import Path

import pytest
from kombu import Connection

import config.celery  # noqa: F401  # names the transport
from config.doorbell import Transport


@pytest.fixture
def connection(tmp_path: Path) -> Connection:
    (tmp_path / "messages").mkdir()
    folders = {name: str(tmp_path / "messages") for name in ("data_folder_in", "data_folder_out")}
    options = {**folders, "control_folder": str(tmp_path / "control")}
    return Connection("filesystem://", transport_options=options)


def test_what_is_put_is_got_once(connection: Connection, tmp_path: Path) -> None:
    assert isinstance(connection.transport, Transport)
    with connection.SimpleQueue("bell") as queue:
        queue.put({"ring": 1})
        assert [path.suffix for path in (tmp_path / "messages").iterdir()] == [".msg"]
        message = queue.get(timeout=2)
        assert message.payload == {"ring": 1}
        message.ack()
        assert list((tmp_path / "messages").iterdir()) == []


def test_an_unfinished_message_is_no_message(connection: Connection, tmp_path: Path) -> None:
    with connection.SimpleQueue("bell") as queue:
        (tmp_path / "messages" / "1_unfinished.bell.unfinished").write_bytes(b"")
        with pytest.raises(queue.Empty):
            queue.get(block=False)
