# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two platforms that serve the same application, and people who use it."""

from __future__ import annotations

import http.client
import math
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from name_server import NameServer, Told

RARE = 1e-6
SETTLED_SECONDS = 0.1


class Platform:
    """An HTTP server; `broken` are the paths that it answers with 500."""

    def __init__(self, address: str, port: int):
        self.address = address
        self.broken: set[str] = set()
        self.answered = {200: 0, 500: 0}
        platform = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                status = 500 if self.path in platform.broken else 200
                platform.answered[status] += 1
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *args) -> None:
                """Stay silent."""

        self._server = ThreadingHTTPServer((address, port), Handler)
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self) -> None:
        """End it."""
        self._server.shutdown()
        self._server.server_close()


class Users(threading.Thread):
    """They look the name up each time, and ask whom they are told."""

    def __init__(self, name: str, port: int, server: NameServer):
        super().__init__(daemon=True)
        self._name = name
        self._port = port
        self._server = server
        self._over = threading.Event()
        self.visits: list[tuple[float, str, int]] = []

    def run(self) -> None:
        """Come again and again."""
        while not self._over.wait(0.004):
            at = time.monotonic()
            host = self._server.answer(self._name)
            connection = http.client.HTTPConnection(host, self._port, timeout=10)
            connection.request("GET", "/", headers={"Host": self._name})
            self.visits.append((at, host, connection.getresponse().status))
            connection.close()

    def stop(self) -> None:
        """They have seen enough."""
        self._over.set()
        self.join()

    def share(self, told: Told, host: str) -> tuple[int, int]:
        """How many came while a weight was told, and how many of them to a host."""
        hosts = [where for at, where, _status in self.visits if told.since + SETTLED_SECONDS < at < told.until]
        return len(hosts), hosts.count(host)


def chance(visits: int, there: int, share: float) -> float:
    """How probable it is that so many of them, or more uncommonly few or many, went there by chance."""
    if share in (0, 1):
        return float(there == visits * share)

    def exactly(number: int) -> float:
        ways = math.lgamma(visits + 1) - math.lgamma(number + 1) - math.lgamma(visits - number + 1)
        return math.exp(ways + number * math.log(share) + (visits - number) * math.log(1 - share))

    fewer = sum(exactly(number) for number in range(there + 1))
    return 2 * min(fewer, 1 - fewer + exactly(there))
