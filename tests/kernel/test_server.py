"""The server as it is started on a laptop, without anything in front of it."""

import socket
import urllib.request
from contextlib import ExitStack
from pathlib import Path

from tests.torture.place import place, served

WORKERS = 2
LONGEST_WAIT = 10
"""Seconds; a worker that waits for a silent connection is killed after thirty."""


def test_connections_that_say_nothing_keep_nobody_waiting(tmp_path: Path) -> None:
    with place("sqlite", tmp_path, 1) as where, served(where), ExitStack() as open_ones:
        log = where.folder / "server.log"
        silent = [
            open_ones.enter_context(socket.create_connection(("127.0.0.1", where.port))) for _ in range(WORKERS * 2)
        ]
        for _ in range(WORKERS * 4):
            with urllib.request.urlopen(f"{where.address}/healthz", timeout=LONGEST_WAIT) as answer:
                assert answer.status == 200
        for connection in silent:
            connection.settimeout(LONGEST_WAIT)
            connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            assert connection.recv(20).startswith(b"HTTP/1.1 200")
        assert "WORKER TIMEOUT" not in log.read_text()
