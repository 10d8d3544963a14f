# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What CloudFront refuses of a configuration."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase

from ...rules import Refusal
from . import managed
from .functions import functions_of, is_published
from .store import elements, remembered

S3_HOST = re.compile(r"[a-z0-9][a-z0-9.-]*\.s3[.-][a-z0-9.-]*amazonaws\.com(\.cn)?")
POLICIES = {
    "CachePolicyId": ("CachePolicy", managed.CACHE),
    "OriginRequestPolicyId": ("OriginRequestPolicy", managed.ORIGIN_REQUEST),
    "ResponseHeadersPolicyId": ("ResponseHeadersPolicy", managed.RESPONSE_HEADERS),
}
METHODS = ({"GET", "HEAD"}, {"GET", "HEAD", "OPTIONS"}, {"GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"})

NOT_COVERED = (
    "The certificate that is attached to your distribution doesn't cover the alternate domain name (CNAME) that you're "
    "trying to add. For more details, see: Adding an alternate domain name."
)
NO_CERTIFICATE = (
    "The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid "
    "certificate chain."
)


def check(call, config: dict, own: str = "") -> None:
    """Raise Refusal for a configuration that CloudFront does not take."""
    origins = [origin["Id"] for origin in elements(config["Origins"])]
    if len(set(origins)) < len(origins) or not origins:
        raise Refusal("InvalidArgument", "The origin ids must be unique, and there must be at least one.")
    for origin in elements(config["Origins"]):
        _check_origin(call, origin)
    for behavior in (config["DefaultCacheBehavior"], *elements(config.get("CacheBehaviors"))):
        groups = [group["Id"] for group in elements(config.get("OriginGroups"))]
        if behavior["TargetOriginId"] not in (*origins, *groups):
            raise Refusal("NoSuchOrigin", "One or more of your origins or origin groups do not exist.", 404)
        _check_behavior(call, behavior)
    if config.get("DefaultRootObject", "").startswith("/"):
        said = "The default root object file name is too big or contains an invalid character."
        raise Refusal("InvalidDefaultRootObject", said)
    for arn in functions_of(config):
        if not is_published(call, arn):
            said = "The function that you specified doesn't exist or isn't published."
            raise Refusal("InvalidFunctionAssociation", said)
    _check_names(call, config, own)
    _check_web_acl(call, config.get("WebACLId", ""))


def _check_origin(call, origin: dict) -> None:
    kinds = [kind for kind in ("S3OriginConfig", "CustomOriginConfig", "VpcOriginConfig") if kind in origin]
    if len(kinds) != 1:
        raise Refusal("InvalidOrigin", "An origin must be exactly one of S3 origin, custom origin and VPC origin.")
    if kinds == ["S3OriginConfig"] and not S3_HOST.fullmatch(origin["DomainName"]):
        raise Refusal("InvalidOrigin", "The Amazon S3 origin server specified does not refer to a valid Amazon S3 bucket.")
    control = origin.get("OriginAccessControlId")
    if control and control not in remembered(call, "OriginAccessControl"):
        raise Refusal("InvalidOriginAccessControl", "The origin access control is not valid.")
    if control and origin.get("S3OriginConfig", {}).get("OriginAccessIdentity"):
        raise Refusal("InvalidOriginAccessControl", "An origin cannot have both an origin access control and an identity.")


def _check_behavior(call, behavior: dict) -> None:
    for member, (kind, known) in POLICIES.items():
        policy = behavior.get(member)
        if policy and policy not in known and policy not in remembered(call, kind):
            raise Refusal(f"NoSuch{kind}", f"The {kind} does not exist.", 404)
    if "CachePolicyId" in behavior and "ForwardedValues" in behavior:
        said = "The parameter ForwardedValues cannot be used when a cache policy is associated to the cache behavior."
        raise Refusal("InvalidArgument", said)
    if "CachePolicyId" not in behavior and "ForwardedValues" not in behavior:
        raise Refusal("InvalidArgument", "The parameter ForwardedValues is required.")
    methods = behavior.get("AllowedMethods")
    if methods and set(methods["Items"]) not in METHODS:
        raise Refusal("InvalidArgument", "The parameter AllowedMethods is not one of the allowed combinations.")
    if methods and not set(elements(methods.get("CachedMethods"))) <= set(methods["Items"]):
        raise Refusal("InvalidArgument", "The parameter CachedMethods must be a subset of AllowedMethods.")


def _check_names(call, config: dict, own: str) -> None:
    aliases, certificate = elements(config.get("Aliases")), config.get("ViewerCertificate", {})
    arn = certificate.get("ACMCertificateArn")
    if arn:
        covered = _names_of(call, arn)
        if not {"SSLSupportMethod", "MinimumProtocolVersion"} <= certificate.keys():
            said = "The parameters MinimumProtocolVersion and SSLSupportMethod are required with a certificate."
            raise Refusal("InvalidArgument", said)
    elif aliases:
        raise Refusal(
            "InvalidViewerCertificate",
            "To add an alternate domain name (CNAME) to a CloudFront distribution, you must attach a trusted certificate "
            "that validates your authorization to use the domain name.",
        )
    for alias in aliases:
        if not any(_covers(name, alias) for name in covered):
            raise Refusal("InvalidViewerCertificate", NOT_COVERED)
        others = [each for each in remembered(call, "distribution").values() if each["Id"] != own]
        if any(alias in elements(each["Config"]["Aliases"]) for each in others):
            said = "One or more of the CNAMEs you provided are already associated with a different resource."
            raise Refusal("CNAMEAlreadyExists", said, 409)


def _names_of(call, arn: str) -> list[str]:
    if arn.split(":")[3] != "us-east-1":
        raise Refusal("InvalidViewerCertificate", NO_CERTIFICATE)
    try:
        found = call.ask("acm", "DescribeCertificate", "us-east-1", CertificateArn=arn)["Certificate"]
    except Refusal:
        raise Refusal("InvalidViewerCertificate", NO_CERTIFICATE) from None
    if found["Status"] != "ISSUED":
        raise Refusal("InvalidViewerCertificate", NO_CERTIFICATE)
    return [found["DomainName"], *found.get("SubjectAlternativeNames", [])]


def _covers(name: str, alias: str) -> bool:
    return name == alias or (name.startswith("*.") and fnmatchcase(alias, name) and alias.count(".") == name.count("."))


def _check_web_acl(call, arn: str) -> None:
    if not arn:
        return
    acls = call.ask("wafv2", "ListWebACLs", "us-east-1", Scope="CLOUDFRONT")["WebACLs"]
    if arn not in [acl["ARN"] for acl in acls]:
        raise Refusal("InvalidWebACLId", "Web ACL is not accessible by the requester.")
