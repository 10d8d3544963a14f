# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An account as it can be compared: what is there, told by AWS's own listing calls, without what differs by chance."""

from __future__ import annotations

import difflib
import json
import re

import jmespath

# service, operation, the list in the answer
LISTINGS = (
    ("acm", "list_certificates", "CertificateSummaryList"),
    ("amplify", "list_apps", "apps"),
    ("application-autoscaling", "describe_scalable_targets", "ScalableTargets"),
    ("application-autoscaling", "describe_scaling_policies", "ScalingPolicies"),
    ("budgets", "describe_budgets", "Budgets"),
    ("ce", "get_anomaly_monitors", "AnomalyMonitors"),
    ("ce", "get_anomaly_subscriptions", "AnomalySubscriptions"),
    ("cloudfront", "list_distributions", "DistributionList.Items"),
    ("cloudfront", "list_functions", "FunctionList.Items"),
    ("cloudfront", "list_origin_access_controls", "OriginAccessControlList.Items"),
    ("cloudwatch", "describe_alarms", "CompositeAlarms"),
    ("cloudwatch", "describe_alarms", "MetricAlarms"),
    ("cloudwatch", "list_dashboards", "DashboardEntries"),
    ("cognito-idp", "list_user_pools", "UserPools"),
    ("ec2", "describe_addresses", "Addresses"),
    ("ec2", "describe_flow_logs", "FlowLogs"),
    ("ec2", "describe_internet_gateways", "InternetGateways"),
    ("ec2", "describe_nat_gateways", "NatGateways"),
    ("ec2", "describe_network_acls", "NetworkAcls"),
    ("ec2", "describe_network_interfaces", "NetworkInterfaces"),
    ("ec2", "describe_route_tables", "RouteTables"),
    ("ec2", "describe_security_groups", "SecurityGroups"),
    ("ec2", "describe_subnets", "Subnets"),
    ("ec2", "describe_vpc_endpoints", "VpcEndpoints"),
    ("ec2", "describe_vpcs", "Vpcs"),
    ("ecr", "describe_repositories", "repositories"),
    ("ecs", "list_clusters", "clusterArns"),
    ("ecs", "list_task_definitions", "taskDefinitionArns"),
    ("elasticache", "describe_cache_parameter_groups", "CacheParameterGroups"),
    ("elasticache", "describe_cache_subnet_groups", "CacheSubnetGroups"),
    ("elasticache", "describe_replication_groups", "ReplicationGroups"),
    ("elbv2", "describe_load_balancers", "LoadBalancers"),
    ("elbv2", "describe_target_groups", "TargetGroups"),
    ("events", "list_rules", "Rules"),
    ("iam", "list_policies", "Policies"),
    ("iam", "list_roles", "Roles"),
    ("kms", "list_aliases", "Aliases"),
    ("kms", "list_keys", "Keys"),
    ("lambda", "list_functions", "Functions"),
    ("logs", "describe_log_groups", "logGroups"),
    ("logs", "describe_metric_filters", "metricFilters"),
    ("rds", "describe_db_instances", "DBInstances"),
    ("rds", "describe_db_parameter_groups", "DBParameterGroups"),
    ("rds", "describe_db_subnet_groups", "DBSubnetGroups"),
    ("resourcegroupstaggingapi", "get_resources", "ResourceTagMappingList"),
    ("route53", "list_health_checks", "HealthChecks"),
    ("route53", "list_hosted_zones", "HostedZones"),
    ("s3", "list_buckets", "Buckets"),
    ("secretsmanager", "list_secrets", "SecretList"),
    ("sesv2", "list_configuration_sets", "ConfigurationSets"),
    ("sesv2", "list_email_identities", "EmailIdentities"),
    ("sesv2", "list_email_templates", "TemplatesMetadata"),
    ("scheduler", "list_schedule_groups", "ScheduleGroups"),
    ("scheduler", "list_schedules", "Schedules"),
    ("sns", "list_subscriptions", "Subscriptions"),
    ("sns", "list_topics", "Topics"),
    ("sqs", "list_queues", "QueueUrls"),
    ("ssm", "describe_parameters", "Parameters"),
    ("wafv2", "list_ip_sets", "IPSets"),
    ("wafv2", "list_web_acls", "WebACLs"),
)
ARGUMENTS = {
    "application-autoscaling": {"ServiceNamespace": "ecs"},
    "budgets": {"AccountId": "123456789012"},
    "cognito-idp": {"MaxResults": 60},
    "wafv2": {"Scope": "CLOUDFRONT"},
    "list_policies": {"Scope": "Local"},
}
# Answers of one thing at a time: service, listing call, how its items are named, and the calls that tell more.
ASPECTS = (
    (
        "iam",
        "list_roles",
        "Roles",
        "RoleName",
        "RoleName",
        ("list_role_policies", "list_attached_role_policies", "list_role_tags"),
    ),
    (
        "s3",
        "list_buckets",
        "Buckets",
        "Name",
        "Bucket",
        (
            "get_bucket_encryption",
            "get_bucket_cors",
            "get_bucket_lifecycle_configuration",
            "get_bucket_versioning",
            "get_bucket_tagging",
            "get_public_access_block",
        ),
    ),
    (
        "kms",
        "list_keys",
        "Keys",
        "KeyId",
        "KeyId",
        ("get_key_rotation_status", "list_resource_tags", "describe_key"),
    ),
    ("route53", "list_hosted_zones", "HostedZones", "Id", "HostedZoneId", ("list_resource_record_sets",)),
    ("lambda", "list_functions", "Functions", "FunctionName", "FunctionName", ("get_function_event_invoke_config",)),
)
CHANCE = (
    (re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b"), "*"),
    (re.compile(r"\b((?!us-)[a-z]+)-[0-9a-f]{8,17}\b"), r"\1-*"),
    (re.compile(r"\bARO[A-Z0-9]{10,}\b|\bASIA[A-Z0-9]+\b|\bAROA[A-Z0-9]+\b"), "*"),
    (re.compile(r"\b(/hostedzone/|hostedzone/)[A-Z0-9]+"), r"\1*"),
    (re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[.\d]*(Z|\+00:00)?"), "*"),
    (re.compile(r"127\.0\.0\.1:\d+"), "*"),
    (re.compile(r"(?<=/)[0-9a-f]{16}\b"), "*"),
    (re.compile(r"\b\d{4}(-\d\d){4}\b"), "*"),
    (re.compile(r"\b\d{8}T\d{6}-\d{3}Z"), "*"),
    (re.compile(r"\bns-\d+\.awsdns-\d+\.[a-z.]+"), "ns"),
)
# When something happened, and what was drawn by lot.
BY_CHANCE = re.compile(
    r"(?i)(.*(time|date|timestamp)$|creat.*at$|.*token$|.*sha256$|.*revisionid$|.*callerreference$|ipaddress|privateip.*|"
    r"creationtime|lastmodified.*|responsemetadata|codesize|.*resourceid|roleid|availabilityzoneid|macaddress|version|"
    r"serial|resourcerecords|name_servers|size)"
)


def state_of(sandbox) -> list[str]:
    """Everything in the account, one line each, sorted; equal for two accounts that serve the same."""
    lines = []
    for service, operation, member in LISTINGS:
        lines += [f"{service} {member} {_plain(item)}" for item in _all(sandbox.client(service), operation, member)]
    for service, operation, member, name, parameter, aspects in ASPECTS:
        client = sandbox.client(service)
        for item in _all(client, operation, member):
            for aspect in aspects:
                told = _told(client, aspect, {parameter: item[name]})
                lines.append(f"{service} {_text(item[name])} {aspect} {told}")
    # The keys that AWS makes for its services come with whatever uses them first.
    return sorted(line for line in lines if "alias/aws/" not in line)


def differences(before: list[str], after: list[str]) -> list[str]:
    """What is in only one of two accounts; also what is in one of them more often."""
    return [line for line in difflib.ndiff(before, after) if line.startswith(("+ ", "- "))]


def duplicates_in(sandbox) -> dict[str, list[str]]:
    """Addresses of the stack that more than one thing carries; a database and its snapshots are one."""
    carriers: dict[str, set[str]] = {}
    for mapping in _all(sandbox.client("resourcegroupstaggingapi"), "get_resources", "ResourceTagMappingList"):
        for tag in mapping["Tags"]:
            if tag["Key"] == "skylift:resource" and ":snapshot:" not in mapping["ResourceARN"]:
                carriers.setdefault(tag["Value"], set()).add(mapping["ResourceARN"])
    return {address: sorted(arns) for address, arns in carriers.items() if len(arns) > 1}


def _all(client, operation: str, member: str) -> list:
    arguments = ARGUMENTS.get(operation) or ARGUMENTS.get(client.meta.service_model.service_name, {})
    if not client.can_paginate(operation):
        return jmespath.search(member, getattr(client, operation)(**arguments)) or []
    pages = client.get_paginator(operation).paginate(**arguments)
    return [item for page in pages for item in jmespath.search(member, page) or []]


def _told(client, operation: str, arguments: dict) -> str:
    try:
        return _plain(getattr(client, operation)(**arguments))
    except client.exceptions.ClientError as error:
        return error.response["Error"]["Code"]


def _plain(value) -> str:
    return json.dumps(_lasting(value), sort_keys=True)


def _lasting(value):
    if isinstance(value, dict):
        return {_text(name): _lasting(item) for name, item in value.items() if not BY_CHANCE.fullmatch(name)}
    if isinstance(value, list):
        return sorted((_lasting(item) for item in value), key=lambda item: json.dumps(item, sort_keys=True))
    return (
        _text(value) if isinstance(value, str) else value if isinstance(value, (int, bool, float, type(None))) else ""
    )


def _text(text: str) -> str:
    for pattern, instead in CHANCE:
        text = pattern.sub(instead, text)
    return text
