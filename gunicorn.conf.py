"""How gunicorn serves the program, on a laptop and in production alike; it reads this file by itself."""

import gc
import os
import socket
import sys
from pathlib import Path
from typing import Any

from gunicorn.glogging import Logger

wsgi_app = "wsgi:app"
bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
# Two plain processes had a far shorter longest wait than threads.
workers = 2
worker_class = "sync"
# Both are copies of one process that has read the program: less memory, and nothing to read when one dies.
preload_app = True
# The heartbeat file of a worker must not wait for a slow disk.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 (no file is made by name)
# Nobody steers the server from beside it, so there is no socket for that.
control_socket_disable = True


class WithoutPaths(Logger):  # type: ignore[misc]  # gunicorn is written without types
    """A path can tell whose page was read, so no line of the log holds one; there is no access log either."""

    def exception(self, msg: str, *args: Any, **kwargs: Any) -> None:
        kind = sys.exc_info()[0]
        self.error("A request failed: %s", kind.__name__ if kind else "no reason known")

    def warning(self, msg: str, *args: Any, **kwargs: Any) -> None:
        if msg.startswith("Invalid request"):
            msg, args = "A request that is not proper HTTP was refused.", ()
        super().warning(msg, *args, **kwargs)


logger_class = WithoutPaths
SILENT = 240
"""Seconds that a connection may say nothing before a worker hears of it."""


def when_ready(server: Any) -> None:
    """Browsers open connections ahead of need; the system holds them until they ask for something, so that no worker
    waits for one. The program itself is never rubbish: keep its pages shared, and look for rubbish in what requests
    leave alone.
    """
    for listener in server.LISTENERS:
        if listener.sock.family != socket.AF_UNIX and hasattr(socket, "TCP_DEFER_ACCEPT"):
            listener.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_DEFER_ACCEPT, SILENT)
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
