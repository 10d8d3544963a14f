# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One API call on its way through the sandbox."""

from __future__ import annotations

import io
import logging
from dataclasses import dataclass
from typing import Any

from botocore.awsrequest import HeadersDict
from moto.core.utils import get_service_model
from moto.utilities.utils import get_partition
from werkzeug.test import run_wsgi_app

from . import protocol
from .memory import memory
from .rules import ANSWERS, COMPLETIONS, Refusal

LOG = logging.getLogger(__name__)


@dataclass
class Call:
    """What was asked, of whom, and the way to ask moto."""

    service: str
    operation: Any
    params: dict
    account: str
    region: str
    environ: dict
    body: bytes
    moto: Any

    @property
    def name(self) -> str:
        """`service:Operation`, as in an IAM policy but with boto3's name of the service."""
        return f"{self.service}:{self.operation.name}"

    @property
    def partition(self) -> str:
        """`aws`, `aws-cn`, `aws-us-gov`, ..."""
        return get_partition(self.region)

    @property
    def base_url(self) -> str:
        """Where this sandbox is reached."""
        return f"http://{self.environ.get('HTTP_HOST', '127.0.0.1')}"

    def memory(self, kind: str, region: str | None = None) -> dict:
        """What the sandbox remembers of this kind in the call's account and region."""
        return memory(self.account, region or self.region, kind)

    def arn(self, resource: str, service: str | None = None, region: str | None = None) -> str:
        """The ARN of a resource of the call's account."""
        where = self.region if region is None else region
        return f"arn:{self.partition}:{service or self.service}:{where}:{self.account}:{resource}"

    def forward(self, params: dict | None = None) -> dict:
        """moto's answer to this call, with other parameters if some are given; raises Refusal on its errors."""
        environ, body = self.environ, self.body
        if params is not None:
            environ, body = protocol.render_request(self.operation, params, environ)
        status, headers, content = self.moto(environ, body)
        answer = protocol.parse_answer(self.operation, environ, status, HeadersDict(dict(headers)), content)
        if status >= 300:
            error = answer.get("Error", {})
            raise Refusal(error.get("Code", str(status)), error.get("Message", ""), status)
        answer.pop("ResponseMetadata", None)
        return answer

    def ask(self, service: str, operation: str, region: str | None = None, **params) -> dict:
        """Another operation of the same account, as the client would see it, but neither counted nor disturbed."""
        return self.to(service, operation, region, params).answer()

    def to(self, service: str, operation: str, region: str | None, params: dict) -> Call:
        """The call of another operation, not made yet."""
        region = region or self.region
        model = get_service_model(service).operation_model(operation)
        signer = model.service_model.signing_name
        key = protocol.scope_of(self.environ)[0] or "sandbox"
        scope = f"AWS4-HMAC-SHA256 Credential={key}/20260101/{region}/{signer}/aws4_request, Signature=0"
        kept = {name: value for name, value in self.environ.items() if name != "HTTP_X_MOTO_ACCOUNT_ID" or value}
        environ, body = protocol.render_request(model, params, {**kept, "HTTP_AUTHORIZATION": scope})
        return Call(service, model, params, self.account, region, environ, body, self.moto)

    def answer(self) -> dict:
        """The sandbox's own answer if it has one, otherwise moto's, with the corrections applied."""
        own = ANSWERS.get(self.name)
        answer = own(self) if own else self.forward()
        for complete in COMPLETIONS.get(self.name, ()):
            complete(self, answer)
        return answer

    @property
    def is_known(self) -> bool:
        """Whether the sandbox itself has a part in the answer."""
        return self.name in ANSWERS or self.name in COMPLETIONS


def ask_moto(application, environ: dict, body: bytes) -> tuple[int, list, bytes]:
    """(status, headers, body) of moto's answer; its gaps are Refusal NotImplemented, its crashes InternalFailure."""
    try:
        answer, status, headers = run_wsgi_app(application, {**environ, "wsgi.input": io.BytesIO(body)}, buffered=True)
    except NotImplementedError as gap:
        raise Refusal("NotImplemented", f"The sandbox cannot do this: {gap}", 501) from gap
    except Exception as crash:
        if "'replace'" in str(crash) and isinstance(crash, AttributeError):
            raise Refusal("NotImplemented", "The sandbox does not have this service.", 501) from crash
        LOG.exception("moto failed")
        raise Refusal("InternalFailure", f"moto failed: {crash!r}", 500) from crash
    code, content = int(status.split()[0]), b"".join(answer)
    if code in (404, 405) and b"<!doctype html" in content[:100].lower():
        raise Refusal("NotImplemented", "The sandbox does not have this operation.", 501)
    if code == 403 and not content and environ["REQUEST_METHOD"] != "HEAD":
        raise Refusal("AccessDenied", "Access Denied", 403)
    return code, list(headers), content
