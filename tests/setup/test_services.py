"""The services of the tests: real, on loopback, and gone with the program that started them."""

import shutil
import subprocess
import sys
from pathlib import Path

import psutil
import psycopg
import pytest
import redis
from django.conf import settings

from scripts.processes import end_descendants
from scripts.services import FOR_TESTS, PostgreSQL, Valkey, open_temporary_folder
from tests.support.waiting import wait_for

STARTS_VALKEY = """
import sys
from pathlib import Path
from scripts.services import Valkey
service = Valkey(Path(sys.argv[1]))
service.start()
print(service.process.pid, flush=True)
sys.stdin.read()
"""


def test_postgresql_answers_on_loopback_and_stops() -> None:
    folder = open_temporary_folder()
    with PostgreSQL(folder / "postgresql", *FOR_TESTS) as server:
        assert server.process
        with psycopg.connect(server.url) as connection:
            row = connection.execute("SELECT current_setting('server_encoding'), inet_server_addr()::text").fetchone()
        assert row == ("UTF8", "127.0.0.1/32")
        processes = [psutil.Process(server.process.pid), *psutil.Process(server.process.pid).children()]
    assert not [process for process in processes if process.is_running()]
    shutil.rmtree(folder)


def test_valkey_ends_with_a_program_that_is_killed(tmp_path: Path) -> None:
    starter = subprocess.Popen(
        [sys.executable, "-c", STARTS_VALKEY, str(tmp_path)],
        cwd=settings.BASE_DIR,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert starter.stdout
    service = psutil.Process(int(starter.stdout.readline()))
    starter.kill()
    starter.communicate()
    wait_for(lambda: not service.is_running() or service.status() == psutil.STATUS_ZOMBIE, 10)


def test_valkey_is_a_real_one(tmp_path: Path) -> None:
    with Valkey(tmp_path) as service:
        assert redis.Redis(port=service.port).info("server")["server_name"] == "valkey"
    with pytest.raises(redis.ConnectionError):
        redis.Redis(port=service.port).ping()


def test_what_is_left_behind_is_named_and_ended() -> None:
    program = "import subprocess, sys; subprocess.Popen(['sleep', '997']); sys.stdin.read()"
    holder = subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE)
    child = wait_for(lambda: psutil.Process(holder.pid).children())[0]
    wait_for(lambda: child.cmdline() == ["sleep", "997"])
    assert "sleep 997" in end_descendants(patience=0, below=holder.pid)
    holder.communicate()
