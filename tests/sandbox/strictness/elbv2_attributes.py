# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""ELB: attributes, of which AWS shows all with their defaults, and takes no others and no other values."""

from __future__ import annotations

from ..resource_policies import lets
from ..rules import Refusal, completes, refuses

OF_BALANCERS = {
    "access_logs.s3.enabled": "false",
    "access_logs.s3.bucket": "",
    "access_logs.s3.prefix": "",
    "connection_logs.s3.enabled": "false",
    "connection_logs.s3.bucket": "",
    "connection_logs.s3.prefix": "",
    "client_keep_alive.seconds": "3600",
    "deletion_protection.enabled": "false",
    "idle_timeout.timeout_seconds": "60",
    "load_balancing.cross_zone.enabled": "true",
    "routing.http.desync_mitigation_mode": "defensive",
    "routing.http.drop_invalid_header_fields.enabled": "false",
    "routing.http.preserve_host_header.enabled": "false",
    "routing.http.x_amzn_tls_version_and_cipher_suite.enabled": "false",
    "routing.http.xff_client_port.enabled": "false",
    "routing.http.xff_header_processing.mode": "append",
    "routing.http2.enabled": "true",
    "waf.fail_open.enabled": "false",
    "zonal_shift.config.enabled": "false",
}
OF_TARGET_GROUPS = {
    "deregistration_delay.timeout_seconds": "300",
    "load_balancing.algorithm.anomaly_mitigation": "off",
    "load_balancing.algorithm.type": "round_robin",
    "load_balancing.cross_zone.enabled": "use_load_balancer_configuration",
    "slow_start.duration_seconds": "0",
    "stickiness.app_cookie.cookie_name": "",
    "stickiness.app_cookie.duration_seconds": "86400",
    "stickiness.enabled": "false",
    "stickiness.lb_cookie.duration_seconds": "86400",
    "stickiness.type": "lb_cookie",
}
RANGES = {
    "client_keep_alive.seconds": range(60, 604801),
    "deregistration_delay.timeout_seconds": range(3601),
    "idle_timeout.timeout_seconds": range(1, 4001),
    "slow_start.duration_seconds": (0, *range(30, 901)),
    "stickiness.app_cookie.duration_seconds": range(1, 604801),
    "stickiness.lb_cookie.duration_seconds": range(1, 604801),
}
WRITER = "logdelivery.elasticloadbalancing.amazonaws.com"


@completes("elbv2:DescribeLoadBalancerAttributes")
def all_of_a_balancer(call, answer):
    """moto shows a few."""
    answer["Attributes"] = _laid_over(OF_BALANCERS, answer)


@completes("elbv2:DescribeTargetGroupAttributes")
def all_of_a_target_group(call, answer):
    """moto shows a few."""
    answer["Attributes"] = _laid_over(OF_TARGET_GROUPS, answer)


@refuses("elbv2:ModifyLoadBalancerAttributes")
def a_balancer_takes_these(call):
    """And a bucket for logs must let Elastic Load Balancing write."""
    _check(OF_BALANCERS, "load balancer", call.params["Attributes"])
    present = call.ask("elbv2", "DescribeLoadBalancerAttributes", LoadBalancerArn=call.params["LoadBalancerArn"])
    wanted = {each["Key"]: each["Value"] for each in present["Attributes"] + call.params["Attributes"]}
    for logs in ("access_logs", "connection_logs"):
        if wanted[f"{logs}.s3.enabled"] == "true":
            _must_be_writable(call, wanted[f"{logs}.s3.bucket"], wanted[f"{logs}.s3.prefix"])


@refuses("elbv2:ModifyTargetGroupAttributes")
def a_target_group_takes_these(call):
    """moto takes any."""
    _check(OF_TARGET_GROUPS, "target group", call.params["Attributes"])


def _laid_over(defaults: dict, answer: dict) -> list[dict]:
    told = {**defaults, **{each["Key"]: each["Value"] for each in answer["Attributes"] if each["Key"] in defaults}}
    return [{"Key": key, "Value": value} for key, value in told.items()]


def _check(known: dict, kind: str, attributes: list[dict]) -> None:
    for each in attributes:
        key, value = each["Key"], each["Value"]
        if key not in known:
            raise Refusal("ValidationError", f"{kind.capitalize()} attribute key '{key}' is not recognized")
        if known[key] in ("true", "false") and value not in ("true", "false"):
            raise Refusal("ValidationError", f"'{key}' value '{value}' must be one of [true, false]")
        if key in RANGES and not (value.isdigit() and int(value) in RANGES[key]):
            least, most = min(RANGES[key]), max(RANGES[key])
            raise Refusal("ValidationError", f"'{key}' value '{value}' must be between '{least}-{most}' inclusive")


def _must_be_writable(call, bucket: str, prefix: str) -> None:
    if not bucket:
        raise Refusal("InvalidConfigurationRequest", "You must specify a bucket to enable logs")
    denied = Refusal("InvalidConfigurationRequest", f"Access Denied for bucket: {bucket}. Please check S3bucket permission")
    try:
        policy = call.ask("s3", "GetBucketPolicy", Bucket=bucket)["Policy"]
        where = call.ask("s3", "HeadBucket", Bucket=bucket)["BucketRegion"]
    except Refusal:
        raise denied from None
    if where != call.region:
        said = f"The S3 bucket {bucket} is not in the region of the load balancer, {call.region}"
        raise Refusal("InvalidConfigurationRequest", said)
    beginning = f"{prefix}/AWSLogs" if prefix else "AWSLogs"
    key = f"arn:{call.partition}:s3:::{bucket}/{beginning}/{call.account}/ELBAccessLogTestFile"
    context = {
        "aws:SecureTransport": "true",
        "aws:SourceAccount": call.account,
        "aws:SourceArn": call.params["LoadBalancerArn"],
    }
    if _is_encrypted_by_kms(call, bucket) or not lets(policy, WRITER, "s3:PutObject", key, context):
        raise denied


def _is_encrypted_by_kms(call, bucket: str) -> bool:
    try:
        found = call.ask("s3", "GetBucketEncryption", Bucket=bucket)["ServerSideEncryptionConfiguration"]["Rules"]
    except Refusal:
        return False
    return any(rule.get("ApplyServerSideEncryptionByDefault", {}).get("SSEAlgorithm") == "aws:kms" for rule in found)
