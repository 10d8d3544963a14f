# Copyright (c) 2026 Skylift contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause
"""Load balancers: what they take, what they ask for, and whom they let in."""

from __future__ import annotations

from collections.abc import Iterator

from ansible_collections.skylift.aws.plugins.module_utils.engine.problem import WARNING, Problem
from ansible_collections.skylift.aws.plugins.module_utils.engine.values import holds_unknown
from ansible_collections.skylift.aws.plugins.module_utils.preflight.policies import statements
from ansible_collections.skylift.aws.plugins.module_utils.preflight.rules import Stack, of_each, over_all
from ansible_collections.skylift.aws.plugins.module_utils.preflight.security_groups import opened_to_all
from ansible_collections.skylift.aws.plugins.module_utils.preflight.view import Subject, View

BALANCER, LISTENER, RULE = "elbv2_load_balancer", "elbv2_listener", "elbv2_listener_rule"
LIMITS = {
    "idle_timeout.timeout_seconds": (1, 4000),
    "client_keep_alive.seconds": (60, 604800),
    "deregistration_delay.timeout_seconds": (0, 3600),
    "stickiness.lb_cookie.duration_seconds": (1, 604800),
    "stickiness.app_cookie.duration_seconds": (1, 604800),
}
LOG_DELIVERY = "logdelivery.elasticloadbalancing"
MODERN_POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06"
OLD_POLICIES = ("2016-08", "2015-05", "TLS-1-0", "TLS-1-1", "TLS13-1-0", "TLS13-1-1", "-FS-2018-06", "FS-1-1")
AMAZON_NAMES = (".amazonaws.com", ".amazonaws.com.cn", ".cloudfront.net", ".awsapprunner.com", ".amplifyapp.com")


def region_of(stack: Stack, view: View, option: str) -> str:
    """Return the region of the certificate that an option means; "" when nothing tells."""
    certificate = stack.target(view, option, "acm_certificate")
    if certificate:
        return certificate.region
    parts = (view.text(option) or "").split(":")
    return parts[3] if len(parts) > 5 and parts[2] == "acm" else ""


@over_all(LISTENER, "acm_certificate", code="ELB-CERTIFICATE-REGION")
def a_listener_has_a_certificate_of_its_region(stack: Stack) -> Iterator[Problem]:
    """Elastic Load Balancing User Guide: SSL certificates (those of ACM in the region of the load balancer)."""
    for listener in stack.of(LISTENER):
        for certificate in listener.each("certificates"):
            region = region_of(stack, certificate, "certificate_arn")
            if region and listener.region and region != listener.region:
                said = f"is a certificate of {region}, and the load balancer is in {listener.region}"
                yield certificate.problem("certificate_arn", said, f"request one in {listener.region}")


@of_each("acm_certificate", code="ACM-AMAZON-NAME")
def a_certificate_is_for_a_domain_of_ones_own(certificate: Subject) -> Iterator[Problem]:
    """AWS Certificate Manager User Guide: Public certificate characteristics (no names that Amazon owns)."""
    for option in ("domain_name", "subject_alternative_names"):
        for name in filter(None, [certificate.text(option), *certificate.texts(option)]):
            if name.lower().rstrip(".").endswith(AMAZON_NAMES):
                said = f"{name} belongs to Amazon, and ACM issues nothing for it"
                yield certificate.problem(option, said, "use a domain of your own, with an alias record")


@of_each(LISTENER, code="ELB-TLS-POLICY", severity=WARNING)
def no_old_tls_is_spoken(listener: Subject) -> Iterator[Problem]:
    """Elastic Load Balancing User Guide: Security policies (the default of the API allows TLS 1.0 and 1.1)."""
    if listener.text("protocol") not in ("HTTPS", "TLS"):
        return
    policy = listener.text("ssl_policy")
    if not listener.declares("ssl_policy"):
        yield listener.problem(
            "ssl_policy", "the default of AWS allows TLS 1.0 and 1.1", f"set {MODERN_POLICY} or newer"
        )
    elif policy and any(old in policy for old in OLD_POLICIES):
        yield listener.problem("ssl_policy", f"{policy} is old or allows old TLS", f"set {MODERN_POLICY} or newer")


@of_each(LISTENER, code="ELB-CERTIFICATE")
def https_has_a_certificate_and_http_none(listener: Subject) -> Iterator[Problem]:
    """Elastic Load Balancing API: CreateListener, Certificates (exactly one default certificate for HTTPS and TLS)."""
    secure, given = listener.text("protocol"), listener.get("certificates")
    if secure in ("HTTPS", "TLS") and listener.is_new and (not listener.declares("certificates") or given == []):
        yield listener.problem("certificates", f"is required for {secure}", "name one certificate")
    elif secure in ("HTTP", "TCP") and given:
        yield listener.problem("certificates", f"does not go with {secure}", "leave it out, or use HTTPS")


@of_each(LISTENER, code="ELB-PLAIN-HTTP", severity=WARNING)
def plain_http_is_only_redirected(listener: Subject) -> Iterator[Problem]:
    """AWS Security Hub controls for Elastic Load Balancing: ELB.1 (HTTP is redirected to HTTPS)."""
    if listener.text("protocol") != "HTTP" or listener.number("port") not in (80, 8080):
        return
    kinds = {action.text("type") for action in listener.each("default_actions")}
    if "forward" in kinds:
        said = "passwords and cookies would pass in the clear"
        yield listener.problem("default_actions", said, "redirect to HTTPS, port 443, with HTTP_301")


@of_each(RULE, code="ELB-ROOT-ONLY", severity=WARNING)
def a_rule_matches_more_than_the_root(rule: Subject) -> Iterator[Problem]:
    """Elastic Load Balancing User Guide: Condition types for listener rules (a path without * matches itself only)."""
    for condition in rule.each("conditions"):
        paths = condition.texts("values") or condition.part("path_pattern_config").texts("values")
        if condition.text("field") == "path-pattern" and paths == ["/"] and not condition.hides("values"):
            said = 'the path "/" matches the front page alone'
            yield condition.problem("values", said, "forward by the default action of the listener, or write /*")


@of_each(BALANCER, "elbv2_target_group", code="ELB-LIMITS")
def attributes_of_load_balancers_are_within_their_limits(thing: Subject) -> Iterator[Problem]:
    """Elastic Load Balancing API: LoadBalancerAttribute and TargetGroupAttribute."""
    option = f"{thing.desired.type.removeprefix('elbv2_')}_attributes"
    for key, value in thing.attributes(option).items():
        least, most = LIMITS.get(key, (None, None))
        if least is not None and not (value.isdigit() and least <= int(value) <= most):
            yield thing.problem(option, f"{key} is {value}", f"use {least} to {most}")


@of_each("elbv2_target_group", code="ELB-HEALTH-CHECK")
def a_health_check_ends_before_the_next(group: Subject) -> Iterator[Problem]:
    """Elastic Load Balancing User Guide: Health checks (the timeout is shorter than the interval, of 5 to 300 seconds)."""
    timeout, interval = group.number("health_check_timeout_seconds"), group.number("health_check_interval_seconds")
    if timeout is not None and interval is not None and timeout >= interval:
        said = f"{timeout} s are not less than the {interval} s until the next check"
        yield group.problem("health_check_timeout_seconds", said, f"use less than {interval}")


@over_all(BALANCER, "cloudfront_distribution", code="ELB-AROUND-CLOUDFRONT", severity=WARNING)
def nobody_comes_around_cloudfront(stack: Stack) -> Iterator[Problem]:
    """Amazon CloudFront Developer Guide: Restrict access to Application Load Balancers (a prefix list names its servers)."""
    fronted = {address for each in stack.of("cloudfront_distribution") for address in each.references}
    for balancer in stack.of(BALANCER):
        groups = stack.targets(balancer, "security_groups", "ec2_security_group")
        public = balancer.text("scheme") != "internal" and any(opened_to_all(stack, each) for each in groups)
        if balancer.address in fronted and public:
            said = "is open to everybody, and whoever calls it directly comes around CloudFront and its firewall"
            yield balancer.problem("security_groups", said, "let in com.amazonaws.global.cloudfront.origin-facing only")


@over_all(BALANCER, "s3_bucket", "s3_bucket_policy", code="ELB-LOG-BUCKET")
def access_logs_have_a_bucket_that_takes_them(stack: Stack) -> Iterator[Problem]:
    """Elastic Load Balancing User Guide: Access logs (a bucket of the same region, with a policy for log delivery)."""
    for balancer in stack.of(BALANCER):
        attributes = balancer.attributes("load_balancer_attributes")
        if attributes.get("access_logs.s3.enabled") != "true":
            continue
        for bucket in _log_buckets(stack, balancer, attributes):
            if bucket.region != balancer.region:
                said = f"{bucket.address} is in {bucket.region}, and logs stay in {balancer.region}"
                yield balancer.problem("load_balancer_attributes", said, "log into a bucket of the same region")
            elif stack.is_whole and not _lets_logs_in(bucket) and not has_policy(stack, bucket):
                said = f"{bucket.address} has no policy that lets logs be delivered, and AWS refuses it"
                remedy = "let logdelivery.elasticloadbalancing.amazonaws.com put objects"
                yield balancer.problem("load_balancer_attributes", said, remedy)


def has_policy(stack: Stack, bucket: Subject) -> bool:
    """Whether a policy is declared for the bucket, or for one that is not known yet."""
    policies = stack.of("s3_bucket_policy")
    unknown = any(each.hides("bucket") and not stack.targets(each, "bucket", "s3_bucket") for each in policies)
    return unknown or any(bucket in stack.targets(each, "bucket", "s3_bucket") for each in policies)


def _lets_logs_in(bucket: Subject) -> bool:
    """Whether its own policy may name who delivers logs: the service or, in older regions, an account of AWS."""
    document = bucket.document("policy")
    if not bucket.declares("policy") or document is None or holds_unknown(document):
        return bucket.declares("policy")
    allowed = [each.get("Principal") for each in statements(document) if each.get("Effect") == "Allow"]
    return any(each == "*" or LOG_DELIVERY in str(each) or "'AWS'" in str(each) for each in allowed)


def _log_buckets(stack: Stack, balancer: Subject, attributes: dict[str, str]) -> list[Subject]:
    name = attributes.get("access_logs.s3.bucket")
    return [each for each in stack.of("s3_bucket") if each.address in balancer.references or each.name == name]
