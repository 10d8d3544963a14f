# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Distributions: deployed to all edges after a while, changed by version, deleted when switched off."""

from __future__ import annotations

import copy

from ...rules import Refusal, answers, refuses
from ...transitions import Transition
from .checks import check
from .store import TAGS, elements, held, listed, must_be_current, new_id, now, page_of, remembered

ABSENT = "NoSuchDistribution"
NEEDED_IN_UPDATE = (
    "Aliases", "DefaultRootObject", "Origins", "DefaultCacheBehavior", "CacheBehaviors", "CustomErrorResponses",
    "Comment", "Logging", "PriceClass", "Enabled", "ViewerCertificate", "Restrictions", "HttpVersion",
)  # fmt: skip
NEEDED_IN_ORIGIN = ("OriginPath", "CustomHeaders")
NEEDED_IN_BEHAVIOR = ("AllowedMethods", "SmoothStreaming", "Compress", "LambdaFunctionAssociations", "FieldLevelEncryptionId")
METHODS = {"Quantity": 2, "Items": ["HEAD", "GET"], "CachedMethods": {"Quantity": 2, "Items": ["HEAD", "GET"]}}
NOBODY = {"Enabled": False, "Quantity": 0}
BEHAVIOR = {
    "TrustedSigners": NOBODY, "TrustedKeyGroups": NOBODY, "AllowedMethods": METHODS, "SmoothStreaming": False,
    "Compress": False, "LambdaFunctionAssociations": listed([]), "FunctionAssociations": listed([]),
    "FieldLevelEncryptionId": "", "GrpcConfig": {"Enabled": False},
}  # fmt: skip
ORIGIN = {
    "OriginPath": "", "CustomHeaders": listed([]), "ConnectionAttempts": 3, "ConnectionTimeout": 10,
    "OriginShield": {"Enabled": False}, "OriginAccessControlId": "",
}  # fmt: skip
CONFIG = {
    "Aliases": listed([]), "DefaultRootObject": "", "OriginGroups": listed([]), "CacheBehaviors": listed([]),
    "CustomErrorResponses": listed([]), "PriceClass": "PriceClass_All", "WebACLId": "", "HttpVersion": "http2",
    "IsIPV6Enabled": True, "ContinuousDeploymentPolicyId": "", "Staging": False,
    "Logging": {"Enabled": False, "IncludeCookies": False, "Bucket": "", "Prefix": ""},
    "Restrictions": {"GeoRestriction": {"RestrictionType": "none", "Quantity": 0}},
    "ViewerCertificate": {"CloudFrontDefaultCertificate": True, "SSLSupportMethod": "vip",
                          "MinimumProtocolVersion": "TLSv1", "CertificateSource": "cloudfront"},
}  # fmt: skip


@answers("cloudfront:CreateDistributionWithTags", "cloudfront:CreateDistribution")
def create_distribution(call):
    """A caller's reference makes one distribution only."""
    wrapper = call.params.get("DistributionConfigWithTags", call.params)
    config = wrapper["DistributionConfig"]
    check(call, config)
    known = remembered(call, "distribution")
    for each in known.values():
        if each["Config"]["CallerReference"] == config["CallerReference"]:
            said = "The caller reference that you are using to create a distribution is associated with another distribution."
            raise Refusal("DistributionAlreadyExists", f"{said} Already exists: {each['Id']}", 409)
    made = {"Id": new_id(), "Config": _filled(config)}
    known[made["Id"]] = made
    _changed(made)
    call.memory(TAGS, "global")[arn_of(call, made["Id"])] = {
        tag["Key"]: tag.get("Value", "") for tag in elements(wrapper.get("Tags"))
    }
    return {**_shown(call, made), "Location": made["Id"]}


def _changed(distribution: dict) -> None:
    distribution.update(ETag=new_id(), Changed=now(), Way=Transition("cloudfront:distribution", "InProgress"))


def _filled(config: dict) -> dict:
    config = {**copy.deepcopy(CONFIG), **config}
    config["Origins"] = listed([_filled_origin(origin) for origin in elements(config["Origins"])])
    config["DefaultCacheBehavior"] = {**BEHAVIOR, **config["DefaultCacheBehavior"]}
    config["CacheBehaviors"] = listed([{**BEHAVIOR, **each} for each in elements(config["CacheBehaviors"])])
    certificate = config["ViewerCertificate"]
    if "ACMCertificateArn" in certificate:
        certificate = {
            "CloudFrontDefaultCertificate": False, "Certificate": certificate["ACMCertificateArn"],
            "CertificateSource": "acm", **certificate,
        }  # fmt: skip
    return {**config, "ViewerCertificate": certificate}


def _filled_origin(origin: dict) -> dict:
    filled = {**ORIGIN, **origin}
    if "CustomOriginConfig" in origin:
        defaults = {"OriginSslProtocols": listed(["TLSv1.2"]), "OriginReadTimeout": 30, "OriginKeepaliveTimeout": 5}
        filled["CustomOriginConfig"] = {**defaults, **origin["CustomOriginConfig"]}
    return filled


def arn_of(call, identifier: str) -> str:
    """Distributions have no region."""
    return call.arn(f"distribution/{identifier}", "cloudfront", region="")


def status_of(distribution: dict) -> str:
    """Whether all edges know the latest change."""
    return distribution["Way"].state() or "Deployed"


def _shown(call, distribution: dict) -> dict:
    shown = {
        "Id": distribution["Id"], "ARN": arn_of(call, distribution["Id"]), "Status": status_of(distribution),
        "LastModifiedTime": distribution["Changed"], "InProgressInvalidationBatches": 0,
        "DomainName": f"{call.base_url}/_service/{distribution['Id']}",
        "ActiveTrustedSigners": NOBODY, "ActiveTrustedKeyGroups": NOBODY,
        "DistributionConfig": distribution["Config"],
    }  # fmt: skip
    return {"Distribution": shown, "ETag": distribution["ETag"]}


@answers("cloudfront:GetDistribution")
def get_distribution(call):
    """With its whole configuration."""
    return _shown(call, held(call, "distribution", call.params["Id"], ABSENT))


@answers("cloudfront:GetDistributionConfig")
def get_distribution_config(call):
    """What an update begins with."""
    found = held(call, "distribution", call.params["Id"], ABSENT)
    return {"DistributionConfig": found["Config"], "ETag": found["ETag"]}


@answers("cloudfront:ListDistributions")
def list_distributions(call):
    """Most of the configuration, but neither version nor tags."""
    left_out = {"CallerReference", "DefaultRootObject", "Logging"}
    items = []
    for each in remembered(call, "distribution").values():
        shown = _shown(call, each)["Distribution"]
        config = {name: value for name, value in shown.pop("DistributionConfig").items() if name not in left_out}
        items.append({**{k: shown[k] for k in ("Id", "ARN", "Status", "LastModifiedTime", "DomainName")}, **config})
    return {"DistributionList": page_of(call, items)}


@answers("cloudfront:UpdateDistribution")
def update_distribution(call):
    """Replaces the whole configuration."""
    distribution, config = held(call, "distribution", call.params["Id"], ABSENT), call.params["DistributionConfig"]
    must_be_current(call, distribution)
    if config["CallerReference"] != distribution["Config"]["CallerReference"]:
        raise Refusal("IllegalUpdate", "The update contains modifications that are not allowed.")
    _must_be_whole(config)
    check(call, config, distribution["Id"])
    distribution["Config"] = _filled(config)
    _changed(distribution)
    return _shown(call, distribution)


def _must_be_whole(config: dict) -> None:
    behaviors = [config["DefaultCacheBehavior"], *elements(config.get("CacheBehaviors"))]
    lacking = [name for name in NEEDED_IN_UPDATE if name not in config]
    lacking += [name for origin in elements(config["Origins"]) for name in NEEDED_IN_ORIGIN if name not in origin]
    lacking += [name for behavior in behaviors for name in NEEDED_IN_BEHAVIOR if name not in behavior]
    if lacking:
        raise Refusal("IllegalUpdate", f"{lacking[0]} is required for updates.")


@answers("cloudfront:DeleteDistribution")
def delete_distribution(call):
    """Not before it is switched off at all edges."""
    distribution = held(call, "distribution", call.params["Id"], ABSENT)
    must_be_current(call, distribution)
    if distribution["Config"]["Enabled"] or status_of(distribution) != "Deployed":
        said = "The distribution you are trying to delete has not been disabled."
        raise Refusal("DistributionNotDisabled", said, 409)
    del remembered(call, "distribution")[distribution["Id"]]
    call.memory(TAGS, "global").pop(arn_of(call, distribution["Id"]), None)
    return {}


@refuses("acm:DeleteCertificate")
def certificates_in_use_stay(call):
    """As long as a distribution shows it."""
    arn = call.params["CertificateArn"]
    for each in remembered(call, "distribution").values():
        if each["Config"]["ViewerCertificate"].get("ACMCertificateArn") == arn:
            raise Refusal("ResourceInUseException", f"Certificate {arn} in account {call.account} is in use.")


@refuses("wafv2:DeleteWebACL")
def web_acls_in_use_stay(call):
    """As long as a distribution is behind it."""
    for each in remembered(call, "distribution").values():
        if each["Config"]["WebACLId"].endswith(f"/{call.params['Id']}"):
            said = "AWS WAF couldn't perform the operation because your resource is being used by another resource."
            raise Refusal("WAFAssociatedItemException", said)
