# Copyright (c) 2026 Skylift contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a picture calls things, and which of them it draws: the one table that no reference tells."""

from __future__ import annotations

import re
from dataclasses import dataclass

DNS, FIREWALL, DELIVERY, ENTRY, COMPUTE, DATA = range(6)
"""The tiers of a picture, from those who ask at the top to what is kept at the bottom."""

SECURITY, OPERATIONS, MESSAGING = "Security", "Operations", "Messaging"

COLOURS = {
    "Delivery": ("#f3eafc", "#6b2fa0"),
    "Network": ("#e6f0fb", "#0b5394"),
    "Compute": ("#fdeee2", "#9a4500"),
    "Data": ("#e5f4ec", "#146c43"),
    MESSAGING: ("#fce8f1", "#a01356"),
    SECURITY: ("#fdeaea", "#a61b1b"),
    OPERATIONS: ("#eef0f2", "#4b5563"),
}
"""Fill and line for what a thing is for; the dark one is legible on the light one, and both on white."""
PLAIN = ("#ffffff", "#4b5563")


@dataclass(frozen=True)
class Service:
    """A service in a picture.

    `drawn` are its resources with a box of their own, in its `tier`; `reached` those of them that people may ask directly.
    What is drawn in none is counted, with what it belongs to or among its `category`.
    """

    label: str
    category: str
    tier: int = DATA
    drawn: tuple[str, ...] = ()
    reached: tuple[str, ...] = ()


SERVICES = {
    "route53": Service("Route 53", "Delivery", DNS, ("hosted_zone",), ("hosted_zone",)),
    "wafv2": Service("WAF", SECURITY, FIREWALL, ("web_acl",), ("web_acl",)),
    "cloudfront": Service("CloudFront", "Delivery", DELIVERY, ("distribution",), ("distribution",)),
    "amplify": Service("Amplify", "Delivery", DELIVERY, ("app",), ("app",)),
    "elbv2": Service("", "Network", ENTRY, ("load_balancer",), ("load_balancer",)),
    "events": Service("EventBridge", MESSAGING, ENTRY, ("rule",)),
    "scheduler": Service("EventBridge", MESSAGING, ENTRY, ("schedule",)),
    "apigatewayv2": Service("API Gateway", "Network", ENTRY, ("api",), ("api",)),
    "apprunner": Service("App Runner", "Compute", COMPUTE, ("service",), ("service",)),
    "ecs": Service("ECS", "Compute", COMPUTE, ("service", "express_gateway_service"), ("express_gateway_service",)),
    "autoscaling": Service("", "Compute", COMPUTE, ("auto_scaling_group",)),
    "eks": Service("EKS", "Compute", COMPUTE, ("cluster", "nodegroup")),
    "k8s": Service("Kubernetes", "Compute", COMPUTE, ("manifest",)),
    "elasticbeanstalk": Service("Elastic Beanstalk", "Compute", COMPUTE, ("environment",), ("environment",)),
    "lightsail": Service("Lightsail", "Compute", COMPUTE, ("container_service",), ("container_service",)),
    "lambda": Service("Lambda", "Compute", COMPUTE, ("function",)),
    "cognito": Service("Cognito", SECURITY, DATA, ("user_pool",)),
    "dynamodb": Service("DynamoDB", "Data", DATA, ("table",)),
    "ecr": Service("ECR", "Compute", ENTRY, ("repository",)),
    "elasticache": Service("ElastiCache", "Data", DATA, ("replication_group",)),
    "kafka": Service("MSK", MESSAGING, DATA, ("cluster", "serverless_cluster")),
    "mq": Service("MQ", MESSAGING, DATA, ("broker",)),
    "rds": Service("RDS", "Data", DATA, ("db_cluster", "db_instance")),
    "s3": Service("S3", "Data", DATA, ("bucket",)),
    "sesv2": Service("SES", MESSAGING, DATA, ("email_identity",)),
    "sqs": Service("SQS", MESSAGING, DATA, ("queue",)),
    "acm": Service("", SECURITY),
    "applicationautoscaling": Service("", OPERATIONS),
    "backup": Service("", OPERATIONS),
    "budgets": Service("", OPERATIONS),
    "ce": Service("Cost", OPERATIONS),
    "cloudtrail": Service("", SECURITY),
    "cloudwatch": Service("", OPERATIONS),
    "ec2": Service("", "Network"),
    "iam": Service("IAM", SECURITY),
    "kms": Service("KMS", SECURITY),
    "logs": Service("", OPERATIONS),
    "secretsmanager": Service("", SECURITY),
    "sns": Service("SNS", MESSAGING),
    "ssm": Service("SSM", SECURITY),
    "synthetics": Service("", OPERATIONS),
    "xray": Service("X-Ray", OPERATIONS),
}
OTHERS = Service("", "Others")
VPC, SUBNET, INTERNET, NAT = "ec2_vpc", "ec2_subnet", "ec2_internet_gateway", "ec2_nat_gateway"
BOXES = (VPC, SUBNET)
GLOBAL = ("route53", "cloudfront")
"""Services that are in no region."""
CONVEYING = ("iam", "secretsmanager", "ssm")
"""Services by which one thing gets at another: a role that may, a secret or parameter that tells where."""
GIVING = ("ecr", "elbv2", "wafv2")
"""Services that are referred to by those whom they give something: an image, or the requests that they let through."""
ACRONYMS = {word: word.upper() for word in ("acl", "az", "cpu", "db", "dns", "eip", "ip", "nat", "oidc", "vpc")}


def service_of(type_name: str) -> Service:
    """Return the service of a type."""
    return SERVICES.get(type_name.partition("_")[0], OTHERS)


def is_drawn(type_name: str) -> bool:
    """Whether things of a type have a box of their own."""
    return type_name.partition("_")[2] in service_of(type_name).drawn


def kind(type_name: str) -> str:
    """Return what people call things of a type: "RDS DB instance"."""
    text = f"{service_of(type_name).label} {spelt(type_name.partition('_')[2])}".strip()
    return text[0].upper() + text[1:]


def several(number: int, type_name: str, of: str = "") -> str:
    """Return a number of things of a type in words: "2 KMS keys". Those `of` a service are not called by it again."""
    service, _underscore, resource = type_name.partition("_")
    label, words = "" if service == of else service_of(type_name).label, spelt(resource)
    if number > 1:
        words = re.sub("(?<=[^aeiou])y$", "ie", words)
        words += "es" if words.endswith(("s", "x", "ch")) else "s"
    return " ".join(filter(None, [str(number), label, words]))


def spelt(snake_case: str) -> str:
    """Return words as people write them."""
    return " ".join(ACRONYMS.get(word, word) for word in snake_case.split("_"))


def detail(option: str, value: object) -> str:
    """Return what an option says about a thing; numbers say little without the word."""
    if isinstance(value, bool):
        return spelt(option.removesuffix("_enabled")) if value else ""
    if re.fullmatch(r"[\d.]+", str(value)):
        return f"{spelt(option.rpartition('_')[2])} {value}"
    return str(value)
