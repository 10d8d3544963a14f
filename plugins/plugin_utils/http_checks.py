# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""HTTP requests that are sent again until the answer is as expected, all of them at the same time."""

from __future__ import annotations

import base64
import hashlib
import json
import math
import os
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPHandler, HTTPSHandler, Request, build_opener

from ansible.module_utils.urls import HTTPRedirectHandler, make_context
from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import SkyliftError
from ansible_collections.skylift.aws.plugins.plugin_utils.attempts import Attempts, Open, quoted
from ansible_collections.skylift.aws.plugins.plugin_utils.websockets import ENGINE_IO, closed_after

AGENT = "skylift.aws.http_check"
OF_WEBSOCKETS = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
"""What the key of a handshake is answered with (RFC 6455, 1.3)."""

SWITCHED = 101


class HttpCheck(Attempts):
    """One request and what its answer must be."""

    def __init__(self, base: str, check: dict, timeout: float):
        self.method = check["method"].upper()
        is_url = "://" in check["path"]
        self.path = check["path"] if is_url else "/" + check["path"].lstrip("/")
        self.statuses = [SWITCHED] if check.get("websocket") else check["status_code"]
        self.json = check["json"]
        self.found: object = None
        """The JSON of the last answer."""
        self._queries = check.get("jmespath") or {}
        self._latency = check.get("latency")
        self._quickness = ""
        self._open_seconds = check.get("websocket_seconds") or 0
        self._key = base64.b64encode(os.urandom(16)).decode() if check.get("websocket") else ""
        self._url = self.path if is_url else base.rstrip("/") + self.path
        self._headers = check["headers"] or {}
        self._body = check["body_json"]
        self._timeout = timeout
        super().__init__(self._expected())

    def attempt(self, open_url: Open) -> tuple[int | None, list[str]]:
        """Send the request, and as often again as it takes to know how quick the answers are."""
        status, faults = self.answer(open_url)
        return status, faults or list(self._slow(open_url))

    def came(self, status: int) -> str:
        """Return the status, and what else was measured."""
        kept_open = f", open for {self._open_seconds:g} s" if self._open_seconds else ""
        return f"status {status}{', a WebSocket' if self._key else ''}{kept_open}{self._quickness}"

    def hidden(self) -> Iterable[object]:
        """Return the values of the headers."""
        return self._headers.values()

    def answer(self, open_url: Open) -> tuple[int | None, list[str]]:
        """Send the request once, and return the status and what is wrong with the answer."""
        try:
            with self._opened(open_url) as answer:
                return answer.status, list(self._faults(answer))
        # Whatever an answer half-way up does to urllib, the next one may be whole.
        except Exception as error:
            cause = error.reason if isinstance(error, URLError) else error
            return None, [f"{self._expected()}, got {type(cause).__name__}: {cause}"]

    def _slow(self, open_url: Open) -> Iterator[str]:
        """Ask so many times more, and tell if too few of the answers are quick enough."""
        if not self._latency:
            return
        share, limit, requests = (self._latency[name] for name in ("percentile", "seconds", "requests"))
        taken = []
        for _number in range(requests):
            begun = time.monotonic()
            faults = self.answer(open_url)[1]
            if faults:
                yield from faults
                return
            taken.append(time.monotonic() - begun)
        reached = sorted(taken)[max(0, math.ceil(share / 100 * requests) - 1)]
        self._quickness = f", {share:g} % of {requests} answers within {1000 * reached:.0f} ms"
        if reached > limit:
            yield f"expected {share:g} % of {requests} answers within {limit:g} s, got {reached:.2f} s"

    def _opened(self, open_url: Open) -> HTTPResponse | HTTPError:
        body = None if self._body is None else json.dumps(self._body).encode()
        request = Request(self._url, data=body, method=self.method, headers={"User-Agent": AGENT})
        if body is not None:
            request.add_header("Content-Type", "application/json")
        if self._key:
            told = {"Upgrade": "websocket", "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": self._key}
            for name, value in told.items():
                request.add_unredirected_header(name, value)
        # A redirect may lead to somebody else, whom a token is not for.
        for name, value in self._headers.items():
            request.add_unredirected_header(name, str(value))
        try:
            return open_url(request, timeout=self._timeout)
        except HTTPError as answer:
            return answer

    def _faults(self, answer: HTTPResponse | HTTPError) -> Iterator[str]:
        if answer.status not in self.statuses:
            yield f"{self._expected()}, got {answer.status}"
        elif self._key and answer.headers.get("Sec-WebSocket-Accept") != accepted(self._key):
            yield f"expected the handshake of a WebSocket, got {quoted(answer.headers.get('Sec-WebSocket-Accept'))}"
        elif self._open_seconds:
            # What urllib has for an error holds the answer, which holds the connection.
            closed = closed_after(answer.fp.fp, self._open_seconds, ENGINE_IO if "EIO=" in self._url else {})
            if closed is not None:
                yield f"expected the WebSocket to stay open for {self._open_seconds:g} s, and it was closed after {closed:.0f} s"
        elif self.json is not None or self._queries:
            text = answer.read()
            try:
                self.found = json.loads(text)
            except ValueError:
                kind = answer.headers.get("Content-Type", "no type")
                yield f"expected JSON, got {kind}: {quoted(text.decode('utf-8', 'replace'))}"
            else:
                yield from differences({} if self.json is None else self.json, self.found, "json")
                for query, wanted in self._queries.items():
                    yield from differences(wanted, found_at(query, self.found), query)

    def _expected(self) -> str:
        return f"expected status {' or '.join(map(str, self.statuses))}"


def accepted(key: str) -> str:
    """Return what a server that speaks WebSocket answers a key with."""
    return base64.b64encode(hashlib.sha1((key + OF_WEBSOCKETS).encode()).digest()).decode()  # noqa: S324


def opener(keeps_redirect: bool, validate_certs: bool, ca_path: str | None, servers: dict[str, str]) -> Open:
    """Return what opens requests, by the proxies of the environment. Raises OSError if `ca_path` cannot be read.

    Ansible's open_url installs an opener for the whole process before each request, which threads take from each other.
    """
    context = make_context(cafile=ca_path, validate_certs=validate_certs)
    follow = "none" if keeps_redirect else "safe"
    http, https = connecting(HTTPConnection, servers), partial(connecting(HTTPSConnection, servers), context=context)
    plain, encrypted = HTTPHandler(), HTTPSHandler(context=context)
    plain.http_open = partial(plain.do_open, http)
    encrypted.https_open = partial(encrypted.do_open, https)
    return build_opener(plain, encrypted, HTTPRedirectHandler(follow)).open


def connecting(kind: type[HTTPConnection], servers: dict[str, str]) -> Callable[..., HTTPConnection]:
    """Return what makes connections that find a host at the server that is given for it, and still call it by its name."""

    def connection(host: str, **options) -> HTTPConnection:
        made = kind(host, **options)
        server = servers.get(made.host, made.host)
        made._create_connection = lambda address, *rest: socket.create_connection((server, address[1]), *rest)
        made.request = partial(_requested, made.request)
        return made

    return connection


def _requested(request: Callable, method: str, url: str, body: bytes | None, headers: dict, **more) -> None:
    # urllib has each connection closed after one answer; who asks for another protocol wants to keep it.
    upgrade = {"Connection": "Upgrade"} if "Upgrade" in headers else {}
    request(method, url, body, {**headers, **upgrade}, **more)


def base_url(url: str) -> str:
    """Return the URL with a scheme, https unless it has one. Raises SkyliftError for what cannot be asked."""
    base = url if "://" in url else f"https://{url}"
    parts = urlsplit(base)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SkyliftError("url: is not an HTTP address; write a host, or http:// or https:// and a host")
    if "@" in parts.netloc:
        raise SkyliftError("url: takes no user and password; give a check the header Authorization")
    return base


def ask_all(checks: list[Attempts], connection: dict, deadline: float, delay: float) -> list[dict]:
    """Ask all at the same time, and return their results when all are as expected, or after `deadline` seconds.

    Raises OSError if the certificate authorities of the connection cannot be read.
    """
    openers = {keeps: opener(keeps, **connection) for keeps in set(map(expects_redirect, checks))}
    end = time.monotonic() + deadline
    over = threading.Event()
    # A daemon holds nobody up who has stopped waiting: name look-ups and slow bodies know no timeout.
    threads = [
        threading.Thread(target=check.ask, args=(openers[expects_redirect(check)], over, delay), daemon=True)
        for check in checks
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(max(0.0, end - time.monotonic()))
    results = [check.result() for check in checks]
    over.set()
    return results


def expects_redirect(check: Attempts) -> bool:
    """Whether a check expects a redirect, which is then not followed."""
    return any(300 <= status < 400 for status in check.statuses)


def differences(wanted: object, found: object, path: str) -> Iterator[str]:
    """Tell where what was found lacks something of what is wanted; what it has beyond that does not matter."""
    if not isinstance(wanted, dict):
        if wanted != found:
            yield f"{path}: expected {quoted(wanted)}, got {quoted(found)}"
    elif not isinstance(found, dict):
        yield f"{path}: expected an object, got {quoted(found)}"
    else:
        for name, value in wanted.items():
            if name in found:
                yield from differences(value, found[name], f"{path}.{name}")
            else:
                yield f"{path}.{name}: expected {quoted(value)}, got nothing"


def found_at(query: str, value: object) -> object:
    """Return what a JMESPath expression finds."""
    # Every worker loads this file, and few checks ask by expressions.
    import jmespath

    return jmespath.search(query, value)
