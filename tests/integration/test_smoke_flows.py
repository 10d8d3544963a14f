# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The learning platform's smoke test does what a student does, against an API that does it, and leaves nothing behind."""

from __future__ import annotations

import json
import secrets
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from deployment import INVENTORIES, Deployment
from support.asking import certified, http_check

SERVICE = INVENTORIES / "learning_platform" / "group_vars" / "learning_platform" / "service.yml"
FLOW = yaml.safe_load(SERVICE.read_text())["learning_platform_upload"]
API, FILES = "/api/v1", "/files/"


class Platform(BaseHTTPRequestHandler):
    """Users with tokens, and files at addresses that are signed."""

    def do_GET(self):
        path, _question, query = self.path.partition("?")
        self.server.asked.append((self.command, path))
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if path.startswith(FILES):
            return self.say(*self.file(path.removeprefix(FILES), body))
        if (self.command, path.removeprefix(API)) == self.server.broken:
            return self.say(500, {})
        asked = {key: values[0] for key, values in parse_qs(query).items()} if query else json.loads(body or b"{}")
        answer = {
            ("POST", "/auth/register"): self.register,
            ("POST", "/auth/login"): self.login,
            ("POST", "/storage/upload-url"): self.upload_url,
            ("GET", "/storage/download-url"): self.download_url,
            ("DELETE", "/storage/files"): self.remove_file,
            ("DELETE", "/users/me"): self.remove_user,
        }.get((self.command, path.removeprefix(API)))
        return self.say(*(answer(asked) if answer else (404, {})))

    do_POST = do_PUT = do_DELETE = do_GET

    def say(self, status, content):
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def user(self):
        """Who asks, by the token that a login gave."""
        return self.server.tokens.get(self.headers.get("Authorization", "").removeprefix("Bearer "))

    def register(self, asked):
        if asked["username"] in self.server.users:
            return 409, {}
        self.server.users[asked["username"]] = asked["password"]
        return 201, {"username": asked["username"]}

    def login(self, asked):
        if self.server.users.get(asked["username"]) != asked["password"]:
            return 401, {}
        token = secrets.token_hex(16)
        self.server.tokens[token] = asked["username"]
        return 200, {"access_token": token}

    def upload_url(self, asked):
        key = f"{asked['homeworkId']}/{asked['filename']}"
        return (201, {"uploadUrl": self.signed(key, asked["contentType"]), "key": key}) if self.user() else (401, {})

    def download_url(self, asked):
        return (200, {"downloadUrl": self.signed(asked["key"])}) if self.user() else (401, {})

    def signed(self, key, kind=""):
        signature = secrets.token_hex(16)
        self.server.signatures[signature] = (key, kind)
        return f"https://localhost:{self.server.server_port}{FILES}{key}?X-Amz-Signature={signature}"

    def file(self, key, body):
        """S3 knows no tokens, and takes what was signed for."""
        (signature,) = parse_qs(urlsplit(self.path).query)["X-Amz-Signature"]
        kind = self.headers["Content-Type"] if self.command == "PUT" else ""
        if self.server.signatures.get(signature) != (key, kind) or self.headers.get("Authorization"):
            return 403, {}
        if self.command == "PUT":
            self.server.files[key] = json.loads(body)
            return 200, {}
        return 200, self.server.files[key]

    def remove_file(self, asked):
        return (204, {}) if self.user() and self.server.files.pop(asked["key"], None) else (404, {})

    def remove_user(self, _asked):
        return (204, {}) if self.server.users.pop(self.user(), None) else (401, {})

    def log_message(self, *_args):
        """Nobody reads along."""


@pytest.fixture
def platform(tmp_path):
    context, certificate = certified(tmp_path)
    with ThreadingHTTPServer(("127.0.0.1", 0), Platform) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        server.users, server.tokens, server.files, server.signatures, server.asked, server.broken = {}, {}, {}, {}, [], ()
        server.certificate = certificate
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield server
        server.shutdown()


def ask(platform, deadline: float) -> dict:
    """Test it from outside as a deployment does."""
    url = f"localhost:{platform.server_port}"
    return http_check({"url": url, "checks": [], "flows": [FLOW], "ca_path": platform.certificate, "deadline": deadline})


def test_a_student_signs_up_and_uploads_and_nothing_is_left(platform):
    result = ask(platform, 60)
    assert not result["failed"], result["msg"]
    assert [(method, path.partition("smoke-test/")[0].removeprefix(API)) for method, path in platform.asked] == [
        ("POST", "/auth/register"), ("POST", "/auth/login"), ("POST", "/storage/upload-url"), ("PUT", FILES),
        ("GET", "/storage/download-url"), ("GET", FILES), ("DELETE", "/storage/files"), ("DELETE", "/users/me"),
    ]  # fmt: skip
    assert (platform.users, platform.files) == ({}, {})


def test_what_was_made_is_removed_when_a_step_fails(platform):
    platform.broken = ("GET", "/storage/download-url")
    result = ask(platform, 8)
    assert f"FLOW {FLOW['name']}: GET {API}/storage/download-url" in result["msg"]
    assert "expected status 200, got 500" in result["msg"]
    assert ("DELETE", f"{API}/storage/files") in platform.asked
    # The last try may be on its way when the time is over.
    assert Deployment.until(lambda: (platform.users, platform.files) == ({}, {}), 60)
