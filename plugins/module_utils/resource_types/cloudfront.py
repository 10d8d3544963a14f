# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Amazon CloudFront: distributions, and what they are made with. It is one service for all regions of a partition."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from ansible_collections.skylift.aws.plugins.module_utils.aws.facts import Read, ResourceType, Tagging, Wait
from ansible_collections.skylift.aws.plugins.module_utils.engine.declaration import Difference
from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import Failed, Problem

DEPLOYED_SECONDS = 2700
TAGGING = Tagging("tag_resource", "Resource", list="list_tags_for_resource", found="Tags")

METHODS = ["GET", "HEAD"]
NOBODY = {"Enabled": False, "Items": []}
ORIGIN = {"OriginPath": "", "CustomHeaders": []}
BEHAVIOR = {
    "AllowedMethods": {"Items": METHODS, "CachedMethods": METHODS}, "SmoothStreaming": False, "Compress": False,
    "LambdaFunctionAssociations": [], "FunctionAssociations": [], "FieldLevelEncryptionId": "",
    "TrustedSigners": NOBODY, "TrustedKeyGroups": NOBODY,
}  # fmt: skip


class VersionedResourceType(ResourceType):
    """What CloudFront changes and deletes only for who names its latest version, and replaces as a whole."""

    service = "cloudfront"
    identity = {"Id": "Id", "IfMatch": "ETag"}
    update_sends_all = update_keeps = True
    outdated = ("PreconditionFailed", "InvalidIfMatchVersion")


class Distribution(VersionedResourceType):
    """The front of a site all over the world: what is asked for comes from a cache near by, or from its origin."""

    name = "cloudfront_distribution"
    identifier = "Id"
    found_by_tag = True
    read = Read("get_distribution", items="Distribution.merge(@, DistributionConfig)", beside=("ETag",),
                params={"Id": "{arn:basename}"}, missing=("NoSuchDistribution",))  # fmt: skip
    create, update, delete = "create_distribution_with_tags", "update_distribution", "delete_distribution"
    flattened = {create: "DistributionConfigWithTags.DistributionConfig", update: "DistributionConfig"}
    result = "merge(Distribution, {ETag: ETag})"
    given = {"CallerReference": "{mark}-{timestamp}"}
    settled = Wait("Status", until=("Deployed",), seconds=DEPLOYED_SECONDS)
    attributes = {
        "id": "Id",
        "arn": "ARN",
        "domain_name": "DomainName",
        "hosted_zone_id": "contains(ARN, ':aws-cn:') && 'Z3RFFRIM2A3IF5' || 'Z2FDTNDATAQYW2'",
    }
    ordered = frozenset({"cache_behaviors"})
    secret_within = frozenset({"origins.custom_headers.header_value"})
    tagging = TAGGING
    # A certificate that was issued, or a policy that was made, a moment ago is not known everywhere yet.
    not_yet = (("InvalidViewerCertificate", "doesn't exist"), ("InvalidWebACLId", ""), ("InvalidOriginAccessControl", ""),
               ("NoSuchCachePolicy", ""), ("NoSuchResponseHeadersPolicy", ""),
               ("InvalidFunctionAssociation", ""))  # fmt: skip

    @staticmethod
    def prepare(place, desired, params: dict) -> dict:
        """UpdateDistribution wants every field of an origin and a behavior; tags stand beside the configuration."""
        wrapper = params.get("DistributionConfigWithTags", params)
        config = wrapper["DistributionConfig"]
        config = {
            **config,
            "Origins": [_origin(origin) for origin in config["Origins"]],
            "DefaultCacheBehavior": {**BEHAVIOR, **config["DefaultCacheBehavior"]},
            "CacheBehaviors": [{**BEHAVIOR, **behavior} for behavior in config.get("CacheBehaviors", [])],
        }
        if wrapper is params:
            return {**params, "DistributionConfig": config}
        tags = [{"Key": key, "Value": value} for key, value in desired.tags.items()]
        return {"DistributionConfigWithTags": {"DistributionConfig": config, "Tags": tags}}

    @staticmethod
    def before_delete(place, item: dict) -> None:
        """CloudFront lets go of a distribution when it was switched off everywhere (DistributionNotDisabled)."""
        identity = {"Id": item["Id"]}
        if item["Enabled"]:
            config = {**item["DistributionConfig"], "Enabled": False}
            params = {**identity, "IfMatch": item["ETag"], "DistributionConfig": config}
            place.session.call("cloudfront", "update_distribution", params)
        disabled = place.until(lambda: _deployed(place, identity), DEPLOYED_SECONDS)
        if disabled is None:
            said = f"distribution {item['Id']} is not switched off everywhere after {DEPLOYED_SECONDS} s"
            raise Failed(Problem(said, "run again: it may be by then"))
        item["ETag"] = disabled["ETag"]


def _origin(origin: dict) -> dict:
    other = {"CustomOriginConfig", "VpcOriginConfig"} & origin.keys()
    return {**ORIGIN, **({} if other else {"S3OriginConfig": {"OriginAccessIdentity": ""}}), **origin}


def _deployed(place, identity: dict) -> dict | None:
    answer = place.session.call("cloudfront", "get_distribution", identity)
    return answer if answer["Distribution"]["Status"] == "Deployed" else None


MARK = "skylift:stack={stack}"


class MarkedResourceType(VersionedResourceType):
    """What has a name and no tags: its comment says whose it is."""

    @staticmethod
    def is_ours(place, desired, item: dict) -> bool:
        """CloudFront tags neither origin access controls nor policies (TagResource)."""
        return (item.get("Comment") or item.get("Description")) == MARK.format(stack=desired.stack)


class OriginAccessControl(MarkedResourceType):
    """How CloudFront signs what it asks of a bucket or a function, so that they answer nobody else."""

    name = "cloudfront_origin_access_control"
    identifier = "Name"
    read = Read(
        "list_origin_access_controls", items="OriginAccessControlList.Items[]",
        then=Read("get_origin_access_control", items="OriginAccessControl.merge(@, OriginAccessControlConfig)",
                  params={"Id": "{Id}"}, beside=("ETag",), late=True),
    )  # fmt: skip
    given = update_with = {"Description": MARK}
    create, update = "create_origin_access_control", "update_origin_access_control"
    delete = "delete_origin_access_control"
    flattened = {create: "OriginAccessControlConfig", update: "OriginAccessControlConfig"}
    result = "merge(OriginAccessControl, {ETag: ETag})"
    attributes = {"id": "Id"}


class CachePolicy(MarkedResourceType):
    """What of a request tells apart what is cached, and for how long it is kept."""

    name = "cloudfront_cache_policy"
    identifier = "Name"
    read = Read(
        "list_cache_policies", params={"Type": "custom"},
        items="CachePolicyList.Items[].CachePolicy.merge(@, CachePolicyConfig)",
        then=Read("get_cache_policy", items="CachePolicy.merge(@, CachePolicyConfig)", params={"Id": "{Id}"},
                  beside=("ETag",), late=True),
    )  # fmt: skip
    given = update_with = {"Comment": MARK}
    create, update, delete = "create_cache_policy", "update_cache_policy", "delete_cache_policy"
    flattened = {create: "CachePolicyConfig", update: "CachePolicyConfig"}
    result = "merge(CachePolicy, {ETag: ETag})"
    attributes = {"id": "Id"}


class ResponseHeadersPolicy(MarkedResourceType):
    """Headers that CloudFront adds to its answers: security, CORS, and others."""

    name = "cloudfront_response_headers_policy"
    identifier = "Name"
    read = Read(
        "list_response_headers_policies", params={"Type": "custom"},
        items="ResponseHeadersPolicyList.Items[].ResponseHeadersPolicy.merge(@, ResponseHeadersPolicyConfig)",
        then=Read("get_response_headers_policy", params={"Id": "{Id}"}, beside=("ETag",),
                  items="ResponseHeadersPolicy.merge(@, ResponseHeadersPolicyConfig)", late=True),
    )  # fmt: skip
    given = update_with = {"Comment": MARK}
    create, update = "create_response_headers_policy", "update_response_headers_policy"
    delete = "delete_response_headers_policy"
    flattened = {create: "ResponseHeadersPolicyConfig", update: "ResponseHeadersPolicyConfig"}
    result = "merge(ResponseHeadersPolicy, {ETag: ETag})"
    attributes = {"id": "Id"}


class Function(VersionedResourceType):
    """A few lines of JavaScript that look at every request or answer at the edge.

    What a distribution runs is the published stage, so that is what is compared; every change is published.
    """

    name = "cloudfront_function"
    identifier = "Name"
    identity = {"Name": "Name", "IfMatch": "ETag"}
    read = Read("describe_function", items="FunctionSummary", beside=("ETag",), params={"Name": "{name}"},
                missing=("NoSuchFunctionExists",))  # fmt: skip
    create, update, delete = "create_function", "update_function", "delete_function"
    result = "merge(FunctionSummary, {ETag: ETag})"
    extras = {"function_code": "str"}
    extras_go_to = {"function_code": ("update_function",)}
    attributes = {"arn": "FunctionMetadata.FunctionARN", "function_name": "Name"}
    tagging = TAGGING
    calls = ("cloudfront.get_function", "cloudfront.list_functions", "cloudfront.publish_function")

    @staticmethod
    def prepare(place, desired, params: dict) -> dict:
        """The code goes along with every change of the configuration (UpdateFunction)."""
        return {**params, "FunctionCode": desired.options.get("function_code", "").encode()}

    @staticmethod
    def complete(place, desired, item: dict) -> dict:
        """Requests meet the LIVE stage; a function that was never published has none (PublishFunction)."""
        live = {each["Name"]: each for each in place.listing("cloudfront_function", lambda: _published(place))}
        if desired.name not in live:
            return {**item, "FunctionCode": None}
        stage = {"Name": desired.name, "Stage": "LIVE"}
        code = place.session.call("cloudfront", "get_function", stage)["FunctionCode"].read()
        return {**item, "FunctionCode": code, "FunctionConfig": live[desired.name]["FunctionConfig"]}

    @staticmethod
    def extra_differences(desired, item: dict) -> list[Difference]:
        """Code is long: the plan shows its checksums."""
        code, live = desired.options.get("function_code"), item["FunctionCode"]
        want, have = (_checksum(text) for text in (code and code.encode(), live))
        return [Difference("function_code", have, want)] if code is not None and want != have else []

    @staticmethod
    def settle(place, desired, item: dict, report: Callable[[str], None]) -> None:
        """Nothing of a change is seen before it is published (PublishFunction)."""
        report("publishing")
        place.session.call("cloudfront", "publish_function", {"Name": item["Name"], "IfMatch": item["ETag"]})


def _published(place) -> list[dict]:
    pages = place.session.pages("cloudfront", "list_functions", {"Stage": "LIVE"})
    return [each for page in pages for each in page["FunctionList"]["Items"]]


def _checksum(code: bytes | None) -> str | None:
    return code and hashlib.sha256(code).hexdigest()[:12]


class Invalidation(ResourceType):
    """Makes CloudFront forget what it has cached, once for each name: for a release, say."""

    name = "cloudfront_invalidation"
    service = "cloudfront"
    identifier = "Id"
    read = Read("list_invalidations", items="InvalidationList.Items[]", params={"DistributionId": "{distribution_id}"},
                missing=("NoSuchDistribution",))  # fmt: skip
    create, result = "create_invalidation", "Invalidation"
    flattened = {create: "InvalidationBatch"}
    given = {"CallerReference": "{name}"}
    # What was forgotten once is not forgotten again because it would be declared otherwise now.
    modifiers = frozenset({"distribution_id", "paths"})
    settled = Wait("Status", until=("Completed",), seconds=1800)
    not_yet = (("TooManyInvalidationsInProgress", ""),)
    permanent = True
    attributes = {"id": "Id"}
    calls = ("cloudfront.get_invalidation",)

    @staticmethod
    def pick(place, desired, items: list[dict]) -> dict | None:
        """ListInvalidations shows no references, the latest first; the reference of a release is among the last ones."""
        distribution = {"DistributionId": desired.options["distribution_id"]}
        latest = [{**distribution, "Id": item["Id"]} for item in items[:LATEST]]
        found = place.together(lambda params=params: _invalidation(place, params) for params in latest)
        return next((item for item in found if item["InvalidationBatch"]["CallerReference"] == desired.name), None)


LATEST = 10
"""How many invalidations are looked at; CloudFront itself knows a reference that came before, and does nothing then."""


def _invalidation(place, params: dict) -> dict:
    return place.session.call("cloudfront", "get_invalidation", params)["Invalidation"]


RESOURCE_TYPES = {
    facts.name: facts
    for facts in (Distribution, OriginAccessControl, CachePolicy, ResponseHeadersPolicy, Function, Invalidation)
}
