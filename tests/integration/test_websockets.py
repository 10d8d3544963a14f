# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A WebSocket that is listened to stays open, or it is told when it was closed."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from ansible_collections.skylift.aws.plugins.plugin_utils.http_checks import accepted
from support.asking import http_check

PING, PONG = b"\x89\x01a", b"\x8a\x81\0\0\0\0a"
ENTER, BEAT = b"\x81\x82\0\0\0\x0040", b"\x81\x81\0\0\0\x003"


class Application(BaseHTTPRequestHandler):
    """One path for each thing that can happen to a WebSocket."""

    def do_GET(self):
        self.send_response(101)
        for name, value in {"Upgrade": "websocket", "Connection": "Upgrade"}.items():
            self.send_header(name, value)
        self.send_header("Sec-WebSocket-Accept", accepted(self.headers["Sec-WebSocket-Key"]))
        self.end_headers()
        getattr(self, self.path.partition("?")[0].strip("/"))()

    def patient(self):
        """Tells a long story, asks whether anybody is there, and says nothing else."""
        self.wfile.write(b"\x81\x7e\x01\x00" + 256 * b"." + PING)
        self.server.heard.append(self.rfile.read(len(PONG)))
        self.server.over.wait(60)

    def sociable(self):
        """Wants to be entered, and its pings answered, as Socket.IO does."""
        for said, answer in ((b'\x81\x0a0{"sid":1}', ENTER), (b"\x81\x012", BEAT)):
            self.wfile.write(said)
            self.server.heard.append(self.rfile.read(len(answer)))
        self.server.over.wait(60)

    def hasty(self):
        """Hangs up."""

    def polite(self):
        """Says good-bye, and waits for the other one to go."""
        self.wfile.write(b"\x88\x00")
        self.server.over.wait(60)

    def log_message(self, *_args):
        """Nobody reads along."""


@pytest.fixture
def server():
    with ThreadingHTTPServer(("127.0.0.1", 0), Application) as running:
        running.heard, running.over, running.daemon_threads = [], threading.Event(), True
        threading.Thread(target=running.serve_forever, args=(0.05,), daemon=True).start()
        yield running
        running.over.set()
        running.shutdown()


def ask(server, path: str, seconds: float, deadline: float) -> dict:
    check = {"path": path, "websocket": True, "websocket_seconds": seconds}
    return http_check({"url": f"http://127.0.0.1:{server.server_port}", "checks": [check], "deadline": deadline})


@pytest.mark.parametrize(("path", "heard"), [("/patient", [PONG]), ("/sociable?EIO=4&transport=websocket", [ENTER, BEAT])])
def test_one_that_is_kept_open_by_answers_to_pings_is_well(server, path, heard):
    result = ask(server, path, 2, 60)
    assert not result["failed"], result["msg"]
    assert server.heard == heard


@pytest.mark.parametrize("path", ["/hasty", "/polite"])
def test_one_that_is_closed_is_told(server, path):
    result = ask(server, path, 3600, 5)
    assert "expected the WebSocket to stay open for 3600 s, and it was closed after " in result["msg"]
