# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A small API: it tells how it is, whether its database answers, and does a job when a schedule asks for it.

It needs nothing but Python, so that its image can be built from any base that has it. A real application has a driver and asks
its database a question; this one opens the conversation as every client of PostgreSQL does, and listens for the answer.
"""

from __future__ import annotations

import hmac
import json
import os
import signal
import socket
import struct
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

STARTED = time.monotonic()
VERSION = os.environ.get("VERSION", "1")
SSL_REQUEST = struct.pack("!ii", 8, 80877103)


def database() -> str:
    """Tell whether the database is there: connected, unreachable, or none if the application has none."""
    url = urlsplit(os.environ.get("DATABASE_URL", ""))
    if not url.hostname:
        return "none"
    try:
        with socket.create_connection((url.hostname, url.port or 5432), timeout=3) as connection:
            connection.sendall(SSL_REQUEST)
            return "connected" if connection.recv(1) in (b"S", b"N") else "unreachable"
    except OSError:
        return "unreachable"


class Api(BaseHTTPRequestHandler):
    """What is answered."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Health, and the one thing that the API knows."""
        if self.path == "/health":
            state = database()
            well = state != "unreachable"
            self._answer(200 if well else 503, {
                "status": "healthy" if well else "unhealthy", "database": state, "version": VERSION,
                "uptime": round(time.monotonic() - STARTED, 2)})  # fmt: skip
        elif self.path == "/":
            self._answer(200, {"message": "Hello", "version": VERSION})
        else:
            self._answer(404, {"message": f"Cannot GET {self.path}"})

    def do_POST(self) -> None:
        """The job that a schedule starts; it is for nobody who has not the token."""
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        token = f"Bearer {os.environ.get('JOBS_TOKEN', '')}"
        if self.path != "/jobs/clean-up":
            self._answer(404, {"message": f"Cannot POST {self.path}"})
        elif not os.environ.get("JOBS_TOKEN") or not hmac.compare_digest(self.headers.get("Authorization", ""), token):
            self._answer(401, {"message": "the token of the schedule is missing"})
        else:
            self._answer(200, {"job": "clean-up", "done": True})

    def _answer(self, status: int, content: dict) -> None:
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def main() -> None:
    """Serve until the platform says that it is enough, and end what has begun."""
    server = ThreadingHTTPServer((os.environ.get("HOST", ""), int(os.environ.get("PORT", "8080"))), Api)
    server.daemon_threads = False
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
    print(f"version {VERSION} listens on port {server.server_port}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
