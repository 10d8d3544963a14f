# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a distribution answers: objects of its buckets, answers of its servers, and its own pages for errors."""

from __future__ import annotations

import json
from collections.abc import Callable
from fnmatch import fnmatchcase
from urllib.parse import unquote, urlsplit

from moto.core import DEFAULT_ACCOUNT_ID
from moto.route53.models import route53_backends
from moto.s3.exceptions import MissingBucket
from moto.s3.models import s3_backends

from ...memory import everywhere
from ...strictness.s3 import POLICIES
from .managed import RESPONSE_HEADERS
from .store import elements

Answer = tuple[int, dict, bytes]
DENIED = 403, {"Content-Type": "application/xml"}, b"<Error><Code>AccessDenied</Code></Error>"
ABSENT = 404, {"Content-Type": "application/xml"}, b"<Error><Code>NoSuchKey</Code></Error>"
SECURITY = {
    "X-Content-Type-Options": "nosniff", "X-Frame-Options": "SAMEORIGIN", "X-XSS-Protection": "1; mode=block",
    "Referrer-Policy": "strict-origin-when-cross-origin", "Strict-Transport-Security": "max-age=31536000",
}  # fmt: skip


def distribution_of(name: str) -> dict | None:
    """The distribution of that id or alias, if it is switched on."""
    known = (each for things in everywhere("cloudfront distribution") for each in things.values() if each["Config"]["Enabled"])
    return next((each for each in known if name == each["Id"] or name in elements(each["Config"]["Aliases"])), None)


def answer(distribution: dict, environ: dict, path: str, ask_service: Callable[[dict, str], Answer]) -> Answer:
    """What a browser gets for a path; C(ask_service) asks what is deployed elsewhere in the sandbox."""
    config = distribution["Config"]
    if path == "/" and config["DefaultRootObject"]:
        path = f"/{config['DefaultRootObject']}"
    behavior, (status, headers, body) = _from_origin(distribution, environ, path, ask_service)
    for rule in elements(config["CustomErrorResponses"]):
        if rule["ErrorCode"] == status and rule.get("ResponsePagePath"):
            _, (found, headers, body) = _from_origin(distribution, environ, rule["ResponsePagePath"], ask_service)
            status = int(rule["ResponseCode"]) if found < 400 else status
            break
    return status, {**headers, **_added(behavior), "X-Cache": "Miss from cloudfront"}, body


def _from_origin(distribution: dict, environ: dict, path: str, ask_service) -> tuple[dict, Answer]:
    config = distribution["Config"]
    fitting = (each for each in elements(config["CacheBehaviors"]) if fnmatchcase(path, f"/{each['PathPattern'].lstrip('/')}"))
    behavior = next(fitting, config["DefaultCacheBehavior"])
    if environ["REQUEST_METHOD"] not in behavior["AllowedMethods"]["Items"]:
        return behavior, DENIED
    origin = next(each for each in elements(config["Origins"]) if each["Id"] == behavior["TargetOriginId"])
    inner = origin["OriginPath"] + path
    if "S3OriginConfig" in origin:
        return behavior, _object(distribution, origin, unquote(inner.lstrip("/")))
    server = origin["CustomOriginConfig"]
    port = server["HTTPPort" if server["OriginProtocolPolicy"] == "http-only" else "HTTPSPort"]
    custom = {_variable(each["HeaderName"]): each["HeaderValue"] for each in elements(origin["CustomHeaders"])}
    custom["HTTP_X_SANDBOX_PORT"] = str(port)
    return behavior, ask_service({**environ, **custom}, f"{_service_path(origin['DomainName'])}{inner}")


def _variable(header: str) -> str:
    return f"HTTP_{header.upper().replace('-', '_')}"


def _service_path(host: str, hops: int = 5) -> str:
    """Where the sandbox serves what a name leads to, through records if need be."""
    if "/_service/" in host:
        return urlsplit(host if "//" in host else f"http://{host}").path
    for zone in route53_backends[DEFAULT_ACCOUNT_ID]["aws"].zones.values() if hops else ():
        for record in zone.rrsets:
            if record.name.rstrip(".") == host.rstrip(".") and record.type in ("A", "AAAA", "CNAME"):
                target = (record.alias_target or {}).get("DNSName") or next(iter(record.records), "")
                return _service_path(target.rstrip("."), hops - 1)
    return f"/_service/{host}"


def _object(distribution: dict, origin: dict, key: str) -> Answer:
    bucket = origin["DomainName"].partition(".s3")[0]
    allowed = _allowed(bucket, distribution["Id"]) if origin["OriginAccessControlId"] else set()
    if not {"s3:getobject", "s3:*"} & allowed or _is_denied(bucket, key):
        return DENIED
    try:
        found = s3_backends[DEFAULT_ACCOUNT_ID]["aws"].get_object(bucket, key)
    except MissingBucket:
        return ABSENT
    if found is None:
        # S3 tells only who may list a bucket what is not in it.
        return ABSENT if {"s3:listbucket", "s3:*"} & allowed else DENIED
    return 200, {"Content-Type": found.metadata.get("Content-Type", "binary/octet-stream"), "ETag": found.etag}, found.value


def _allowed(bucket: str, identifier: str) -> set[str]:
    """What the policy of a bucket lets a distribution do, in small letters."""
    allowed: set[str] = set()
    for statement in _statements(bucket):
        conditions = {
            name.lower(): value for part in statement.get("Condition", {}).values() for name, value in part.items()
        }
        source = str(conditions.get("aws:sourcearn", f"/{identifier}"))
        if statement["Effect"] == "Allow" and f"/{identifier}" in source:
            actions = statement["Action"] if isinstance(statement["Action"], list) else [statement["Action"]]
            allowed |= {action.lower() for action in actions}
    return allowed


def _is_denied(bucket: str, key: str) -> bool:
    """Whether the policy of a bucket keeps an object from every distribution."""
    denials = [each for each in _statements(bucket) if each["Effect"] == "Deny" and not each.get("Condition")]
    resources = [each for denial in denials for each in _listed(denial["Resource"])]
    return any(fnmatchcase(f"{bucket}/{key}", resource.rpartition(":")[2]) for resource in resources)


def _statements(bucket: str) -> list[dict]:
    """What the policy of a bucket says of CloudFront."""
    texts = [things[bucket] for things in everywhere(POLICIES) if bucket in things]
    statements = _listed(json.loads(texts[0])["Statement"]) if texts else []
    return [each for each in statements if each.get("Principal") == {"Service": "cloudfront.amazonaws.com"}]


def _listed(value: object) -> list:
    return value if isinstance(value, list) else [value]


def _added(behavior: dict) -> dict:
    """The headers of the behavior's response headers policy."""
    policy = behavior.get("ResponseHeadersPolicyId")
    if "SecurityHeaders" in RESPONSE_HEADERS.get(policy, ""):
        return SECURITY
    known = (things[policy] for things in everywhere("cloudfront ResponseHeadersPolicy") if policy in things)
    config = next((each["Config"] for each in known), {})
    return {**_security(config.get("SecurityHeadersConfig", {})), **_own(config)}


def _own(config: dict) -> dict:
    return {each["Header"]: each["Value"] for each in elements(config.get("CustomHeadersConfig"))}


def _security(config: dict) -> dict:
    made = {}
    if "ContentTypeOptions" in config:
        made["X-Content-Type-Options"] = "nosniff"
    if "FrameOptions" in config:
        made["X-Frame-Options"] = config["FrameOptions"]["FrameOption"]
    if "ReferrerPolicy" in config:
        made["Referrer-Policy"] = config["ReferrerPolicy"]["ReferrerPolicy"]
    if "ContentSecurityPolicy" in config:
        made["Content-Security-Policy"] = config["ContentSecurityPolicy"]["ContentSecurityPolicy"]
    if "StrictTransportSecurity" in config:
        told = config["StrictTransportSecurity"]
        extra = ("; includeSubDomains" if told.get("IncludeSubdomains") else "") + ("; preload" if told.get("Preload") else "")
        made["Strict-Transport-Security"] = f"max-age={told['AccessControlMaxAgeSec']}{extra}"
    return made
