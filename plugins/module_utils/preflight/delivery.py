# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""CloudFront: certificates, origins, and what may be cached."""

from __future__ import annotations

from collections.abc import Iterator

from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import WARNING, Problem
from ansible_collections.skylift.aws.plugins.module_utils.preflight.alarms import HOME, OTHER_PARTITIONS
from ansible_collections.skylift.aws.plugins.module_utils.preflight.load_balancers import has_policy, region_of
from ansible_collections.skylift.aws.plugins.module_utils.preflight.rules import Stack, of_each, over_all
from ansible_collections.skylift.aws.plugins.module_utils.preflight.view import Subject, View

DISTRIBUTION = "cloudfront_distribution"
# The ids of AWS's managed cache policies CachingOptimized and CachingOptimizedForUncompressedObjects.
CACHES_ALL = ("658327ea-f89d-4fab-a63d-7e88639e58f6", "b2884449-e4de-46a7-ac36-70bc7f1ddd6d")
WEBSITE = ".s3-website"


def elements(view: View, option: str) -> list[View]:
    """Return a list, written as one or as CloudFront takes it: with its quantity."""
    return list(view.each(option)) or list(view.part(option).each("items"))


def is_bucket(origin: View) -> bool:
    """Whether an origin is a bucket by its REST address, and not a website or a server."""
    domain = origin.text("domain_name") or ""
    named = any(address.startswith("s3_bucket.") for address in origin.refers_to("domain_name"))
    return WEBSITE not in domain and (named or ".s3." in domain or domain.endswith(".s3.amazonaws.com"))


def leads_to_a_server(origin: View) -> bool:
    """Whether an origin is a load balancer."""
    domain = origin.text("domain_name") or ""
    named = any(address.startswith("elbv2_load_balancer.") for address in origin.refers_to("domain_name"))
    return named or ".elb." in domain


def _origin_of(distribution: Subject, behavior: View) -> View | None:
    wanted = behavior.text("target_origin_id")
    return next((each for each in elements(distribution, "origins") if wanted and each.text("id") == wanted), None)


@over_all(DISTRIBUTION, "acm_certificate", code="CLOUDFRONT-CERTIFICATE-REGION")
def cloudfront_has_a_certificate_of_us_east_1(stack: Stack) -> Iterator[Problem]:
    """Amazon CloudFront Developer Guide: Requirements for using SSL/TLS certificates (of ACM in us-east-1 only)."""
    for distribution in stack.of(DISTRIBUTION):
        certificate = distribution.part("viewer_certificate")
        region = region_of(stack, certificate, "acm_certificate_arn")
        if region and region != HOME and not region.startswith(OTHER_PARTITIONS):
            said = f"is a certificate of {region}"
            yield certificate.problem("acm_certificate_arn", said, f"request a second one with region: {HOME}")


@of_each(DISTRIBUTION, code="CLOUDFRONT-ALIASES")
def domains_have_a_certificate(distribution: Subject) -> Iterator[Problem]:
    """CloudFront API: DistributionConfig, Aliases (InvalidViewerCertificate: they need a certificate that covers them)."""
    aliases = distribution.texts("aliases") or distribution.part("aliases").texts("items")
    certificate = distribution.part("viewer_certificate")
    hidden = distribution.declares("viewer_certificate") and distribution.get("viewer_certificate") is None
    if aliases and not hidden and not any(map(certificate.declares, ("acm_certificate_arn", "iam_certificate_id"))):
        yield distribution.problem("viewer_certificate", f"{aliases[0]} needs a certificate", "set acm_certificate_arn")


@of_each(DISTRIBUTION, code="CLOUDFRONT-ROOT-OBJECT", severity=WARNING)
def the_front_page_of_a_bucket_is_named(distribution: Subject) -> Iterator[Problem]:
    """Amazon CloudFront Developer Guide: Specify a default root object (a bucket does not know which page is the first)."""
    origin = _origin_of(distribution, distribution.part("default_cache_behavior"))
    named = distribution.declares("default_root_object") and distribution.text("default_root_object") != ""
    if origin and is_bucket(origin) and not named:
        yield distribution.problem("default_root_object", "the domain alone would be answered by 403", "set index.html")


@of_each(DISTRIBUTION, code="CLOUDFRONT-BUCKET-ACCESS")
def cloudfront_signs_what_it_asks_a_bucket(distribution: Subject) -> Iterator[Problem]:
    """Amazon CloudFront Developer Guide: Restrict access to an Amazon S3 origin (a website endpoint takes no OAC)."""
    for origin in elements(distribution, "origins"):
        domain, controlled = origin.text("domain_name") or "", origin.text("origin_access_control_id") != ""
        if WEBSITE in domain and origin.declares("origin_access_control_id") and controlled:
            said = f"{domain} is a website endpoint, which takes no signed requests"
            yield origin.problem(
                "origin_access_control_id", said, "use the bucket's domain_name, and no website hosting"
            )


@of_each(DISTRIBUTION, code="CLOUDFRONT-OPEN-BUCKET", severity=WARNING)
def a_private_bucket_lets_cloudfront_in(distribution: Subject) -> Iterator[Problem]:
    """Amazon CloudFront Developer Guide: Restrict access to an Amazon S3 origin (without OAC a private bucket answers 403)."""
    for origin in elements(distribution, "origins"):
        identity = origin.part("s3_origin_config").text("origin_access_identity")
        if is_bucket(origin) and not origin.declares("origin_access_control_id") and not identity:
            said = "a private bucket answers 403 to requests that are not signed"
            remedy = "name an origin access control, and let it in by the bucket's policy"
            yield origin.problem("origin_access_control_id", said, remedy)


@over_all(DISTRIBUTION, "s3_bucket", "s3_bucket_policy", code="CLOUDFRONT-BUCKET-POLICY", severity=WARNING)
def the_bucket_lets_cloudfront_in(stack: Stack) -> Iterator[Problem]:
    """Amazon CloudFront Developer Guide: Restrict access to an Amazon S3 origin (the bucket's policy allows it)."""
    for distribution in stack.of(DISTRIBUTION) if stack.is_whole else ():
        for origin in elements(distribution, "origins"):
            bucket = stack.target(origin, "domain_name", "s3_bucket")
            closed = bucket is not None and not bucket.declares("policy") and not has_policy(stack, bucket)
            if closed and origin.declares("origin_access_control_id"):
                said = f"{bucket.address} has no policy, and answers 403 to everybody"
                yield origin.problem(
                    "domain_name", said, "let cloudfront.amazonaws.com read, with the distribution as SourceArn"
                )


@of_each(DISTRIBUTION, code="CLOUDFRONT-CACHES-PAGES", severity=WARNING)
def pages_of_users_are_not_cached(distribution: Subject) -> Iterator[Problem]:
    """Amazon CloudFront Developer Guide: Use managed cache policies (CachingOptimized knows no cookies: one page for all)."""
    for behavior in (distribution.part("default_cache_behavior"), *elements(distribution, "cache_behaviors")):
        origin = _origin_of(distribution, behavior)
        is_static = (behavior.text("path_pattern") or "").strip("/").startswith(("static", "assets", "_next/static"))
        if origin and leads_to_a_server(origin) and behavior.text("cache_policy_id") in CACHES_ALL and not is_static:
            said = "would serve the page of one user to another: it knows neither cookies nor the host"
            yield behavior.problem("cache_policy_id", said, "use CachingDisabled for what an application answers")


@of_each(DISTRIBUTION, code="CLOUDFRONT-PLAIN-HTTP", severity=WARNING)
def visitors_come_by_https(distribution: Subject) -> Iterator[Problem]:
    """AWS Security Hub controls for CloudFront: CloudFront.3 (redirect-to-https or https-only)."""
    for behavior in (distribution.part("default_cache_behavior"), *elements(distribution, "cache_behaviors")):
        if behavior.text("viewer_protocol_policy") == "allow-all":
            yield behavior.problem("viewer_protocol_policy", "lets pages pass in the clear", "use redirect-to-https")


@of_each(DISTRIBUTION, code="CLOUDFRONT-ERRORS-AS-PAGES", severity=WARNING)
def errors_of_an_api_stay_errors(distribution: Subject) -> Iterator[Problem]:
    """Amazon CloudFront Developer Guide: Generate custom error responses (they hold for every origin of a distribution)."""
    if not any(leads_to_a_server(origin) for origin in elements(distribution, "origins")):
        return
    for response in elements(distribution, "custom_error_responses"):
        if response.text("response_code") == "200":
            said = f"an error {response.text('error_code')} of the API would become a page with status 200"
            yield response.problem(
                "response_code", said, "give the API a host of its own, or rewrite paths in a function"
            )
