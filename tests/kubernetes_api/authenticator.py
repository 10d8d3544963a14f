# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How EKS knows who asks: the token is a signed question to STS, which only the named cluster can have STS answer."""

from __future__ import annotations

import base64
import json
import re
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from botocore.auth import SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

SANDBOX_KEYS = ("sandbox", "sandbox")
PREFIX = "k8s-aws-v1."
HEADER = "x-k8s-aws-id"


class Refused(Exception):
    """Why a token is not taken."""


class Authenticator:
    """The webhook of TokenReviews of one cluster; `sts` is the only endpoint of STS that it asks."""

    def __init__(self, cluster_name: str, sts: str):
        self.cluster_name = cluster_name
        self.sts = sts
        self.tokens: list[str] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        """Where the API server asks."""
        return f"http://127.0.0.1:{self._server.server_port}/authenticate"

    def stop(self) -> None:
        """Answer no more."""
        self._server.shutdown()
        self._server.server_close()

    def user_of(self, token: str) -> dict:
        """Return who sent a token. Raises Refused."""
        self.tokens.append(token)
        if not token.startswith(PREFIX):
            raise Refused("no token of EKS")
        encoded = token.removeprefix(PREFIX)
        url = base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)).decode()
        parts = urllib.parse.urlsplit(url)
        query = {name.lower(): values[0] for name, values in urllib.parse.parse_qs(parts.query).items()}
        self._check(parts, query)
        if query.get("x-amz-signature") != self._signature(url, query):
            raise Refused("SignatureDoesNotMatch")
        try:
            with urllib.request.urlopen(urllib.request.Request(url, headers={HEADER: self.cluster_name}), timeout=10) as answer:
                told = answer.read().decode()
        except urllib.error.HTTPError as error:
            raise Refused(f"STS answers {error.code}") from None
        arn = told.partition("<Arn>")[2].partition("</Arn>")[0]
        return {"username": arn, "uid": arn, "groups": ["system:masters"]}

    def _check(self, parts: urllib.parse.SplitResult, query: dict) -> None:
        """What the authenticator of EKS looks at before it asks STS."""
        if f"{parts.scheme}://{parts.netloc}" != self.sts.rstrip("/"):
            raise Refused("the question is not for STS")
        if query.get("action") != "GetCallerIdentity":
            raise Refused("the question is another one")
        if HEADER not in query.get("x-amz-signedheaders", "").split(";"):
            raise Refused("no cluster is named")
        if not 0 < int(query.get("x-amz-expires", 0)) <= 900:
            raise Refused("it is valid for too long")
        signed = time.mktime(time.strptime(query["x-amz-date"], "%Y%m%dT%H%M%SZ")) - time.timezone
        if not -60 < time.time() - signed < 900:
            raise Refused("it has expired")

    def _signature(self, url: str, query: dict) -> str:
        """What the signature has to be if this cluster was meant: STS would say, and the sandbox's looks at no signature."""
        unsigned = re.sub("&X-Amz-Signature=[0-9a-f]+", "", url)
        region = query["x-amz-credential"].split("/")[2]
        request = AWSRequest("GET", unsigned, headers={HEADER: self.cluster_name})
        request.context["timestamp"] = query["x-amz-date"]
        author = SigV4QueryAuth(Credentials(*SANDBOX_KEYS), "sts", region)
        return author.signature(author.string_to_sign(request, author.canonical_request(request)), request)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        authenticator = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                review = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                try:
                    status = {"authenticated": True, "user": authenticator.user_of(review["spec"]["token"])}
                except Refused as refused:
                    status = {"authenticated": False, "error": str(refused)}
                answer = json.dumps({"apiVersion": review["apiVersion"], "kind": "TokenReview", "status": status}).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *dummy) -> None:
                """Nothing is told of each request."""

        return Handler
