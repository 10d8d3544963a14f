# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A sandbox that refuses to keep a parameter, and quotes its value while it says so."""

from __future__ import annotations

import contextlib
import http.server
import json
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator


class GoBetween(http.server.BaseHTTPRequestHandler):
    """Passes everything on to the sandbox its server stands for, but refuses to keep secure strings."""

    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.headers.get("X-Amz-Target") == "AmazonSSM.PutParameter" and b'"SecureString"' in body:
            said = f"1 validation error detected: Value '{json.loads(body)['Value']}' at 'value' failed to satisfy constraint"
            refusal = json.dumps({"__type": "ValidationException", "message": said}).encode()
            self._answer(400, {"Content-Type": "application/x-amz-json-1.1"}, refusal)
        else:
            self._pass_on(body)

    def do_GET(self):
        self._pass_on(None)

    do_PUT = do_POST

    def log_message(self, *arguments):
        """Say nothing: a secret may be in it."""

    def _pass_on(self, body: bytes | None) -> None:
        request = urllib.request.Request(self.server.sandbox + self.path, body, dict(self.headers), method=self.command)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                self._answer(answer.status, dict(answer.headers), answer.read())
        except urllib.error.HTTPError as error:
            self._answer(error.code, dict(error.headers), error.read())

    def _answer(self, status: int, headers: dict, body: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            if name.lower() not in ("content-length", "transfer-encoding", "connection", "date", "server"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextlib.contextmanager
def refusing_parameters(sandbox: str) -> Iterator[str]:
    """Yield the URL of a go-between in front of a sandbox."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), GoBetween)
    server.daemon_threads = True
    server.sandbox = sandbox
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
