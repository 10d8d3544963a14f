# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The http_check action looks at real servers, and tells of each why it is not well."""

from __future__ import annotations

import json
import os
import re
import socket
import ssl
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from ansible.errors import AnsibleActionFail
from ansible_collections.skylift.aws.plugins.plugin_utils.http_checks import accepted
from support.asking import certified, http_check

REPOSITORY = Path(__file__).resolve().parents[2]
TOKEN = "Bearer correct-horse-battery-staple"
HEALTHY = {"status": "healthy", "database": {"state": "connected", "version": 17}}


class Application(BaseHTTPRequestHandler):
    """An application with one path for each thing that can happen to it."""

    def do_GET(self):
        self.server.asked.append((self.command, self.path, dict(self.headers)))
        answer = getattr(self, self.path.partition("?")[0].strip("/") or "health", None)
        answer() if answer else self.say(404)

    do_HEAD = do_POST = do_DELETE = do_GET

    def say(self, status, body=b"", **headers):
        self.send_response(status)
        for name, value in {"Content_Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def health(self):
        self.say(200, json.dumps(HEALTHY).encode(), Content_Type="application/json")

    def starting(self):
        times = sum(path == self.path for _method, path, _headers in self.server.asked)
        self.health() if times > 3 else self.say(500)

    def page(self):
        self.say(200, b"<html>", Content_Type="text/html")

    def echo(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        sent = {"method": self.command, "body": json.loads(body or b"null"), "token": self.headers.get("Authorization")}
        self.say(200, json.dumps(sent).encode())

    def socket(self):
        self.say(101, Upgrade="websocket", Connection="Upgrade", Sec_WebSocket_Accept=accepted(self.headers["Sec-WebSocket-Key"]))

    def slow(self):
        time.sleep(0.05)
        self.health()

    def users(self):
        user = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.users.append(user["name"])
        self.say(201, json.dumps({"id": len(self.server.users), "token": f"token-of-{user['name']}"}).encode())

    def upload(self):
        known = self.headers.get("Authorization", "").removeprefix("Bearer token-of-") in self.server.users
        self.say(200 if known and self.server.uploads else 403, json.dumps({"files": [{"size": 3}]}).encode())

    def gone(self):
        self.server.users.remove(self.headers["Authorization"].removeprefix("Bearer token-of-"))
        self.say(204)

    def moved(self):
        self.say(302, Location="/echo")

    def silent(self):
        self.server.over.wait(20)

    def rude(self):
        self.wfile.write(b"what?\r\n\r\n")

    def torn(self):
        self.say(200, b"{", Content_Length="100")

    def log_message(self, *_args):
        """Nobody reads along."""


class Server(ThreadingHTTPServer):
    """Who breaks off a handshake is what some of these tests are about, and nothing to print."""

    daemon_threads = True

    def handle_error(self, request, client_address):
        if not isinstance(sys.exception(), ssl.SSLError):
            super().handle_error(request, client_address)


def serve(context: ssl.SSLContext | None = None):
    server = Server(("127.0.0.1", 0), Application)
    server.users, server.uploads = [], True
    server.asked, server.over = [], threading.Event()
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    return server


@pytest.fixture
def server():
    with serve() as running:
        yield running
        running.over.set()
        running.shutdown()


@pytest.fixture
def ask(server):
    """Run the action as Ansible does and return its result."""

    def run(*checks, check_mode=False, **options):
        options = {"url": f"http://127.0.0.1:{server.server_port}", "deadline": 2, "checks": list(checks), **options}
        return http_check(options, check_mode)

    return run


def said(result: dict) -> str:
    """What is said of the only check, which failed."""
    assert result["failed"]
    [check] = result["checks"]
    assert check["said"] in result["msg"]
    assert "Traceback" not in result["msg"]
    return check["said"]


def unused_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def test_a_healthy_application_passes_at_the_first_try(ask):
    result = ask({"path": "/health", "json": {"status": "healthy", "database": {"state": "connected"}}}, {"path": "page"})
    assert (result["failed"], result["changed"]) == (False, False)
    assert [(check["path"], check["status"], check["ok"], check["tries"]) for check in result["checks"]] == [
        ("/health", 200, True, 1), ("/page", 200, True, 1),
    ]  # fmt: skip


def test_one_that_is_still_starting_is_asked_until_it_is_up(ask):
    [check] = ask({"path": "/starting"}, deadline=60)["checks"]
    assert (check["ok"], check["tries"]) == (True, 4)


def test_all_checks_are_asked_at_the_same_time_and_all_failures_told(ask):
    begun = time.monotonic()
    result = ask({"path": "/silent"}, {"path": "/none"}, {"path": "/health"}, {"path": "/silent?2"}, deadline=5)
    assert time.monotonic() - begun < 9
    assert [check["ok"] for check in result["checks"]] == [False, False, True, False]
    head, *lines = result["msg"].splitlines()
    assert head.endswith("3 of 4 checks failed")
    assert lines[0].startswith("GET /silent: expected status 200, got no answer yet (1 tries in ")
    assert lines[1].startswith("GET /none: expected status 200, got 404 (")


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ({"status": "ill"}, 'json.status: expected "ill", got "healthy"'),
        ({"database": {"version": 18}}, "json.database.version: expected 18, got 17"),
        ({"cache": "warm"}, 'json.cache: expected "warm", got nothing'),
        ({"status": {"api": "up"}}, 'json.status: expected an object, got "healthy"'),
    ],
)
def test_a_wrong_field_is_told_by_its_path(ask, wanted, told):
    assert said(ask({"path": "/health", "json": wanted})) == told


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/page", 'expected JSON, got text/html: "<html>"'),
        ("/rude", "expected status 200, got BadStatusLine: what?"),
        ("/torn", "expected status 200, got IncompleteRead: IncompleteRead(1 bytes read, 99 more expected)"),
    ],
)
def test_an_answer_that_is_none_is_told(ask, path, told):
    assert said(ask({"path": path, "json": {"a": 1}})).strip() == told


def test_nothing_listens(ask):
    assert "ConnectionRefusedError" in said(ask({"path": "/"}, url=f"http://127.0.0.1:{unused_port()}"))


def test_a_server_that_says_nothing_is_given_up_and_asked_again(ask):
    result = ask({"path": "/silent"}, timeout=0.1, deadline=3)
    assert said(result) == "expected status 200, got TimeoutError: timed out"
    assert result["checks"][0]["tries"] > 1


def test_a_request_is_sent_as_told(ask):
    sent = {"method": "POST", "body": {"a": [1]}, "token": TOKEN}
    assert not ask(
        {"path": "/echo", "method": "post", "body_json": {"a": [1]}, "headers": {"Authorization": TOKEN}, "json": sent}
    )["failed"]


def test_one_of_several_statuses_is_enough(ask):
    assert not ask({"path": "/none", "status_code": [401, 404]}, {"path": "/none", "status_code": "404"})["failed"]


def test_a_field_is_found_by_its_expression(ask):
    path = "/health"
    assert not ask({"path": path, "jmespath": {"database.version": 17, "length(keys(@))": 2}})["failed"]
    told = said(ask({"path": path, "jmespath": {"database.version > `17`": True}}))
    assert told == "database.version > `17`: expected true, got false"


def test_answers_must_be_quick_enough(ask):
    assert not ask({"path": "/slow", "latency": {"seconds": 2, "requests": 3}}, deadline=5)["failed"]
    told = said(ask({"path": "/slow", "latency": {"seconds": 0.01, "requests": 3, "percentile": 50}}, deadline=1))
    assert told.startswith("expected 50 % of 3 answers within 0.01 s, got 0.0")


def test_each_check_that_passes_is_told_in_a_line_with_what_came_and_its_time(ask, server, capsys):
    quick = {"percentile": 90, "seconds": 5, "requests": 3}
    handshake = {"path": "/socket", "websocket": True}
    ask({"path": "health", "latency": quick}, {"path": "/starting"}, handshake, {"path": "/none"}, flows=[FLOW])
    lines = [re.sub(r"[0-9]+ (ms|tries)", r"N \1", line) for line in capsys.readouterr().out.splitlines()]
    assert lines == [
        "  GET /health: status 200, 90 % of 3 answers within N ms (N ms)",
        "  GET /starting: status 200 (N tries in N ms)",
        "  GET /socket: status 101, a WebSocket (N ms)",
        "  FLOW a user uploads: all 2 steps (N ms)",
    ]


def test_a_websocket_is_asked_for(ask):
    assert not ask({"path": "/socket", "websocket": True})["failed"]
    assert said(ask({"path": "/health", "websocket": True})) == "expected status 101, got 200"


FLOW = {
    "name": "a user uploads",
    "steps": [
        {"path": "/users", "method": "POST", "body_json": {"name": "$unique"}, "status_code": 201, "keep": {"token": "token"}},
        {"path": "/upload", "headers": {"Authorization": "Bearer $token"}, "jmespath": {"files[0].size": 3}},
    ],
    "always": [{"path": "/gone", "method": "DELETE", "headers": {"Authorization": "Bearer $token"}, "status_code": 204}],
}


def test_a_flow_goes_on_with_what_answers_told_and_leaves_nothing_behind(ask, server):
    result = ask({"path": "/health"}, flows=[FLOW])
    assert [(check["method"], check["path"], check["ok"]) for check in result["checks"]] == [
        ("GET", "/health", True), ("FLOW", "a user uploads", True),
    ]  # fmt: skip
    assert server.users == []
    assert ask({"path": "/health"}, flows=[FLOW], check_mode=True)["checks"][0]["path"] == "/health"


def test_a_flow_that_fails_tells_the_step_and_no_token_and_is_cleaned_up_after(ask, server):
    server.uploads = False
    result = ask({"path": "/health"}, flows=[FLOW])
    assert "FLOW a user uploads: GET /upload: expected status 200, got 403 (" in result["msg"]
    assert "token-of" not in str(result)
    assert server.users == []
    nowhere = {**FLOW, "steps": [{"path": "/none", "method": "POST", "keep": {"token": "token"}}]}
    assert "FLOW a user uploads: POST /none: expected status 200, got 404 (" in ask({"path": "/health"}, flows=[nowhere])["msg"]


def test_a_redirect_is_followed_without_the_headers_unless_it_is_expected(ask):
    followed = {"path": "/moved", "headers": {"Authorization": TOKEN}, "json": {"method": "GET", "token": None}}
    assert [check["status"] for check in ask(followed, {"path": "/moved", "status_code": 302})["checks"]] == [200, 302]


@pytest.mark.parametrize("token", [TOKEN, 'Bearer "battery"', "battery\nstaple", "battery" * 100])
def test_a_token_is_told_nowhere(ask, token):
    result = ask({"path": "/echo", "headers": {"Authorization": token}, "json": {"token": "another"}})
    assert result["failed"]
    assert "battery" not in str(result)


def test_check_mode_sends_only_what_reads(ask, server):
    result = ask({"path": "/echo", "method": "POST"}, {"path": "/health", "method": "HEAD"}, check_mode=True)
    assert [check["path"] for check in result["checks"]] == ["/health"]
    assert [command for command, _path, _headers in server.asked] == ["HEAD"]


@pytest.mark.parametrize("url", ["ftp://example.com", "https://", "https://user:hunter2@example.com"])
def test_what_cannot_be_asked_is_refused_at_once(ask, url):
    result = ask({"path": "/"}, url=url, deadline=60)
    assert result["msg"].startswith("url: ")
    assert "hunter2" not in result["msg"]


def test_a_misspelt_option_is_refused(ask):
    with pytest.raises(AnsibleActionFail, match="checks.status"):
        ask({"path": "/", "status": 200})


@pytest.fixture
def secure(tmp_path):
    """A server with a certificate of its own, which is in `certificate`, for localhost and shop.example."""
    context, certificate = certified(tmp_path)
    with serve(context) as running:
        running.certificate = certificate
        yield running
        running.shutdown()


def test_a_certificate_is_verified_unless_told_otherwise(ask, secure):
    url = f"localhost:{secure.server_port}"
    assert "CERTIFICATE_VERIFY_FAILED" in said(ask({"path": "/"}, url=url))
    assert not ask({"path": "/"}, url=url, ca_path=secure.certificate)["failed"]
    assert not ask({"path": "/"}, url=url, validate_certs=False)["failed"]
    assert ask({"path": "/"}, url=url, ca_path="/none")["msg"].startswith("ca_path: /none: ")


def test_a_name_that_the_dns_does_not_know_yet_is_asked_where_it_will_lead(ask, secure):
    url = f"shop.example:{secure.server_port}"
    assert not ask({"path": "/moved"}, url=url, connect_to="localhost", ca_path=secure.certificate)["failed"]
    assert {headers["Host"] for _command, _path, headers in secure.asked} == {url}
    other = ask({"path": "/"}, url=f"blog.example:{secure.server_port}", connect_to="localhost", ca_path=secure.certificate)
    assert "CERTIFICATE_VERIFY_FAILED" in said(other)


def test_a_url_to_connect_to_is_asked_as_it_stands(ask, server):
    result = ask({"path": "/health"}, url="https://shop.example", connect_to=f"http://127.0.0.1:{server.server_port}")
    assert not result["failed"]


def test_the_role_asks_in_a_playbook(server, tmp_path):
    playbook = tmp_path / "smoke_test.yml"
    checks = [{"path": "/health", "json": {"status": "healthy"}}, {"path": "/none"}]
    variables = {"smoke_test_endpoint": f"http://127.0.0.1:{server.server_port}", "smoke_test_deadline": 3}
    play = {"hosts": "localhost", "gather_facts": False, "roles": ["skylift.aws.smoke_test"]}
    playbook.write_text(json.dumps([{**play, "vars": {**variables, "smoke_test_checks": checks}}]))
    without = {name: value for name, value in os.environ.items() if not name.startswith("ANSIBLE_")}
    done = subprocess.run(
        [Path(sys.executable).with_name("ansible-playbook"), "-i", "localhost,", "-c", "local", playbook],
        cwd=REPOSITORY, env={**without, "ANSIBLE_LOCAL_TEMP": str(tmp_path / "tmp")}, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 2
    assert "1 of 2 checks failed" in done.stdout
    assert "GET /none: expected status 200, got 404" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
