# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What answers at the address of a deployed service: the application that a test runs, or the built-in one."""

from __future__ import annotations

import base64
import hashlib
import json
import time
import urllib.error
import urllib.request
from datetime import UTC, datetime

from . import balanced, containers
from .additions.apigatewayv2 import door as api_door
from .additions.cloudfront import door
from .settings import settings
from .strictness.elbv2_targets import healthy_containers

OF_WEBSOCKETS = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
STARTED = time.monotonic()


def answer_for_service(environ: dict, path: str, body: bytes):
    """(status, headers, body) of GET /_service/<name>/<path>."""
    name, _, inner = path.removeprefix("/_service/").partition("/")
    distribution = door.distribution_of(name)
    if distribution:
        return door.answer(distribution, environ, f"/{inner}", lambda asked, below: answer_for_service(asked, below, body))
    balancer = balanced.balancer_of(name)
    if balancer:
        return balanced.answer(balancer, environ, f"/{inner}", lambda group: _answer_of_task(group, environ, inner, body))
    api = api_door.api_of(name)
    if api:
        return api_door.answer(api, environ, f"/{inner}", lambda: _answer_of_application(environ, inner, body))
    return _answer_of_service(name, environ, inner, body)


def _answer_of_service(name: str, environ: dict, inner: str, body: bytes):
    running = containers.served(name)
    if running is None:
        return _answer_of_application(environ, inner, body)
    with containers.one_of(running) as address:
        if address:
            return _pass_on(address, environ, f"/{inner}", body)
    return _json({"message": "Service Temporarily Unavailable"}, 503)


def _answer_of_task(group: str, environ: dict, inner: str, body: bytes):
    with containers.one_of(healthy_containers(group)) as address:
        if address:
            return _pass_on(address, environ, f"/{inner}", body)
    return _answer_of_application(environ, inner, body)


def _answer_of_application(environ: dict, inner: str, body: bytes):
    if settings["service_app"]:
        return _pass_on(settings["service_app"], environ, f"/{inner}", body)
    if inner in ("api/v1/health", "api/health", "health"):
        now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        return _json(
            {
                "status": "healthy",
                "database": "connected",
                "timestamp": now,
                "uptime": round(time.monotonic() - STARTED, 2),
            }
        )
    if inner.startswith("socket.io/") and environ.get("HTTP_UPGRADE") == "websocket":
        key = environ["HTTP_SEC_WEBSOCKET_KEY"] + OF_WEBSOCKETS
        accepted = base64.b64encode(hashlib.sha1(key.encode()).digest()).decode()
        return 101, {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Accept": accepted}, b""
    if inner == "api-docs":
        return 200, {"Content-Type": "text/html"}, b"<!doctype html><title>API</title>"
    return _json({"statusCode": 404, "message": f"Cannot {environ['REQUEST_METHOD']} /{inner}"}, 404)


def _json(content: dict, status: int = 200):
    return status, {"Content-Type": "application/json"}, json.dumps(content).encode()


def _pass_on(address: str, environ: dict, path: str, body: bytes):
    query = environ.get("QUERY_STRING")
    told = {"Content-Type": environ.get("CONTENT_TYPE"), "Authorization": environ.get("HTTP_AUTHORIZATION")}
    headers = {name: value for name, value in told.items() if value}
    request = urllib.request.Request(
        address.rstrip("/") + path + (f"?{query}" if query else ""),
        body or None,
        headers,
        method=environ["REQUEST_METHOD"],
    )
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, {"Content-Type": answer.headers.get("Content-Type", "text/plain")}, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, {"Content-Type": error.headers.get("Content-Type", "text/plain")}, error.read()
    except OSError as error:
        return _json({"message": f"the application at {address} does not answer: {error}"}, 503)
