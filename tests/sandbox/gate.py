# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The WSGI application: every request passes here before, and every answer after, it reaches moto."""

from __future__ import annotations

import json
import logging
import socket
import threading
from functools import partial

from moto.core import DEFAULT_ACCOUNT_ID

from . import protocol, stale, tokens, validation
from .additions.amplify import uploads
from .additions.ecr_images import door as registry_door
from .additions.tagging.api import note_the_new
from .call import Call, ask_moto
from .clock import one_moment
from .control import Control
from .deployed import answer_for_service
from .faults import FaultLayer
from .journal import Journal
from .rules import CHECKS, Refusal
from .settings import settings

LOG = logging.getLogger(__name__)


class Gate:
    """Recognises, counts, disturbs, validates and answers API calls."""

    def __init__(self, moto):
        self.moto = moto
        self.journal = Journal()
        self.faults = FaultLayer()
        self.control = Control(self.journal, self.faults)
        # Whoever answers looks first and writes then, at several things even; two calls must not do so at once.
        self._one_at_a_time = threading.RLock()

    def __call__(self, environ: dict, start_response):
        body = _whole_body(environ)
        path = environ.get("PATH_INFO", "")
        if path.startswith("/v2/") and protocol.scope_of(environ)[2] == "s3":
            return registry_door.answer(environ, body, start_response)
        if path.startswith("/_sandbox/"):
            status, headers, content = self.control.answer(environ["REQUEST_METHOD"], path, body)
        elif path.startswith(uploads.DOOR):
            status, headers, content = uploads.answer(path, environ["REQUEST_METHOD"], body)
        elif path.startswith("/_service/"):
            with one_moment():
                status, headers, content = answer_for_service(environ, path, body)
        elif path.startswith("/moto-api"):
            status, headers, content = ask_moto(self.moto, environ, body)
        else:
            status, headers, content = self._answer_api(environ, body)
        # Of an answer without its body the length is all that tells how long it would be.
        ours = ("connection",) if environ["REQUEST_METHOD"] == "HEAD" else ("connection", "content-length")
        headers = [(name, str(value)) for name, value in dict(headers).items() if name.lower() not in ours]
        if environ["REQUEST_METHOD"] != "HEAD":
            headers.append(("Content-Length", str(len(content))))
        start_response(f"{status} {'OK' if status < 300 else 'Error'}", headers)
        return [content]

    def _answer_api(self, environ: dict, body: bytes):
        key, region, signer = protocol.scope_of(environ)
        recognised = protocol.recognise(environ, body, signer)
        if recognised is None:
            with self.journal.record(
                signer, f"{environ['REQUEST_METHOD']} {environ.get('PATH_INFO', '')}", region
            ) as entry:
                status, headers, content = _answer_unrecognised(self.moto, environ, body)
                entry["status"] = status
                return status, headers, content
        service, operation, path_params = recognised
        with self.journal.record(service, operation.name, region, environ.get("PATH_INFO", "")) as entry:
            call = Call(
                service, operation, {}, _account(environ, key), region, environ, body, partial(ask_moto, self.moto)
            )
            try:
                call.params = protocol.parse_request(operation, environ, body, path_params)
                status, headers, content = self._carry_out(call)
            except Refusal as refusal:
                entry["error"] = refusal.code
                status, headers, content = protocol.render_answer(operation, environ, refusal)
            except Exception as crash:
                LOG.exception("%s", call.name)
                entry["error"] = "InternalFailure"
                refusal = Refusal("InternalFailure", f"The sandbox failed: {crash!r}", 500)
                status, headers, content = protocol.render_answer(operation, environ, refusal)
            entry["status"] = status
            if entry["write"] and settings["tagging_delay"]:
                note_the_new(call)
            if status < 300 and self.faults.drops(call):
                entry["error"] = "dropped"
                _hang_up(environ)
        return status, headers, content

    def _carry_out(self, call: Call):
        self.faults.before(call)
        with self._one_at_a_time, one_moment():
            return self._answer(call)

    def _answer(self, call: Call):
        unseen = self.faults.unseen() if stale.is_read(call) else []
        if unseen:
            return protocol.render_answer(
                call.operation, call.environ, stale.read_as_before(call, unseen, self._checked)
            )
        if call.is_known or self.faults.now.stale_seconds or tokens.token_of(call):
            answer = tokens.once(call, self._checked)
            rendered = protocol.render_answer(call.operation, call.environ, answer)
            self.faults.remember(call, answer)
            return rendered
        self._check(call)
        return ask_moto(self.moto, call.environ, call.body)

    def _check(self, call: Call) -> None:
        validation.check(call.service, call.operation, call.params)
        for check in (*CHECKS.get(f"{call.service}:*", ()), *CHECKS.get(call.name, ())):
            check(call)

    def _checked(self, call: Call) -> dict:
        self._check(call)
        return call.answer()


def _answer_unrecognised(moto, environ: dict, body: bytes):
    """No model knows this request, so there is no protocol to answer in: JSON serves most."""
    try:
        return ask_moto(moto, environ, body)
    except Refusal as refusal:
        said = json.dumps({"__type": refusal.code, "message": refusal.message}).encode()
        return refusal.status, {"Content-Type": "application/json", "x-amzn-errortype": refusal.code}, said


def _whole_body(environ: dict) -> bytes:
    stream = environ["wsgi.input"]
    if "chunked" in environ.pop("HTTP_TRANSFER_ENCODING", "").lower():
        body = stream.read()
        environ["CONTENT_LENGTH"] = str(len(body))
        return body
    length = int(environ.get("CONTENT_LENGTH") or 0)
    return stream.read(length) if length else b""


def _account(environ: dict, key: str) -> str:
    from moto.iam.models import get_account_id_from

    return environ.get("HTTP_X_MOTO_ACCOUNT_ID") or (get_account_id_from(key) if key else DEFAULT_ACCOUNT_ID)


def _hang_up(environ: dict) -> None:
    """Close the connection under the server, so that the client never sees the answer."""
    try:
        environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
    except OSError:
        return
