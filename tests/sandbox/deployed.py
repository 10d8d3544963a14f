# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What answers at the address of a deployed service: the application that a test runs, or the built-in one."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from datetime import UTC, datetime

from . import balanced
from .additions.apigatewayv2 import door as api_door
from .additions.cloudfront import door
from .settings import settings

STARTED = time.monotonic()


def answer_for_service(environ: dict, path: str, body: bytes):
    """(status, headers, body) of GET /_service/<name>/<path>."""
    name, _, inner = path.removeprefix("/_service/").partition("/")
    distribution = door.distribution_of(name)
    if distribution:
        return door.answer(distribution, environ, f"/{inner}", lambda asked, below: answer_for_service(asked, below, body))
    balancer = balanced.balancer_of(name)
    if balancer:
        return balanced.answer(balancer, environ, f"/{inner}", lambda: _answer_of_application(environ, inner, body))
    api = api_door.api_of(name)
    if api:
        return api_door.answer(api, environ, f"/{inner}", lambda: _answer_of_application(environ, inner, body))
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
    if inner == "api-docs":
        return 200, {"Content-Type": "text/html"}, b"<!doctype html><title>API</title>"
    return _json({"statusCode": 404, "message": f"Cannot {environ['REQUEST_METHOD']} /{inner}"}, 404)


def _json(content: dict, status: int = 200):
    return status, {"Content-Type": "application/json"}, json.dumps(content).encode()


def _pass_on(address: str, environ: dict, path: str, body: bytes):
    query = environ.get("QUERY_STRING")
    headers = {"Content-Type": environ["CONTENT_TYPE"]} if environ.get("CONTENT_TYPE") else {}
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
